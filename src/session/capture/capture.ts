import { LAN, type Endpoint, type QueryId } from '../../protocol/air';
import { connectionKey, type ConnectionEntry, type NetworkLogEntry } from '../../protocol/network-log';
import { unreachable } from '../../shared/unreachable';
import { dnsAnswer, dnsQuery } from './dns-message';
import { ethernetFrame } from './ethernet';
import { LARGEST_DATAGRAM, tcpPacket, udpPacket } from './ipv4';
import { PcapngWriter } from './pcapng';
import { TcpFlow } from './tcp-flow';

const DNS_PORT = 53;
/** RFC 6335 §6. */
const EPHEMERAL_PORTS = { first: 49_152, count: 16_384 } as const;

const COMMENT =
  'Made by Pinwire from its log of what passed the board’s antenna. Bytes, addresses and times are those of the ' +
  'log; sequence numbers, acknowledgements and MAC addresses were added, since the simulated network has none.';

/** What the log tells as a capture file that Wireshark and tshark open. */
export function captureFile(entries: readonly NetworkLogEntry[]): Uint8Array<ArrayBuffer> {
  const capture = new Capture();
  for (const entry of entries) capture.add(entry);
  return capture.bytes;
}

interface Lookup {
  readonly id: number;
  readonly from: Endpoint;
}

class Capture {
  readonly #file = new PcapngWriter({
    application: 'Pinwire',
    interfaceName: 'antenna',
    comment: COMMENT,
  });
  readonly #flows = new Map<string, TcpFlow>();
  readonly #lookups = new Map<QueryId, Lookup>();
  readonly #names = new Map<string, string>();
  /** The IP header's identification, counted by each host. */
  readonly #ids = new Map<string, number>();
  #lookupsMade = 0;
  /** When the next packet is, at the earliest, in microseconds: those of one moment follow each other. */
  #now = 0;
  /** What is to be said with the next packet. */
  #comment: string | undefined;

  /** The whole file. */
  get bytes(): Uint8Array<ArrayBuffer> {
    this.#file.names(this.#names);
    return this.#file.bytes;
  }

  add(entry: NetworkLogEntry): void {
    this.#now = Math.max(this.#now, Math.round(entry.at * 1000));
    switch (entry.kind) {
      case 'encrypted':
        // It is no packet.
        return;
      case 'started':
        this.#flows.clear();
        this.#lookups.clear();
        return;
      case 'link':
        this.#comment = `Before this packet, the access point was switched ${entry.up ? 'on' : 'off'}.`;
        return;
      case 'missed':
        this.#comment = `Before this packet, ${entry.entries} entries of the log were not kept.`;
        return;
      case 'query':
        this.#query(entry.query, entry.name);
        return;
      case 'answer':
        this.#answer(entry.query, entry.name, entry.addresses);
        return;
      case 'datagram':
        this.#udp(entry.from, entry.to, entry.bytes.subarray(0, LARGEST_DATAGRAM));
        return;
      case 'open':
      case 'opened':
      case 'refused':
      case 'accepted':
      case 'data':
      case 'fin':
      case 'reset':
        this.#flow(entry).add(entry);
        return;
      default:
        unreachable(entry);
    }
  }

  #flow({ connection }: ConnectionEntry): TcpFlow {
    const key = connectionKey(connection);
    const known = this.#flows.get(key);
    if (known) return known;
    const flow = new TcpFlow(connection, (segment) => {
      const { from, to } = segment;
      this.#packet(from, to, tcpPacket(segment, this.#nextId(from.ip)));
    });
    this.#flows.set(key, flow);
    return flow;
  }

  #query(query: QueryId, name: string): void {
    const made = this.#lookupsMade++;
    // A port and a number of its own for each, as a resolver takes them against forged answers.
    const port = EPHEMERAL_PORTS.first + ((made * 7919) % EPHEMERAL_PORTS.count);
    const lookup = { id: (made * 40_503 + 1) & 0xffff, from: { ip: LAN.board, port } };
    this.#lookups.set(query, lookup);
    this.#udp(lookup.from, ROUTER, dnsQuery(lookup.id, name));
  }

  /** An answer whose question is older than the log is left out. */
  #answer(query: QueryId, name: string, addresses: readonly string[]): void {
    const lookup = this.#lookups.get(query);
    this.#lookups.delete(query);
    if (!lookup) return;
    this.#udp(ROUTER, lookup.from, dnsAnswer(lookup.id, name, addresses));
    for (const address of addresses) this.#names.set(address, name);
  }

  #udp(from: Endpoint, to: Endpoint, payload: Uint8Array): void {
    this.#packet(from, to, udpPacket(from, to, payload, this.#nextId(from.ip)));
  }

  #packet(from: Endpoint, to: Endpoint, packet: Uint8Array): void {
    this.#file.packet(this.#now, ethernetFrame(from.ip, to.ip, packet), this.#comment);
    this.#comment = undefined;
    this.#now += 1;
  }

  #nextId(ip: string): number {
    const id = (this.#ids.get(ip) ?? 0) + 1;
    this.#ids.set(ip, id);
    return id;
  }
}

const ROUTER: Endpoint = { ip: LAN.router, port: DNS_PORT };
