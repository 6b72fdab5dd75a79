import { toBytes, toText } from './latin1';
import { withLinks } from './links';
import { Prelude } from './page';
import { HtmlRewriter } from './rewriter';
import { attribute, withValues, type StartTag } from './tag';

type Bytes = Uint8Array<ArrayBuffer>;

/** So much of a page is read ahead while one of its files is fetched. */
const READ_AHEAD = 256 * 1024;
/** Pages of a small board name few files. */
const MOST_FILES = 32;

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
/** Stand where a file is to be put in. No byte has such a character. */
const HOLE = /\uE000(\d+)\uE001/;

export interface AloneParts {
  readonly map: (address: string) => string;
  readonly prelude: string;
  /** A file of the board as a `data:` address; null when there is none to be had. */
  readonly load: (address: string, signal: AbortSignal) => Promise<string | null>;
}

/**
 * The board's page with its files put into it. A page without an origin cannot load any: no browser lets a service
 * worker answer it. Scripts and styles take their place in the order of the page; pictures follow at its end, since a
 * board that serves one client after the other gives them only then.
 */
export function pageAlone(body: ReadableStream<Bytes>, parts: AloneParts): ReadableStream<Bytes> {
  return new AlonePage(body, parts).stream;
}

class AlonePage {
  readonly stream: ReadableStream<Bytes>;
  readonly #reader: ReadableStreamDefaultReader<Bytes>;
  readonly #rewriter: HtmlRewriter;
  readonly #stop = new AbortController();
  /** Addresses of files, by their holes. */
  readonly #files: string[] = [];
  readonly #pictures: string[] = [];
  #shown = 0;
  #text = '';
  #reading: Promise<void> | null = null;
  #ended = false;

  constructor(
    body: ReadableStream<Bytes>,
    private readonly parts: AloneParts,
  ) {
    const start = new Prelude(parts.prelude);
    this.#reader = body.getReader();
    this.#rewriter = new HtmlRewriter((tag) => start.put(tag, this.#replace(tag)));
    this.stream = new ReadableStream<Bytes>(
      {
        pull: async (controller) => {
          const text = await this.#next();
          if (text === null) controller.close();
          else controller.enqueue(toBytes(text));
        },
        cancel: async (reason) => {
          this.#stop.abort();
          await this.#reader.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  #replace(tag: StartTag): string {
    const file = fileOf(tag);
    const linked = withLinks(tag, this.parts.map);
    if (file === null || this.#files.length + this.#pictures.length >= MOST_FILES) return linked;
    if (file.kind === 'picture') {
      const number = this.#pictures.push(file.address) - 1;
      const held = withValues(tag, ({ name, value }) =>
        name === 'src' ? PIXEL : name === 'srcset' ? '' : value,
      );
      const place = 1 + tag.name.length;
      return `${held.slice(0, place)} data-pinwire=${number}${held.slice(place)}`;
    }
    const hole = `\uE000${this.#files.push(file.address) - 1}\uE001`;
    return withValues(tag, ({ name, value }) =>
      name === file.attribute ? hole : name === 'integrity' ? '' : value,
    );
  }

  /** What goes on next; null at the end. */
  async #next(): Promise<string | null> {
    while (this.#text === '' && !this.#ended) await this.#read();
    const hole = HOLE.exec(this.#text);
    if (hole?.index === 0) {
      this.#text = this.#text.slice(hole[0].length);
      return (await this.#loadAhead(this.#files[Number(hole[1])] ?? '')) ?? 'data:,';
    }
    if (this.#text !== '') {
      const text = this.#text.slice(0, hole?.index);
      this.#text = this.#text.slice(text.length);
      return text;
    }
    const number = this.#shown++;
    const address = this.#pictures[number];
    if (address === undefined) return null;
    const picture = await this.parts.load(address, this.#stop.signal).catch(() => null);
    return picture === null
      ? ' '
      : `<script>document.querySelector('[data-pinwire="${number}"]').src='${picture}';document.currentScript.remove()</script>`;
  }

  #read(): Promise<void> {
    this.#reading ??= this.#reader.read().then(({ done, value }) => {
      this.#reading = null;
      this.#ended = done;
      this.#text += done ? this.#rewriter.end() : this.#rewriter.push(toText(value));
    });
    return this.#reading;
  }

  /**
   * The board may not begin with the file before it has sent the page. What is too large to be read ahead waits for
   * nothing.
   */
  async #loadAhead(address: string): Promise<string | null> {
    const giveUp = new AbortController();
    const signal = AbortSignal.any([giveUp.signal, this.#stop.signal]);
    const loading = this.parts.load(address, signal).catch(() => null);
    const loaded = loading.then(() => true);
    for (;;) {
      const waits = this.#ended || giveUp.signal.aborted;
      if (await (waits ? loaded : Promise.race([loaded, this.#read().then(() => false)]))) return loading;
      if (this.#text.length > READ_AHEAD) giveUp.abort();
    }
  }
}

type File = { kind: 'file'; attribute: string; address: string } | { kind: 'picture'; address: string };

function fileOf(tag: StartTag): File | null {
  const [name, kind] = FILES[tag.name] ?? [];
  if (name === undefined || kind === undefined) return null;
  const address = attribute(tag, name)?.replaceAll('&amp;', '&').trim();
  if (address === undefined || address === '' || /^(?:data|blob):/i.test(address)) return null;
  if (tag.name === 'link' && !/(?:^|\s)stylesheet(?:\s|$)/i.test(attribute(tag, 'rel') ?? '')) return null;
  if (tag.name === 'input' && attribute(tag, 'type')?.toLowerCase() !== 'image') return null;
  return kind === 'picture' ? { kind, address } : { kind, attribute: name, address };
}

const FILES: Readonly<Record<string, readonly [attribute: string, kind: File['kind']] | undefined>> = {
  script: ['src', 'file'],
  link: ['href', 'file'],
  img: ['src', 'picture'],
  input: ['src', 'picture'],
};
