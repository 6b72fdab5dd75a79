import { devicePrefix, readDevicePath, type DevicePlace } from '../../protocol/device-url';

/** What the addresses in a board's pages mean in a browser tab. */
export class DeviceLinks {
  /** What stands before a path of the board's server: `/device/<tab>`. */
  readonly prefix: string;
  readonly #absolute: RegExp;

  /**
   * @param base the path of Pinwire's folder
   * @param place the board, and the port at which its page lies
   * @param board its address on the LAN
   */
  constructor(
    private readonly base: string,
    private readonly place: DevicePlace,
    readonly board: string,
  ) {
    this.prefix = devicePrefix(base, place);
    const host = board.replaceAll('.', '\\.');
    this.#absolute = new RegExp(`^(?:http:)?//${host}(?::(\\d{1,5}))?(?=[/?#]|$)`, 'i');
  }

  /** An address as the page says it; what leads to the board from the root on, or by its address, stays on the board. */
  toTab(address: string): string {
    const text = address.trimStart();
    if (/^\/(?![/\\])/.test(text)) return this.#isHere(text) ? address : this.prefix + text;
    const absolute = this.#absolute.exec(text);
    if (absolute === null) return address;
    const port = absolute[1] === undefined ? 80 : Number(absolute[1]);
    const rest = text.slice(absolute[0].length);
    return devicePrefix(this.base, { ...this.place, port }) + (rest.startsWith('/') ? rest : `/${rest}`);
  }

  /** The address at which the board knows one of its pages; null for a page that is not this board's. */
  toBoard(address: string): string | null {
    const url = new URL(address);
    const found = readDevicePath(this.base, url.pathname);
    if (found?.tab !== this.place.tab) return null;
    return `http://${this.board}${found.port === 80 ? '' : `:${found.port}`}${found.target}${url.search}`;
  }

  /** What an address of a tab asks of this board. */
  targetOf({ pathname, search }: URL): { port: number; path: string } | null {
    const found = readDevicePath(this.base, pathname);
    return found?.tab === this.place.tab ? { port: found.port, path: found.target + search } : null;
  }

  /** A script of the page may have made it of an address that had been changed before. */
  #isHere(path: string): boolean {
    return readDevicePath(this.base, path)?.tab === this.place.tab;
  }
}
