import ipaddr from 'ipaddr.js';

/**
 * Plain unicast by the tables, and yet nobody's to reach from here: Azure's platform address, which answers every
 * virtual machine there with its metadata and agents.
 */
const SPECIAL_IPV4 = new Set(['168.63.129.16']);

/** All that is given out as global unicast so far (RFC 4291 §2.4, IANA's table). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet. Private, shared, link-local, multicast and reserved ranges are
 * not; nor is any range in which an IPv6 address stands for an IPv4 one (NAT64, 6to4, Teredo, SIIT, IPv4-compatible):
 * what it leads to cannot be told from here.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || isCompatible(address)) return false;
  const parsed = ipaddr.process(address); // unmaps ::ffff:a.b.c.d
  if (parsed instanceof ipaddr.IPv4) {
    return parsed.range() === 'unicast' && !SPECIAL_IPV4.has(parsed.toString());
  }
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_IPV6);
}

/** `::a.b.c.d` without ffff (RFC 4291 §2.5.5.1), which ipaddr.js takes for a mapped address and the system does not. */
const isCompatible = (address: string): boolean => /^[0:]*:\d+\.\d+\.\d+\.\d+$/.test(address);

/** One spelling for an address as the system tells it: unmapped, without its zone. */
export function plainAddress(address: string): string {
  const [bare = ''] = address.split('%');
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : address;
}

/** Whether an address is this machine's: what listens here can be reached by it. */
export function isOwn(address: string, interfaces: readonly string[]): boolean {
  const plain = plainAddress(address);
  if (!ipaddr.isValid(plain)) return false;
  const range = ipaddr.parse(plain).range();
  // 0.0.0.0 and :: connect to this machine, too.
  return (
    range === 'loopback' || range === 'unspecified' || interfaces.some((own) => plainAddress(own) === plain)
  );
}

/** Under what a client is counted: an IPv6 host has a whole /64 of addresses to come from. */
export function clientKey(address: string): string {
  const plain = plainAddress(address);
  if (!ipaddr.isValid(plain)) return plain;
  const parsed = ipaddr.parse(plain);
  if (parsed instanceof ipaddr.IPv4) return plain;
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
