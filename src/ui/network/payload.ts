import type { NetworkLogEntry } from '../../protocol/network-log';

/** How much of what a side has sent is put together to be looked at. */
const MOST_SHOWN = 64 * 1024;
const ROW = 16;
/** What no text has: control characters but tab, line ends and escape. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/;

/** The beginning of what was sent in these entries. */
export function joined(entries: Iterable<NetworkLogEntry & { readonly bytes: Uint8Array }>): Uint8Array {
  const whole = new Uint8Array(MOST_SHOWN);
  let length = 0;
  for (const { bytes } of entries) {
    const part = bytes.subarray(0, MOST_SHOWN - length);
    whole.set(part, length);
    length += part.length;
  }
  return whole.slice(0, length);
}

/** The bytes as text, or null where they are not: not UTF-8, or with bytes that no text has. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(withoutBrokenEnd(bytes));
    return CONTROL.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Where the end of what is shown cuts a character of several bytes in two, that character is left out. */
function withoutBrokenEnd(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** What drives a terminal, such as `ESC [ H`, is not to be read: it is left out of the text. */
export function withoutEscapes(text: string): string {
  return text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|.)?/g, '');
}

export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

export function hexRows(bytes: Uint8Array, most: number): readonly HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < Math.min(bytes.length, most); at += ROW) {
    const row = [...bytes.subarray(at, Math.min(at + ROW, most))];
    rows.push({
      offset: at.toString(16).padStart(4, '0'),
      hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    });
  }
  return rows;
}
