import { LAN } from '../../protocol/air';
import type { HttpRequest, HttpResponse } from '../../protocol/http';
import { lanConditions, type ConditionsChange } from '../../protocol/lan-conditions';
import type { NetworkLogEntry } from '../../protocol/network-log';
import { Emitter } from '../../shared/emitter';
import type { Connection, DeviceNetwork, FetchOptions, FetchResponse, Service, WaitOptions } from './api';
import type { BoardConsole } from './board-console';
import { DeviceError } from './device-error';
import type { Guest } from './guest';
import { httpError } from './problem-text';

const MOST_ENTRIES = 10_000;
const HTTP = 80;

/** The network of one board, as its log tells it, and what a test does there. */
export class BoardNetworkView implements DeviceNetwork {
  readonly #board: BoardConsole;
  readonly #guest: Guest;
  #log: NetworkLogEntry[] = [];
  readonly #entry = new Emitter<NetworkLogEntry>();
  readonly onEntry = this.#entry.event;

  constructor(board: BoardConsole, guest: Guest) {
    this.#board = board;
    this.#guest = guest;
    board.session.onNetwork((entries) => {
      this.#log = [...this.#log, ...entries].slice(-MOST_ENTRIES);
      for (const entry of entries) this.#entry.fire(entry);
      board.look();
    });
    board.session.watchNetwork();
  }

  get log(): readonly NetworkLogEntry[] {
    return this.#log;
  }

  async waitFor(
    wanted: (entry: NetworkLogEntry) => boolean,
    options?: WaitOptions,
  ): Promise<NetworkLogEntry> {
    let found: NetworkLogEntry | undefined;
    const isThere = (): boolean => (found = this.#log.find(wanted)) !== undefined;
    await this.#board.until(isThere, 'What is waited for on the network', options);
    if (!found) throw new DeviceError('The entry is gone.');
    return found;
  }

  waitForListener(port: number, options?: WaitOptions): Promise<void> {
    const listens = (): boolean => this.#board.session.snapshot.device?.listening.includes(port) ?? false;
    return this.#board.until(listens, `A program that listens on port ${port}`, options);
  }

  async fetch(target: string, options: FetchOptions = {}): Promise<FetchResponse> {
    const request = requestOf(target, options, this.#board.session.snapshot.device?.wifi.ip);
    const result = await this.#board.time.during(this.#board.session.fetch(request));
    if (!result.ok) throw httpError(result.failure, request.to);
    return responseOf(result.response);
  }

  async connect(port: number, options?: WaitOptions): Promise<Connection> {
    const { opened, connection } = this.#guest.connect(port);
    let settled = false;
    const settle = (): void => {
      settled = true;
      this.#board.look();
    };
    opened.then(settle, settle);
    try {
      await this.#board.until(() => settled, `A connection to port ${port}`, options);
    } catch (error) {
      connection.reset();
      throw error;
    }
    return opened;
  }

  addHost(name: string, services: Readonly<Record<number, Service>>): void {
    this.#guest.addHost(name, services);
  }

  setConditions(conditions: ConditionsChange): void {
    this.#board.session.setConditions(lanConditions(conditions));
  }
}

function requestOf(
  target: string,
  { method = 'GET', headers = {}, body }: FetchOptions,
  ip: string = LAN.board,
): HttpRequest {
  const url = new URL(target, `http://${ip}/`);
  if (url.protocol !== 'http:') throw new DeviceError(`The board speaks HTTP alone, not ${url.protocol}`);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return {
    method,
    to: { ip: url.hostname, port: url.port === '' ? HTTP : Number(url.port) },
    path: `${url.pathname}${url.search}`,
    headers: [['Host', url.host], ...Object.entries(headers)],
    ...(bytes ? { body: bytes } : {}),
  };
}

const responseOf = ({ status, reason, headers, body }: HttpResponse): FetchResponse => ({
  status,
  reason,
  headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), value])),
  body,
  text: new TextDecoder().decode(body),
});
