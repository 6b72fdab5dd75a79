/** What the chip keeps in its flash of the network that it is to join. */
export interface Credentials {
  readonly ssid: string;
  readonly key: string;
  /** Six bytes: this access point and no other of that name. */
  readonly bssid?: readonly number[];
}

export function encodeCredentials({ ssid, key, bssid }: Credentials): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ ssid, key, ...(bssid ? { bssid } : {}) }));
}

export function sameCredentials(one: Credentials, other: Credentials): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Null for what is none: of another version, or damaged. */
export function decodeCredentials(bytes: Uint8Array): Credentials | null {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof read !== 'object' || read === null) return null;
    const { ssid, key, bssid } = read as Readonly<Record<string, unknown>>;
    if (typeof ssid !== 'string' || typeof key !== 'string') return null;
    return { ssid, key, ...(isBssid(bssid) ? { bssid } : {}) };
  } catch {
    return null;
  }
}

const isBssid = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length === 6 && value.every((byte) => Number.isInteger(byte));
