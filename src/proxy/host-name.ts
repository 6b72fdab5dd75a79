import ipaddr from 'ipaddr.js';

/** A host as rules and resolver know it: one spelling for each. */
export type CanonicalHost =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'address'; readonly address: string };

/** RFC 1035 §2.3.4. */
const LONGEST_NAME = 253;
/** Letters, digits, hyphen (RFC 952, RFC 1123 §2.1), lower case already. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What `inet_aton` takes for a number: a name that ends so may be an address to somebody (`127.1`, `0x7f.1`). */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/;

/**
 * The one spelling of a host that somebody asks for, or undefined for everything that is neither a plain name nor a
 * plain address. What is odd is refused, not repaired: a spelling that this and the resolver understand differently
 * is how filters are passed (network.md §3.2).
 */
export function canonicalHost(text: string): CanonicalHost | undefined {
  // Before lower case: the Kelvin sign would become a k.
  if (!/^[\x21-\x7e]+$/.test(text)) return undefined;
  const lower = text.toLowerCase();
  if (lower.includes(':')) return ipv6(lower);
  if (ipaddr.IPv4.isValidFourPartDecimal(lower)) return { kind: 'address', address: lower };
  const name = lower.endsWith('.') ? lower.slice(0, -1) : lower;
  return isName(name) ? { kind: 'name', name } : undefined;
}

/** @param name in lower case, without a dot at its end */
export function isName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const labels = name.split('.');
  return labels.every((label) => LABEL.test(label)) && !NUMBER.test(labels.at(-1) ?? '');
}

/** No zones and no brackets; an IPv4 address in IPv6's clothes is asked for by its own spelling or not at all. */
function ipv6(text: string): CanonicalHost | undefined {
  if (!/^[0-9a-f:]+$/.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? undefined : { kind: 'address', address: address.toString() };
}
