/**
 * Dotted IPv4 as lwIP's `ipaddr_aton` takes it: one to four parts, each decimal, 0-octal or 0x-hexadecimal, the last
 * filling what is left (`127.1`). `255.255.255.255` is not taken for a literal (reference/esp8266 §2.2).
 *
 * @returns four decimal parts, or undefined when it is a name.
 */
export function parseIpv4(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  const numbers = parts.map(parseNumber);
  if (numbers.some((number) => number === undefined)) return undefined;
  const values = numbers.filter((number) => number !== undefined);
  const last = values.pop() ?? 0;
  if (values.some((value) => value > 255) || last >= 2 ** (8 * (4 - values.length))) return undefined;
  const address = values.reduce((sum, value, index) => sum + value * 2 ** (24 - 8 * index), last);
  if (address === 0xff_ff_ff_ff) return undefined;
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/**
 * An address as `bind`, `connect` and `sendto` take it (shared/netutils, netutils_parse_ipv4_addr): four decimal parts,
 * each modulo 256, and whatever comes after them; nothing at all is 0.0.0.0. Broadcast is an address like any other.
 *
 * @returns four decimal parts, or undefined when it is none.
 */
export function parseDotted(text: string): string | undefined {
  if (text === '') return '0.0.0.0';
  const parts = (/^[.0-9]*/.exec(text)?.[0] ?? '').split('.');
  if (parts.length !== 4) return undefined;
  return parts.map((part) => BigInt.asUintN(8, BigInt(part)).toString()).join('.');
}

/** 224.0.0.0/4 (RFC 1112). */
export function isMulticast(ip: string): boolean {
  const first = Number(ip.split('.', 1)[0]);
  return first >= 224 && first < 240;
}

function parseNumber(text: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  if (/^[1-9][0-9]*$/.test(text)) return Number.parseInt(text, 10);
  return undefined;
}
