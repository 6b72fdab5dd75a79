import { MemoryProbe, type MemoryUse } from '../../src/cli/memory-probe.test-helpers';
import { FuzzBoard, type Counts } from './fuzz-board';
import { fuzzBytes } from './fuzz-bytes';
import { ProgramFuzz } from './fuzz-programs';

/** Before memory is measured for the first time: code is compiled, tables have their size. */
const WARM_UP = { bytes: 50, programs: 300 } as const;
/** What the device worker's JavaScript heap may grow by, in bytes: compiled code comes and goes. */
const MOST_GROWTH = 1 << 20;
/** Of the console, in a finding. */
const MOST_TEXT = 400;

export interface FuzzOptions {
  /** How many random bytes are typed, and how many random programs run. */
  readonly bytes: number;
  readonly programs: number;
  readonly seed: number;
  /** Number of the first burst and of the first program, to have a finding again without what came before it. */
  readonly first: number;
  /** No new burst or program begins after so many seconds. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

type Part = 'bytes' | 'programs';

export interface Finding {
  readonly part: Part;
  /** What `first` has to be to have it again. */
  readonly round: number;
  readonly what: string;
  readonly console: string;
}

export interface FuzzResult {
  readonly seed: number;
  readonly bytes: number;
  readonly bursts: number;
  readonly programs: number;
  readonly interrupts: number;
  /** What the device worker had more at the end of each part: bytes of JavaScript heap, pages of WebAssembly memory. */
  readonly growth: Readonly<Record<Part, MemoryUse | null>>;
  readonly findings: readonly Finding[];
  readonly seconds: number;
}

/** Treats a board badly, and looks each time whether it is as well as before. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const began = performance.now();
  const probe = await MemoryProbe.of();
  const fuzzer = new Fuzzer(options, probe, began + options.seconds * 1_000);
  try {
    const bytes = await fuzzer.bytes();
    const programs = await fuzzer.programs();
    return {
      seed: options.seed,
      ...fuzzer.counts,
      ...fuzzer.rounds,
      growth: { bytes, programs },
      findings: fuzzer.findings,
      seconds: Math.round((performance.now() - began) / 1_000),
    };
  } finally {
    fuzzer.dispose();
    await probe.dispose();
  }
}

class Fuzzer {
  readonly counts: Counts = { bytes: 0, interrupts: 0 };
  readonly rounds = { bursts: 0, programs: 0 };
  readonly findings: Finding[] = [];
  #board: FuzzBoard | undefined;

  constructor(
    private readonly options: FuzzOptions,
    private readonly probe: MemoryProbe,
    private readonly until: number,
  ) {}

  bytes(): Promise<MemoryUse | null> {
    const { bytes, seed, first, say } = this.options;
    return this.#part('bytes', (board) => {
      if (this.counts.bytes >= bytes) return 'done';
      const round = first + this.rounds.bursts++;
      if (this.rounds.bursts % 100 === 0) say(`${this.counts.bytes} bytes, ${this.findings.length} findings`);
      return { round, wrong: fuzzBytes(board, seed, round) };
    });
  }

  programs(): Promise<MemoryUse | null> {
    const { programs, seed, first, say } = this.options;
    let fuzz: ProgramFuzz | undefined;
    return this.#part('programs', (board) => {
      if (this.rounds.programs >= programs) return 'done';
      if (fuzz?.board !== board) fuzz = new ProgramFuzz(board, seed);
      const round = first + this.rounds.programs++;
      if (this.rounds.programs % 100 === 0)
        say(`${this.rounds.programs} programs, ${this.findings.length} findings`);
      return { round, wrong: fuzz.round(round) };
    });
  }

  /** Round by round. @returns by how much memory grew on the board that was there at the end */
  async #part(
    part: Part,
    next: (board: FuzzBoard) => 'done' | { readonly round: number; readonly wrong: Promise<string | null> },
  ): Promise<MemoryUse | null> {
    let before: MemoryUse | undefined;
    let rounds = 0;
    while (performance.now() < this.until) {
      const board = (this.#board ??= await FuzzBoard.start(this.probe, this.counts));
      if (rounds === WARM_UP[part]) before = await board.measure();
      const begun = next(board);
      if (begun === 'done') break;
      rounds++;
      const what = await begun.wrong.catch((error: unknown) => String(error));
      if (what === null) continue;
      this.#tell({ part, round: begun.round, what, console: board.board.text.slice(-MOST_TEXT) });
      this.dispose();
      rounds = 0;
      before = undefined;
    }
    return before && this.#board ? this.#growth(part, before, await this.#board.measure()) : null;
  }

  #growth(part: Part, before: MemoryUse, after: MemoryUse): MemoryUse {
    const growth = { heap: after.heap - before.heap, pages: after.pages - before.pages };
    if (growth.heap > MOST_GROWTH || growth.pages > 0)
      this.#tell({ part, round: -1, what: `memory grew: ${JSON.stringify(growth)}`, console: '' });
    return growth;
  }

  #tell(finding: Finding): void {
    this.findings.push(finding);
    this.options.say(`${finding.part} ${finding.round}: ${finding.what}`);
  }

  dispose(): void {
    this.#board?.dispose();
    this.#board = undefined;
  }
}
