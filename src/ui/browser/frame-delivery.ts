import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';

/**
 * A page of the board is shown by a document of its own, `frame.html`, which has a policy that lets scripts in a page's
 * text run, and takes the page by a message. It must be sandboxed, so that the page is not of our origin. There are two
 * ways to that, and each has its places:
 *
 * - by the frame's attribute. Browsers do not ask a service worker for such a frame: without a network it does not come,
 *   nor where it is the service worker that makes the page isolated.
 * - by a header, `Content-Security-Policy: sandbox`, with which our service worker answers.
 *
 * The document itself says whether it is sandboxed, and takes nothing where it is not.
 */
export type Sandbox = 'attribute' | 'header';

/** How long the frame may be silent after its load event, in milliseconds: an error page of the browser's is. */
const SILENCE = 1_000;
/** And how long until that event, which some failures do not bring. */
const AT_MOST = 15_000;

export interface FrameDeliveryParts {
  readonly clock: Clock;
  /** Which way is tried first. */
  readonly first: Sandbox;
  /** Sends the page to the frame. */
  readonly give: () => void;
  /** Makes the frame anew, the other way. */
  readonly remake: (sandbox: Sandbox) => void;
  /** Neither way works. */
  readonly fail: () => void;
}

/** Brings one page into one frame. */
export class FrameDelivery {
  readonly #parts: FrameDeliveryParts;
  #way: Sandbox;
  #given = false;
  #tried = 1;
  #forget: Dispose;

  constructor(parts: FrameDeliveryParts) {
    this.#parts = parts;
    this.#way = parts.first;
    this.#forget = parts.clock.after(AT_MOST, () => this.#otherWay());
  }

  /** The frame's load event. */
  loaded(): void {
    if (this.#given) return;
    this.#forget();
    this.#forget = this.#parts.clock.after(SILENCE, () => this.#otherWay());
  }

  /** The frame is there and says whether it is sandboxed. */
  ready(sandboxed: boolean): void {
    if (this.#given) return;
    this.#forget();
    if (!sandboxed) {
      this.#otherWay();
      return;
    }
    this.#given = true;
    this.#parts.give();
  }

  dispose(): void {
    this.#forget();
  }

  #otherWay(): void {
    this.#forget();
    if (this.#tried === 2) {
      this.#given = true;
      this.#parts.fail();
      return;
    }
    this.#tried++;
    this.#way = this.#way === 'header' ? 'attribute' : 'header';
    this.#forget = this.#parts.clock.after(AT_MOST, () => this.#otherWay());
    this.#parts.remake(this.#way);
  }
}

/** The frame's word that it is there; null for anything else. */
export function readFrameReady(data: unknown): { sandboxed: boolean } | null {
  if (typeof data !== 'object' || data === null || !('pinwireFrame' in data)) return null;
  const said = data.pinwireFrame;
  if (typeof said !== 'object' || said === null || !('sandboxed' in said)) return null;
  return typeof said.sandboxed === 'boolean' ? { sandboxed: said.sandboxed } : null;
}
