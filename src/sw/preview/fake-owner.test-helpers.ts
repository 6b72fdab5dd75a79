import type { FromPreview, PreviewRequest, TabRequest, ToPreview } from '../../protocol/preview';
import { Emitter } from '../../shared/emitter';
import type { Owner } from './board-answer';

/** One request as the page that owns the board got it. */
export class OwnerRequest {
  readonly heard: ToPreview[] = [];
  #look: () => void = () => undefined;

  constructor(
    readonly request: PreviewRequest,
    private readonly port: MessagePort,
  ) {
    port.onmessage = ({ data }: MessageEvent<ToPreview>) => {
      this.heard.push(data);
      this.#look();
    };
  }

  say(message: FromPreview): void {
    this.port.postMessage(message);
  }

  async until(condition: (heard: readonly ToPreview[]) => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#look = () => {
        if (condition(this.heard)) resolve();
      };
      this.#look();
    });
  }

  /** A whole answer. */
  answer(
    status: number,
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array = '',
    trusted = true,
  ): void {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    this.say({ kind: 'taken', board: '192.168.1.42', trusted, network: 0 });
    this.say({ kind: 'head', status, reason: '', headers: Object.entries(headers) });
    if (bytes.length > 0) this.say({ kind: 'body', bytes });
    this.say({ kind: 'end' });
    this.port.close();
  }
}

/** A page that owns a board: its test says what becomes of each request. */
export class FakeOwner implements Owner {
  readonly requests: OwnerRequest[] = [];
  there = true;
  readonly networkLost = new Emitter<number>();
  readonly onNetworkLost = this.networkLost.event;

  constructor(private readonly onRequest: (request: OwnerRequest) => void = () => undefined) {}

  postMessage({ request }: TabRequest, [port]: Transferable[]): void {
    if (!(port instanceof MessagePort)) throw new Error('no port came with the request');
    const asked = new OwnerRequest(request, port);
    this.requests.push(asked);
    this.onRequest(asked);
  }

  isThere(): Promise<boolean> {
    return Promise.resolve(this.there);
  }
}
