/**
 * Messages between a test and a page, as bytes: JSON, and after it the bytes that it names by their length. What cannot
 * leave the page (ports, the compiled interpreter) is named by a token.
 */

/** Stands in a test for something that lies in the page. */
export class Token {
  constructor(
    readonly of: 'module' | 'port',
    readonly number: number,
  ) {}
}

const LENGTH_BYTES = 4;

export function encode(message: unknown): Uint8Array {
  const blobs: Uint8Array[] = [];
  const json = new TextEncoder().encode(JSON.stringify(plain(message, blobs)));
  const parts = [lengthOf(json), json, ...blobs];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param find what a token names */
export function decode(bytes: Uint8Array, find: (token: Token) => unknown = (token) => token): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = LENGTH_BYTES + view.getUint32(0, true);
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)));
  return revived(json, { bytes, at: start }, find);
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES);
  new DataView(bytes.buffer).setUint32(0, length, true);
  return bytes;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function plain(value: unknown, blobs: Uint8Array[]): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (value instanceof Uint8Array) {
    blobs.push(value);
    return { $bytes: value.length };
  }
  if (value instanceof Token) return { $token: value.of, number: value.number };
  if (Array.isArray(value)) return value.map((each) => plain(each, blobs));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each, blobs)]));
}

interface Blobs {
  readonly bytes: Uint8Array;
  at: number;
}

function revived(value: unknown, blobs: Blobs, find: (token: Token) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => revived(each, blobs, find));
  if (!isObject(value)) return value;
  const { $number, $bytes, $token, number } = value;
  if (typeof $number === 'string') return Number($number);
  if (typeof $bytes === 'number') {
    const start = blobs.at;
    blobs.at += $bytes;
    return blobs.bytes.slice(start, blobs.at);
  }
  if ($token === 'module' || $token === 'port') return find(new Token($token, Number(number)));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revived(each, blobs, find)]));
}

/** Test → page. */
export type ToPage =
  | { readonly kind: 'start'; readonly worker: number; readonly of: 'device' | 'net' }
  | {
      readonly kind: 'post';
      readonly worker: number;
      readonly message: unknown;
      readonly transfer: readonly unknown[];
    }
  | { readonly kind: 'terminate'; readonly worker: number }
  /** Of a new channel, both ends. */
  | { readonly kind: 'channel'; readonly one: number; readonly other: number };

/** Page → test. */
export type FromPage =
  | { readonly kind: 'message'; readonly worker: number; readonly message: unknown }
  | { readonly kind: 'failure'; readonly worker: number; readonly detail: string };
