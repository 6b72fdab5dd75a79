import type { Term } from '../../../lessons/glossary';
import type { Lesson } from '../../../lessons/lesson-data';
import type { PackLesson } from '../../../lessons/packs/compile-pack';
import type { PackFiles } from '../../../lessons/packs/layout';
import type { MadePack, PackJob } from '../../../lessons/packs/messages';
import { Cell } from '../../common/cell';
import { lessonOf, sourceKey, type Draft } from './drafts';
import type { KeptPacks, PackRecord, PackSource } from './kept-packs';
import { packId } from './pack-id';
import { packOf, packSlug } from './pack-names';

export interface LibraryParts {
  readonly kept: KeptPacks;
  /** @throws {PackError} */
  readonly make: (job: PackJob) => Promise<MadePack>;
  readonly pictures: {
    readonly add: (bytes: Uint8Array, type: string) => string;
    readonly free: (url: string) => void;
  };
  /** The words of the field that are marked in a text of a language. */
  readonly termsIn: (language: string) => Promise<readonly Term[]>;
  /** Whether there are any is remembered where it costs nothing to look. */
  readonly onCount: (count: number) => void;
}

export interface LibraryState {
  readonly packs: readonly PackRecord[];
  /** Why the last one is there for this tab alone; null: all are kept. */
  readonly unkept: string | null;
}

/** The packs that were opened in this browser, read again when one of their lessons is opened. */
export class PackLibrary {
  readonly state = new Cell<LibraryState>({ packs: [], unkept: null });
  readonly #parts: LibraryParts;
  readonly #files = new Map<string, PackFiles>();
  readonly #made = new Map<string, Promise<MadePack>>();
  /** As they are drawn, by name. */
  readonly #lessons = new Map<string, Lesson>();

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    const found = await this.#parts.kept.load();
    for (const { record, files } of found) this.#files.set(record.id, files);
    this.#set({ packs: found.map(({ record }) => record), unkept: null });
  }

  get(id: string): PackRecord | null {
    return this.state.value.packs.find((pack) => pack.id === id) ?? null;
  }

  from(source: PackSource): PackRecord | null {
    const key = sourceKey(source);
    return this.state.value.packs.find((pack) => sourceKey(pack.source) === key) ?? null;
  }

  newId(source: PackSource): string {
    return packId(sourceKey(source), (id) => this.get(id) !== null);
  }

  files(id: string): PackFiles {
    return this.#files.get(id) ?? new Map();
  }

  /** In place of what has its id. */
  async put({ record, made }: Draft): Promise<void> {
    this.#forget(record.id);
    this.#files.set(record.id, made.files);
    this.#made.set(record.id, Promise.resolve(made));
    const unkept = await this.#parts.kept.keep({ record, files: made.files }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const others = this.state.value.packs.filter(({ id }) => id !== record.id);
    this.#set({ packs: [...others, record], unkept });
  }

  async remove(id: string): Promise<void> {
    this.#forget(id);
    this.#set({ ...this.state.value, packs: this.state.value.packs.filter((pack) => pack.id !== id) });
    await this.#parts.kept.remove(id);
  }

  /** As it is drawn; null: there is none of this name. @throws {PackError} when it cannot be read any more */
  async lesson(slug: string): Promise<Lesson | null> {
    const known = this.#lessons.get(slug);
    if (known) return known;
    const found = await this.find(slug);
    const record = this.get(packOf(slug) ?? '');
    if (!found || !record) return null;
    const terms = await this.#termsOf([found.data.language, ...found.translations.keys()]);
    const lesson = lessonOf(found, record, {
      picture: this.#parts.pictures.add,
      termsIn: (language) => terms.get(language) ?? [],
    });
    this.#lessons.set(slug, lesson);
    return lesson;
  }

  /** Without them a text has no marks. */
  async #termsOf(languages: readonly string[]): Promise<ReadonlyMap<string, readonly Term[]>> {
    const found = languages.map(
      async (language) => [language, await this.#parts.termsIn(language).catch(() => [])] as const,
    );
    return new Map(await Promise.all(found));
  }

  async find(slug: string): Promise<PackLesson | null> {
    const record = this.get(packOf(slug) ?? '');
    if (!record) return null;
    const lessons = await this.lessons(record.id);
    return lessons.find(({ entry }) => packSlug(record.id, entry.slug) === slug) ?? null;
  }

  /** All of a pack, in their order. @throws {PackError} when they cannot be read any more */
  async lessons(id: string): Promise<readonly PackLesson[]> {
    const record = this.get(id);
    return record ? (await this.#read(record)).pack.lessons : [];
  }

  /** What is kept is the files, and they are checked as if they had come now. */
  #read({ id, source }: PackRecord): Promise<MadePack> {
    const reading = this.#made.get(id);
    if (reading) return reading;
    const name = source.kind === 'address' ? lastPart(source.address) : source.name;
    const made = this.#parts.make({ kind: 'files', name, files: this.files(id) });
    this.#made.set(id, made);
    // It can be tried again.
    made.catch(() => this.#made.delete(id));
    return made;
  }

  #forget(id: string): void {
    this.#made.delete(id);
    this.#files.delete(id);
    for (const [slug, { brought }] of this.#lessons) {
      if (brought?.pack !== id) continue;
      this.#lessons.delete(slug);
      for (const url of brought.pictures.values()) this.#parts.pictures.free(url);
    }
  }

  #set(state: LibraryState): void {
    this.state.set(state);
    this.#parts.onCount(state.packs.length);
  }
}

/** `https://a.example/x/lamp/` → `lamp`: a lesson that lies at its top is called so. */
const lastPart = (address: string): string =>
  address.replace(/\?.*$/s, '').replace(/\/$/, '').split('/').at(-1) ?? address;
