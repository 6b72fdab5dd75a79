import type { HttpFailure, HttpResponse } from '../../protocol/http';
import {
  PREVIEW_WINDOW,
  type FromPreview,
  type PreviewRequest,
  type TabRequest,
  type ToPreview,
} from '../../protocol/preview';
import { SERVICE_WORKER_VERSION } from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import type { Event } from '../../shared/emitter';
import { unreachable } from '../../shared/unreachable';

/** How often it is looked whether the owner is still there, in milliseconds. */
const LOOK_EVERY = 2_000;
/** An owner of whom nothing is heard for so long is as good as gone: a page that is busy takes seconds at most. */
const SILENT_AFTER = 20_000;

/** The page that owns the board. */
export interface Owner {
  postMessage(message: TabRequest, transfer: Transferable[]): void;
  /** Whether it is still open. */
  isThere(): Promise<boolean>;
  /** Told when one of its net workers is gone: which, counted from 0 on. */
  readonly onNetworkLost: Event<number>;
}

export type AnswerHead = Pick<HttpResponse, 'status' | 'reason' | 'headers'>;

/** Where the board is, and whether the student trusts what it serves. */
export interface BoardFacts {
  readonly board: string;
  readonly trusted: boolean;
}

export type BoardAnswer =
  | {
      readonly kind: 'answer';
      readonly facts: BoardFacts;
      readonly head: AnswerHead;
      readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
    }
  | { readonly kind: 'failed'; readonly facts: BoardFacts | null; readonly failure: HttpFailure }
  /** The tab that owns the board was closed, or is not heard of. */
  | { readonly kind: 'owner-gone' | 'owner-silent' };

export interface Question {
  readonly owner: Owner;
  readonly request: PreviewRequest;
  readonly clock: Clock;
  /** Whoever asked does not want to know any more. */
  readonly signal: AbortSignal;
}

/** Asks the board in another tab. The answer comes when its head has come; its body is taken as it is read. */
export function askBoard(question: Question): Promise<BoardAnswer> {
  return new Promise((resolve) => new Conversation(question, resolve).begin());
}

class Conversation {
  readonly #channel = new MessageChannel();
  readonly #body: ReadableStream<Uint8Array<ArrayBuffer>>;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  #facts: BoardFacts | null = null;
  /** The owner's net worker that has the request; before that is known, the last of them that is gone. */
  #network: number | null = null;
  #lost = -1;
  /** Granted, and not come yet. */
  #credit = 0;
  #over = false;
  #heard: number;
  #stopLooking: Dispose = () => undefined;
  readonly #stopHearing: Dispose;

  constructor(
    private readonly question: Question,
    private readonly resolve: (answer: BoardAnswer) => void,
  ) {
    this.#heard = question.clock.now;
    this.#stopHearing = question.owner.onNetworkLost((network) => {
      this.#lost = network;
      this.#endWithNetwork();
    });
    this.#body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#grant(),
        cancel: () => this.#giveUp(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: PREVIEW_WINDOW }),
    );
  }

  begin(): void {
    const { owner, request, signal } = this.question;
    const { port1, port2 } = this.#channel;
    port1.onmessage = ({ data }) => this.#hear(data as FromPreview);
    signal.addEventListener('abort', this.#giveUp);
    owner.postMessage({ version: SERVICE_WORKER_VERSION, kind: 'tab-request', request }, [
      port2,
      ...(request.body ? [request.body.buffer as ArrayBuffer] : []),
    ]);
    this.#lookLater();
    if (signal.aborted) this.#giveUp();
  }

  #hear(message: FromPreview): void {
    if (this.#over) return;
    this.#heard = this.question.clock.now;
    switch (message.kind) {
      case 'taken':
        this.#facts = message;
        this.#network = message.network;
        this.#endWithNetwork();
        return;
      case 'head':
        // From here on the body is cancelled by who reads it: a page that becomes a download is aborted and goes on.
        this.question.signal.removeEventListener('abort', this.#giveUp);
        if (this.#facts)
          this.resolve({ kind: 'answer', facts: this.#facts, head: message, body: this.#body });
        return;
      case 'body':
        this.#credit -= message.bytes.length;
        this.#controller?.enqueue(message.bytes as Uint8Array<ArrayBuffer>);
        return;
      case 'end':
        this.#end(() => this.#controller?.close());
        return;
      case 'failed':
        this.#breakOff(message.failure);
        return;
      case 'pong':
        return;
      default:
        unreachable(message);
    }
  }

  /** What the page says of itself comes by another way than what it says of a request: in any order. */
  #endWithNetwork(): void {
    if (!this.#over && this.#network !== null && this.#network <= this.#lost)
      this.#breakOff({ kind: 'network-lost' });
  }

  #breakOff(failure: HttpFailure): void {
    this.#end(() => this.#controller?.error(new TypeError(`The board’s answer broke off: ${failure.kind}.`)));
    this.resolve({ kind: 'failed', facts: this.#facts, failure });
  }

  /** As much as fits the queue, counting what is on its way. */
  #grant(): void {
    const bytes = (this.#controller?.desiredSize ?? 0) - this.#credit;
    if (bytes <= 0 || this.#over) return;
    this.#credit += bytes;
    this.#say({ kind: 'credit', bytes });
  }

  readonly #giveUp = (): void => {
    if (this.#over) return;
    this.#say({ kind: 'cancel' });
    this.#fail({ kind: 'failed', facts: this.#facts, failure: { kind: 'cancelled' } });
  };

  #lookLater(): void {
    this.#stopLooking = this.question.clock.after(LOOK_EVERY, () => void this.#look());
  }

  /** A tab that is closed says nothing, and a channel does not tell that its other end is gone. */
  async #look(): Promise<void> {
    const isThere = await this.question.owner.isThere();
    if (this.#over) return;
    if (!isThere) this.#fail({ kind: 'owner-gone' });
    else if (this.question.clock.now - this.#heard > SILENT_AFTER) this.#fail({ kind: 'owner-silent' });
    else {
      this.#say({ kind: 'ping' });
      this.#lookLater();
    }
  }

  #fail(answer: BoardAnswer): void {
    this.#end(() => this.#controller?.error(new TypeError('The board’s answer broke off.')));
    this.resolve(answer);
  }

  #end(endBody: () => void): void {
    this.#over = true;
    this.#stopLooking();
    this.#stopHearing();
    this.question.signal.removeEventListener('abort', this.#giveUp);
    this.#channel.port1.close();
    try {
      endBody();
    } catch {
      // Its reader has cancelled it meanwhile.
    }
  }

  #say(message: ToPreview): void {
    this.#channel.port1.postMessage(message);
  }
}
