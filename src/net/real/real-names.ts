/**
 * The addresses that stand for real names on the board's internet: the proxy is asked by name, so that its rules can
 * speak of names. They are in 198.18.0.0/15, which no host on the internet has (RFC 2544), and keep their meaning as
 * long as the network lives.
 */
export class RealNames {
  readonly #byName = new Map<string, string>();
  readonly #byAddress = new Map<string, string>();

  /** Undefined when there were too many. */
  addressOf(name: string): string | undefined {
    const known = this.#byName.get(name);
    if (known !== undefined || this.#byName.size === MOST_NAMES) return known;
    const number = this.#byName.size + 1;
    const address = `198.18.${number >>> 8}.${number & 0xff}`;
    this.#byName.set(name, address);
    this.#byAddress.set(address, name);
    return address;
  }

  nameOf(address: string): string | undefined {
    return this.#byAddress.get(address);
  }

  /** The address of a name that was asked for before. */
  known(name: string): string | undefined {
    return this.#byName.get(name);
  }
}

/** More than a program asks for; one that makes names up gets no further. */
const MOST_NAMES = 4_096;
