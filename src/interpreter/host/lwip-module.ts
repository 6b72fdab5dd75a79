import type { Board } from '../../device/board';
import { parseDotted } from '../../device/lwip/address';
import { SocketState } from '../../device/lwip/socket-state';
import { MAX_DATAGRAM } from '../../protocol/air';
import type { Wait } from '../../protocol/device-state';
import type { BoardNotice } from '../../protocol/notices';
import type { Heap } from '../heap';
import type { WasmMemory } from '../wasm';

/**
 * Python holds one of these for each socket; when the collector finds it unheld, the socket is closed. It carries
 * the number only, so that nothing of the chip is kept alive by it.
 */
export class SocketToken {
  constructor(readonly descriptor: number) {}
}

const PEEK = 1;

/** `mp_obj_str_t` (py/objstr.h), as byte offsets: a `bytes` object that has its size and not yet its contents. */
const BytesObject = { hash: 4, length: 8, data: 12 } as const;

/** `mp_obj_array_t` (py/objarray.h): the unused bytes behind its items lie above its 8 bits of type. */
const ArrayObject = { spare: 4, length: 8, items: 12 } as const;
const TYPECODE = 0xff;

/** Where the chip's lwIP has its buffers, as `repr` shows them. */
const SEGMENT = 0x3f_ff_00_00;

export interface LwipModuleParts {
  readonly board: Board;
  readonly memory: WasmMemory;
  readonly heap: Heap;
  /** Says what the program will wait for if it parks next. */
  readonly willWait: (wait: Wait) => void;
  /** Has the VM call a Python function: both are addresses of objects that somebody holds. */
  readonly schedule: (callback: number, argument: number) => void;
  readonly notice: (notice: BoardNotice) => void;
}

/**
 * The functions of `_lwip`, over which fw_socket.py makes the chip's `socket`. Numbers, strings and None cross; bytes
 * cross by address. Failures are negative numbers: nothing here throws.
 */
export function lwipModule(parts: LwipModuleParts): object {
  const { memory, heap, willWait } = parts;
  const { lwip } = parts.board;
  const peerName = (descriptor: number): string => {
    const peer = lwip.peer(descriptor);
    return peer ? `${peer.ip}:${peer.port}` : '';
  };
  /** What the last call that found nothing would wait for, if it does. */
  let missed: (() => Wait) | undefined;
  const orWait = (result: number, wait: () => Wait): number => {
    if (result < 0) missed = wait;
    return result;
  };
  /** Bytes of the program, and what it is told when they are more than a UDP packet carries. */
  const packet = (descriptor: number, address: number, length: number): Uint8Array => {
    if (length > MAX_DATAGRAM && lwip.state(descriptor) === SocketState.udp)
      parts.notice({ kind: 'packet-too-large', bytes: length, most: MAX_DATAGRAM });
    return memory.bytes.subarray(address, address + length);
  };
  return {
    socket: () => lwip.socket('tcp'),
    udp_socket: () => lwip.socket('udp'),
    token: (descriptor: number) => new SocketToken(descriptor),
    state: (descriptor: number) => lwip.state(descriptor),
    poll: (descriptor: number, asked: number) => lwip.poll(descriptor, asked),
    set_reuse_address: (descriptor: number, on: boolean) => lwip.setReuseAddress(descriptor, on),
    set_membership: (group: string, via: string, member: boolean) => lwip.setMembership(group, via, member),
    /** @param callback 0: nobody is called any more */
    set_callback: (descriptor: number, callback: number, socket: number) =>
      lwip.setOnEvent(descriptor, callback === 0 ? undefined : () => parts.schedule(callback, socket)),
    bind: (descriptor: number, ip: string, port: number) => lwip.bind(descriptor, ip, port),
    listen: (descriptor: number, backlog: number) => lwip.listen(descriptor, backlog),
    close: (descriptor: number) => lwip.close(descriptor),
    accept: (descriptor: number) =>
      orWait(lwip.accept(descriptor), () => ({ call: 'accept', port: lwip.local(descriptor)?.port ?? 0 })),
    connect: (descriptor: number, ip: string, port: number) => lwip.connect(descriptor, ip, port),
    connected: (descriptor: number) =>
      orWait(lwip.connected(descriptor), () => ({ call: 'connect', peer: peerName(descriptor) })),
    peer_ip: (descriptor: number) => lwip.peer(descriptor)?.ip ?? '0.0.0.0',
    peer_port: (descriptor: number) => lwip.peer(descriptor)?.port ?? 0,
    sender_ip: (descriptor: number) => lwip.sender(descriptor).ip,
    sender_port: (descriptor: number) => lwip.sender(descriptor).port,
    /** What `repr` shows of what came: UDP packets are counted, a TCP segment has an address in the chip's memory. */
    incoming: (descriptor: number) => {
      const count = lwip.incoming(descriptor);
      return count === 0 || lwip.state(descriptor) === SocketState.udp ? count : SEGMENT + descriptor * 64;
    },
    segment_offset: (descriptor: number) => lwip.segmentOffset(descriptor),
    send_fits: (descriptor: number, length: number) => length <= lwip.sendSpace(descriptor),
    readable: (descriptor: number, limit: number) =>
      orWait(lwip.readable(descriptor, limit), () => ({ call: 'recv', peer: peerName(descriptor) })),
    readable_line: (descriptor: number, limit: number) =>
      orWait(lwip.readableLine(descriptor, limit), () => ({ call: 'recv', peer: peerName(descriptor) })),
    /** Fills a new `bytes` object, whose address this is, and lets its hash be computed again. */
    take: (descriptor: number, object: number, flags: number) => {
      const { words } = memory;
      const data = words[(object + BytesObject.data) >>> 2] ?? 0;
      const length = words[(object + BytesObject.length) >>> 2] ?? 0;
      lwip.take(descriptor, memory.bytes.subarray(data, data + length), (flags & PEEK) !== 0);
      words[(object + BytesObject.hash) >>> 2] = 0;
    },
    /** Makes a `bytes` object of a bytearray's own buffer; what lies behind `length` is free again. */
    adopt: (object: number, array: number, length: number) => {
      const { words } = memory;
      const items = words[(array + ArrayObject.items) >>> 2] ?? 0;
      words[(object + BytesObject.hash) >>> 2] = 0;
      words[(object + BytesObject.length) >>> 2] = length;
      words[(object + BytesObject.data) >>> 2] = items;
      words[(array + ArrayObject.length) >>> 2] = 0;
      words[(array + ArrayObject.items) >>> 2] = 0;
      words[(array + ArrayObject.spare) >>> 2] = (words[(array + ArrayObject.spare) >>> 2] ?? 0) & TYPECODE;
      // A byte for the zero that ends the text of every `bytes`.
      heap.shrink(items, length + 1);
      memory.bytes[items + length] = 0;
    },
    take_into: (descriptor: number, address: number, length: number) => {
      lwip.take(descriptor, memory.bytes.subarray(address, address + length));
    },
    /** A negative length: the caller was blocked and is let in again when there is some room. */
    write: (descriptor: number, address: number, length: number) => {
      const bytes = packet(descriptor, address, Math.abs(length));
      return orWait(lwip.write(descriptor, bytes, length < 0), () => ({
        call: 'send',
        peer: peerName(descriptor),
      }));
    },
    send_to: (descriptor: number, address: number, length: number, ip: string, port: number) =>
      lwip.sendTo(descriptor, packet(descriptor, address, length), { ip, port }),
    literal: (host: string) => parseDotted(host) ?? null,
    lookup: (name: string) => {
      missed = () => ({ call: 'getaddrinfo', name });
      return lwip.resolver.begin(name);
    },
    looked_up: (query: number) => lwip.resolver.result(query) ?? null,
    /** The call before found nothing, and its program is about to park for it. */
    will_wait: () => {
      if (missed) willWait(missed());
    },
    cancel_lookup: (query: number) => lwip.resolver.cancel(query),
  };
}
