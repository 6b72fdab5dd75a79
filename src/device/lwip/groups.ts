import { isMulticast } from './address';
import { LwipError } from './lwip-error';

/** The multicast groups that the station has joined (lwIP's igmp.c): they belong to the interface, not to a socket. */
export class Groups {
  /** How often each was joined. */
  readonly #members = new Map<string, number>();

  /** @param address the station's */
  constructor(private readonly address: string) {}

  has(group: string): boolean {
    return this.#members.has(group);
  }

  /** @param via the interface's address, or 0.0.0.0 for any */
  join(group: string, via: string): 0 | LwipError {
    if (!isMulticast(group) || !this.#isInterface(via)) return LwipError.value;
    this.#members.set(group, (this.#members.get(group) ?? 0) + 1);
    return 0;
  }

  leave(group: string, via: string): 0 | LwipError {
    const uses = this.#members.get(group);
    if (uses === undefined || !this.#isInterface(via)) return LwipError.value;
    if (uses > 1) this.#members.set(group, uses - 1);
    else this.#members.delete(group);
    return 0;
  }

  clear(): void {
    this.#members.clear();
  }

  #isInterface(ip: string): boolean {
    return ip === '0.0.0.0' || ip === this.address;
  }
}
