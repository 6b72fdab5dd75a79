import { complain } from '../words/complaint';
import { PackError, refuse } from '../lessons/packs/pack-error';

interface FetcherParts {
  readonly fetch: (address: string, options: RequestInit) => Promise<Response>;
  /** Of the page: hosts let it in by this name. */
  readonly origin: string;
  /** When there is no more time. */
  readonly signal: AbortSignal;
  /** Something has come. */
  readonly onPart: () => void;
}

/** Reads files of other hosts, as far as they let it, and never more of one than it may be large. */
export class PackFetcher {
  constructor(private readonly parts: FetcherParts) {}

  /** Null: the host has no such file. @throws {PackError} */
  async read(address: string, most: number): Promise<Uint8Array | null> {
    const response = await this.#ask(address);
    this.#checkHost(address, response.url);
    const type = response.headers.get('Content-Type') ?? '';
    // Some hosts answer with a page of theirs where there is nothing.
    if (response.status === 404 || response.status === 410 || type.includes('text/html')) return null;
    if (!response.ok) refuse(address, complain('notGiven', response.status));
    return this.#body(address, response, most);
  }

  async #ask(address: string): Promise<Response> {
    const { fetch, signal } = this.parts;
    try {
      // No referrer: nobody learns on which page the student is. The browser's own copy is compared with the host's.
      return await fetch(address, { signal, cache: 'no-cache', referrerPolicy: 'no-referrer' });
    } catch {
      return this.#fail(address);
    }
  }

  #fail(address: string): never {
    if (this.parts.signal.aborted) return refuse(address, complain('notInTime'));
    const { origin } = this.parts;
    const ours = new URL(address).origin === origin;
    return refuse(address, ours ? complain('notReached') : complain('notAllowed', origin));
  }

  /** An address that passes the student on would tell of a host that the lessons are not from. */
  #checkHost(asked: string, answered: string): void {
    const [from, to] = [new URL(asked), new URL(answered === '' ? asked : answered)];
    const secured = from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname;
    if (from.origin !== to.origin && !secured) refuse(asked, complain('otherHost', to.host, to.href));
  }

  async #body(address: string, response: Response, most: number): Promise<Uint8Array> {
    const tooLarge = (): never => refuse(address, complain('tooLarge', most));
    if (Number(response.headers.get('Content-Length') ?? 0) > most) tooLarge();
    const parts: Uint8Array[] = [];
    let length = 0;
    const reader = response.body?.getReader();
    try {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
        this.parts.onPart();
        length += part.value.length;
        if (length > most) tooLarge();
        parts.push(part.value);
      }
    } catch (error) {
      if (error instanceof PackError) throw error;
      this.#fail(address);
    } finally {
      await reader?.cancel().catch(() => undefined);
    }
    return joined(parts, length);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
