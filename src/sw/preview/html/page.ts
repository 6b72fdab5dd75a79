import { toBytes, toText } from './latin1';
import { withLinks } from './links';
import { HtmlRewriter } from './rewriter';
import type { StartTag } from './tag';

type Bytes = Uint8Array<ArrayBuffer>;

/** Whether an answer is HTML in an encoding that keeps ASCII, which the rewriter relies on. */
export function isHtml(contentType: string | null): boolean {
  if (contentType === null) return false;
  return (
    /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType) && !/utf-?16/i.test(contentType)
  );
}

/** As browsers do with an answer that names no type: small servers often leave it out (WHATWG MIME Sniffing §7.1). */
export function looksLikeHtml(beginning: Uint8Array): boolean {
  const start = toText(beginning.subarray(0, 512)).trimStart().toLowerCase();
  return /^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[\s>]/.test(
    start,
  );
}

/** Puts `script` into the page before anything of the page's own runs. */
export class Prelude {
  #done = false;

  constructor(private readonly script: string) {}

  /** @param text what stands in the tag's place */
  put({ name }: StartTag, text: string): string {
    if (this.#done || name === 'html') return text;
    this.#done = true;
    return name === 'head' ? text + this.script : this.script + text;
  }
}

/** The board's page with its addresses leading to the board; each part goes on as soon as it has come. */
export function linkedPage(map: (address: string) => string, prelude: string): TransformStream<Bytes, Bytes> {
  const start = new Prelude(prelude);
  const rewriter = new HtmlRewriter((tag) => start.put(tag, withLinks(tag, map)));
  const emit = (text: string, controller: TransformStreamDefaultController<Bytes>): void => {
    if (text !== '') controller.enqueue(toBytes(text));
  };
  return new TransformStream<Bytes, Bytes>({
    transform: (bytes, controller) => emit(rewriter.push(toText(bytes)), controller),
    flush: (controller) => emit(rewriter.end(), controller),
  });
}
