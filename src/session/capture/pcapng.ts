import { BytesWriter } from './bytes';

/** Numbers are big-endian here, which the section header's magic tells readers. */
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const Block = { section: 0x0a0d0d0a, interface: 1, names: 4, packet: 6 } as const;
const Option = { end: 0, comment: 1, application: 4, interfaceName: 2 } as const;
const ETHERNET = 1;
const NAMES_END = 0;
const NAMES_IPV4 = 1;
const SNAP_LENGTH = 262_144;

interface Option {
  readonly code: number;
  readonly text: string;
}

export interface CaptureFacts {
  readonly application: string;
  readonly interfaceName: string;
  readonly comment: string;
}

/** A pcapng file (draft-ietf-opsawg-pcapng) of one Ethernet interface, in microseconds. */
export class PcapngWriter {
  readonly #file = new BytesWriter(64 * 1024);

  constructor({ application, interfaceName, comment }: CaptureFacts) {
    const section = new BytesWriter().u32(BYTE_ORDER_MAGIC).u16(1).u16(0);
    // The section's length is not told.
    section.u32(0xffff_ffff).u32(0xffff_ffff);
    options(section, [
      { code: Option.comment, text: comment },
      { code: Option.application, text: application },
    ]);
    this.#block(Block.section, section);
    const description = new BytesWriter().u16(ETHERNET).u16(0).u32(SNAP_LENGTH);
    options(description, [{ code: Option.interfaceName, text: interfaceName }]);
    this.#block(Block.interface, description);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#file.bytes;
  }

  /** Tells readers what addresses are called. */
  names(names: ReadonlyMap<string, string>): void {
    if (names.size === 0) return;
    const body = new BytesWriter();
    for (const [ip, name] of names) {
      const record = new BytesWriter()
        .put(ip.split('.').map(Number))
        .put(new TextEncoder().encode(name))
        .u8(0);
      body.u16(NAMES_IPV4).u16(record.length).put(record.bytes).zeros(padding(record.length));
    }
    this.#block(Block.names, body.u16(NAMES_END).u16(0));
  }

  /** @param at microseconds since 1970 */
  packet(at: number, frame: Uint8Array, comment?: string): void {
    const time = BigInt(at);
    const body = new BytesWriter(64 + frame.length)
      .u32(0)
      .u32(Number(time >> 32n))
      .u32(Number(time & 0xffff_ffffn))
      .u32(frame.length)
      .u32(frame.length)
      .put(frame)
      .zeros(padding(frame.length));
    if (comment !== undefined) options(body, [{ code: Option.comment, text: comment }]);
    this.#block(Block.packet, body);
  }

  #block(type: number, body: BytesWriter): void {
    const length = 12 + body.length;
    this.#file.u32(type).u32(length).put(body.bytes).u32(length);
  }
}

function options(to: BytesWriter, list: readonly Option[]): void {
  for (const { code, text } of list) {
    const bytes = new TextEncoder().encode(text);
    to.u16(code).u16(bytes.length).put(bytes).zeros(padding(bytes.length));
  }
  to.u16(Option.end).u16(0);
}

/** Everything in a block begins at a multiple of four. */
function padding(length: number): number {
  return -length & 3;
}
