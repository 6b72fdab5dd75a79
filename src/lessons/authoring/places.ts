import { complain, type Complaint } from '../../words/complaint';
import { blocksIn } from '../every-block';
import type { Block, CodeBlock, LessonDocument, Section } from '../model';
import { slug } from '../rst/ids';
import { plainText } from '../title';

/** A place of the text by its name: the id that it has, or why the name leads to no place or to several. */
export type Found = { readonly id: string } | { readonly problem: Complaint };

/** A section or a code block. */
interface Place {
  readonly id: string;
  readonly line: number;
  readonly isBlock: boolean;
  /** All that it may be called, the shortest first. */
  readonly names: readonly string[];
}

/** So many lines of a block may tell it from others. */
const MOST_LINES = 5;

/**
 * What authors call the places of a text: a section by its title, a block by its first line, and with the section
 * (`the-server/import-socket`) or by more lines where several are alike. Ids are no such names: `import-socket-2` is
 * another block as soon as the text gets one more before it.
 */
export class Places {
  readonly #places: readonly Place[];
  readonly #blocks: readonly Place[];

  constructor({ children }: LessonDocument) {
    const places = placesIn(children, null);
    this.#blocks = places.filter(({ isBlock }) => isBlock);
    this.#places = [...places.filter(({ isBlock }) => !isBlock), ...this.#blocks];
  }

  block(name: string): Found {
    return find(name, this.#blocks, (names) => complain('noBlock', name, names));
  }

  /** Where a step may stand. */
  sectionOrBlock(name: string): Found {
    return find(name, this.#places, (names) => complain('noPlace', name, names));
  }
}

function find(name: string, among: readonly Place[], missing: (names: string) => Complaint): Found {
  const found = among.filter(({ names }) => names.includes(name));
  const [one] = found;
  if (!one) return { problem: missing(among.map((place) => ownName(place, among) ?? place.id).join(', ')) };
  if (found.length === 1) return { id: one.id };
  const lines = found.map(({ line }) => line).join(', ');
  const own = found.flatMap((place) => ownName(place, among) ?? []);
  return {
    problem:
      own.length === found.length
        ? complain('placeAmbiguous', name, lines, own.join(', '))
        : complain('placesAlike', name, lines),
  };
}

/** The shortest name that no other one has. */
function ownName(place: Place, among: readonly Place[]): string | null {
  const isOwn = (name: string): boolean =>
    among.every(({ id, names }) => id === place.id || !names.includes(name));
  return place.names.find(isOwn) ?? null;
}

/** @param section the name of the innermost one around them */
function placesIn(blocks: readonly Block[], section: string | null): Place[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'section': {
        const name = titleName(block);
        return [placeOf(block, [name], section), ...placesIn(block.children, name)];
      }
      case 'console':
      case 'python':
      case 'plain':
        return [placeOf(block, beginnings(block), section)];
      default:
        return placesIn(blocksIn(block), section);
    }
  });
}

function placeOf(block: Section | CodeBlock, beginning: readonly string[], section: string | null): Place {
  const { id, line } = block;
  const names = beginning.flatMap((name) => (section === null ? [name] : [name, `${section}/${name}`]));
  return { id, line, isBlock: block.kind !== 'section', names };
}

/** What its id was made from. A title may have markup that does not show; its id then says more. */
function titleName({ id, title }: Section): string {
  const name = slug(plainText(title)) || 'section';
  return id.startsWith(name) && /^-\d+$/.test(id.slice(name.length)) ? name : id;
}

/** By its first line, as its id is made; by its first two, and so on. */
function beginnings({ label, copy }: CodeBlock): readonly string[] {
  const lines = copy.split('\n').filter((line) => line.trim() !== '');
  const more = Array.from({ length: Math.min(lines.length, MOST_LINES) - 1 }, (_, at) =>
    slug(lines.slice(0, at + 2).join(' ')),
  );
  return [...new Set([slug(label) || 'code', ...more.filter((name) => name !== '')])];
}
