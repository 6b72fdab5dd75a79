import { WebSocket } from 'ws';
import { NODE_BUILD } from '../../tools/node-build';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import type { FlashStore, SessionHost, WorkerPort } from '../session/worker-port';
import { loadLibraries } from './node-host';
import { decode, encode, Token, type FromPage, type ToPage } from './page/wire';

/** A worker in the page, as the session holds it. */
class PageWorker implements WorkerPort<unknown, unknown> {
  readonly messages = new Emitter<unknown>();
  readonly failures = new Emitter<string>();

  constructor(
    private readonly page: PageLine,
    private readonly worker: number,
  ) {}

  post(message: unknown, transfer: readonly unknown[] = []): void {
    this.page.say({ kind: 'post', worker: this.worker, message, transfer });
  }

  onMessage(listener: (message: unknown) => void): Dispose {
    return this.messages.event(listener);
  }

  onFailure(listener: (detail: string) => void): Dispose {
    return this.failures.event(listener);
  }

  terminate(): void {
    this.page.say({ kind: 'terminate', worker: this.worker });
    this.page.forget(this.worker);
  }
}

/** The line to a page, which the hub opens for whoever calls (tools/page-hub.ts). */
class PageLine {
  readonly #socket: WebSocket;
  readonly #workers = new Map<number, PageWorker>();
  #early: ToPage[] | null = [];
  #numbers = 0;

  constructor(hub: string) {
    this.#socket = new WebSocket(hub);
    this.#socket.binaryType = 'nodebuffer';
    this.#socket.on('message', (data: Buffer) => {
      if (this.#early) this.#begin(this.#early);
      else this.#receive(decode(new Uint8Array(data)) as FromPage);
    });
    this.#socket.on('close', () => this.#fail('the page is gone'));
    this.#socket.on('error', (error) => this.#fail(error.message));
  }

  get nextNumber(): number {
    return ++this.#numbers;
  }

  start(of: 'device' | 'net'): PageWorker {
    const number = this.nextNumber;
    const worker = new PageWorker(this, number);
    this.#workers.set(number, worker);
    this.say({ kind: 'start', worker: number, of });
    return worker;
  }

  say(message: ToPage): void {
    if (this.#early) this.#early.push(message);
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encode(message));
  }

  forget(worker: number): void {
    this.#workers.delete(worker);
  }

  /** The hub's first message says that the page is there. */
  #begin(early: readonly ToPage[]): void {
    this.#early = null;
    for (const message of early) this.say(message);
  }

  #receive(message: FromPage): void {
    const worker = this.#workers.get(message.worker);
    if (message.kind === 'message') worker?.messages.fire(message.message);
    else worker?.failures.fire(message.detail);
  }

  #fail(detail: string): void {
    for (const worker of [...this.#workers.values()]) worker.failures.fire(detail);
  }
}

let line: PageLine | undefined;

/** A session's surroundings in a page of a browser, which does not share memory; the session itself is in Node. */
export function pageHost(hub: string, flash: FlashStore): SessionHost {
  const page = (line ??= new PageLine(hub));
  return {
    road: 'messages',
    startDeviceWorker: () => page.start('device'),
    startNetWorker: () => page.start('net'),
    createChannel: () => {
      const [one, other] = [page.nextNumber, page.nextNumber];
      page.say({ kind: 'channel', one, other });
      return { one: new Token('port', one), other: new Token('port', other) };
    },
    loadInterpreter: () => Promise.resolve(new Token('module', 0) as unknown as WebAssembly.Module),
    loadLibraries: () => loadLibraries(NODE_BUILD),
    after: (delay, fire) => {
      const timer = setTimeout(fire, delay);
      return () => clearTimeout(timer);
    },
    flash,
  };
}
