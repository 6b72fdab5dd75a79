import { StartTagReader, type StartTag } from './tag';

/** A tag longer than this is none that is rewritten; it passes as it is, so that nothing piles up. */
const LONGEST_TAG = 16 * 1024;

/** Elements whose contents are text up to their end tag (WHATWG HTML §13.2.6). */
const TEXT_ELEMENTS = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes)$/;

/**
 * Finds the start tags of HTML that comes in pieces and lets them be replaced. All else passes as it is and at once:
 * only the tag under way is held back. A character stands for a byte, so that any encoding which keeps ASCII passes
 * unharmed.
 *
 * A script that contains `<!--` and `<script` ends for this reader where it would not for a browser; what of it looks
 * like tags may then be taken for some.
 */
export class HtmlRewriter {
  #state: State = { kind: 'data' };

  /** @param replace what stands in the place of a start tag; its own source, as a rule */
  constructor(private readonly replace: (tag: StartTag) => string) {}

  push(text: string): string {
    let out = '';
    let place = 0;
    while (place < text.length) {
      const { next, emitted } = this.#step(text, place);
      out += emitted;
      place = next;
    }
    return out;
  }

  /** Nothing more comes: what was held back. */
  end(): string {
    const held =
      this.#state.kind === 'tag' ? this.#state.reader.source : this.#state.kind === 'open' ? '<' : '';
    this.#state = { kind: 'data' };
    return held;
  }

  #step(text: string, place: number): { next: number; emitted: string } {
    const state = this.#state;
    switch (state.kind) {
      case 'data': {
        const open = text.indexOf('<', place);
        const end = open < 0 ? text.length : open;
        if (open >= 0) this.#state = { kind: 'open' };
        return { next: open < 0 ? end : end + 1, emitted: text.slice(place, end) };
      }
      case 'open':
        return this.#afterOpen(text, place);
      case 'tag':
        return this.#inTag(state.reader, text, place);
      case 'until':
        return this.#until(state, text, place);
    }
  }

  /** A `<` was held back: what follows says what it is. */
  #afterOpen(text: string, place: number): { next: number; emitted: string } {
    const first = text.charAt(place);
    if (/[a-z]/i.test(first)) {
      this.#state = { kind: 'tag', reader: new StartTagReader() };
      return { next: place, emitted: '' };
    }
    // A comment, a doctype, an end tag; or nothing but a less-than sign.
    if (first === '!') this.#state = { kind: 'until', seen: '<', end: 'markup' };
    else if (first === '/' || first === '?') this.#state = { kind: 'until', seen: '', end: '>' };
    else this.#state = { kind: 'data' };
    return { next: place, emitted: '<' };
  }

  #inTag(reader: StartTagReader, text: string, place: number): { next: number; emitted: string } {
    for (let at = place; at < text.length; at++) {
      const tag = reader.push(text.charAt(at));
      if (tag !== null) {
        this.#state = contentsOf(tag.name);
        return { next: at + 1, emitted: this.replace(tag) };
      }
      if (reader.source.length > LONGEST_TAG) {
        this.#state = { kind: 'until', seen: '', end: '>' };
        return { next: at + 1, emitted: reader.source };
      }
    }
    return { next: text.length, emitted: '' };
  }

  /** Passes everything up to an end that may come in pieces itself. */
  #until(state: Until, text: string, place: number): { next: number; emitted: string } {
    for (let at = place; at < text.length; at++) {
      state.seen = (state.seen + text.charAt(at)).slice(-LONGEST_END);
      if (!isOver(state)) continue;
      // The character that ends an end tag's name may belong to what follows.
      this.#state = state.end.startsWith('</') ? { kind: 'until', seen: '', end: '>' } : { kind: 'data' };
      const next = state.end.startsWith('</') ? at : at + 1;
      return { next, emitted: text.slice(place, next) };
    }
    return { next: text.length, emitted: text.slice(place) };
  }
}

function contentsOf(name: string): State {
  if (TEXT_ELEMENTS.test(name)) return { kind: 'until', seen: '', end: `</${name}` };
  return name === 'plaintext' ? { kind: 'until', seen: '', end: 'never' } : { kind: 'data' };
}

interface Until {
  readonly kind: 'until';
  /** The last characters that have passed. */
  seen: string;
  /** `>`, `-->`, the beginning of an end tag, `never`, or `markup`: not known yet whether it is a comment. */
  end: string;
}

type State =
  { readonly kind: 'data' | 'open' } | { readonly kind: 'tag'; readonly reader: StartTagReader } | Until;

const LONGEST_END = 12;

function isOver(state: Until): boolean {
  const { seen, end } = state;
  if (end === 'markup') {
    if (seen.startsWith('<!--')) state.end = '-->';
    else if (!'<!--'.startsWith(seen)) state.end = '>';
    if (state.end === 'markup') return false;
  }
  // `<!-->` is a comment that is over at once (WHATWG HTML §13.2.5.43).
  if (state.end === '-->') return /--!?>$/.test(seen);
  if (state.end === '>') return seen.endsWith('>');
  return (
    state.end.startsWith('</') &&
    seen.toLowerCase().slice(0, -1).endsWith(state.end) &&
    /[\t\n\f\r />]$/.test(seen)
  );
}
