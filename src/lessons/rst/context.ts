/** What all parts of one compilation share. */
import type { Block, Diagnostic, HiddenLine, Inline } from '../model';
import { Ids } from './ids';
import { parseInline } from './inline';
import type { SourceLine } from './lines';
import { References, type Report } from './references';

/** Blocks that were read, and the index of the first line that was not. */
export interface Parsed {
  readonly blocks: readonly Block[];
  readonly next: number;
}

/** Reads what starts at `lines[at]`, which is not blank; null when that is something else. */
export type BlockReader = (
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
) => Parsed | null;

export class Context {
  readonly ids = new Ids();
  readonly codeIds = new Ids();
  readonly references = new References();
  readonly diagnostics: Diagnostic[] = [];
  readonly hidden: HiddenLine[] = [];
  /** The language of `::` blocks, as the last `highlight` directive said. */
  highlight: string | null = null;
  readonly #deferred: { into: Inline[]; text: string; line: number }[] = [];

  /** @param parse reads the body of a block that holds blocks */
  constructor(readonly parse: (lines: readonly SourceLine[], depth: number) => Block[]) {}

  readonly report: Report = (severity, line, what) => {
    this.diagnostics.push({ severity, line, what });
  };

  hide(lines: readonly SourceLine[], why: HiddenLine['why']): void {
    for (const { text, line } of lines) if (text !== '') this.hidden.push({ line, why });
  }

  /** Inline text, filled in by `resolve`: a reference may come before what it points at. */
  inline(text: string, line: number): readonly Inline[] {
    const into: Inline[] = [];
    this.#deferred.push({ into, text, line });
    return into;
  }

  resolve(): void {
    for (const { into, text, line } of this.#deferred.splice(0))
      for (const node of parseInline(text, line, this.references, this.report)) into.push(node);
  }
}
