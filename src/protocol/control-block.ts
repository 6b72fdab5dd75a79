import { RING_WORDS } from '../shared/ring';

/**
 * The memory that page, device worker and net worker share: every road into a busy device worker. Words of their own
 * for what no queue may delay, and one ring for each producer.
 */
export const Word = {
  /** Changes, and wakes the device, whenever there is something new for it. */
  doorbell: 0,
  /** How many times Ctrl-C was pressed. */
  interrupts: 1,
  /** How many bytes of console output the page has taken, modulo 2^32. */
  outputTaken: 2,
  /** Sequence number of the last change to the flash that the page has stored, or has told that it could not. */
  filesKept: 3,
  /** Sequence number of the last change to the flash that the board has sent: what a reset waits for. */
  filesPosted: 4,
} as const;

const WORDS = 16;
/** So much may be under way to the board by the other road, too (road.ts). */
export const PAGE_RING_BYTES = 1 << 17;
/** Room for every byte that the windows of the board's connections allow to be on their way, and then some. */
export const NET_RING_BYTES = 1 << 19;

export interface ControlBlock {
  readonly words: Int32Array;
  readonly pageRing: { readonly words: Int32Array; readonly bytes: Uint8Array };
  readonly netRing: { readonly words: Int32Array; readonly bytes: Uint8Array };
}

const PAGE_RING_AT = WORDS * 4;
const NET_RING_AT = PAGE_RING_AT + RING_WORDS * 4 + PAGE_RING_BYTES;

export const CONTROL_BLOCK_BYTES = NET_RING_AT + RING_WORDS * 4 + NET_RING_BYTES;

/** The parts of a control block. All sides call this on the same buffer. */
export function controlBlock(buffer: SharedArrayBuffer): ControlBlock {
  const ring = (at: number, size: number) => ({
    words: new Int32Array(buffer, at, RING_WORDS),
    bytes: new Uint8Array(buffer, at + RING_WORDS * 4, size),
  });
  return {
    words: new Int32Array(buffer, 0, WORDS),
    pageRing: ring(PAGE_RING_AT, PAGE_RING_BYTES),
    netRing: ring(NET_RING_AT, NET_RING_BYTES),
  };
}

/** Wakes the device worker after something was put in its way. */
export function ring(words: Int32Array): void {
  Atomics.add(words, Word.doorbell, 1);
  Atomics.notify(words, Word.doorbell);
}

/** Unacknowledged console output beyond this holds the board back. */
export const OUTPUT_CREDIT = 16_384;

/** The UART's receive buffer: 256 bytes, of which 255 can be used (reference/esp8266 §1.4). */
export const UART_BUFFER = 255;

/** What the page saves goes in parts of this size; so many bytes of them may lie in the ring, keys and pins beside. */
export const FILE_PART = 16_384;
export const FILE_PARTS_CREDIT = 65_536;

/** Changes to the flash that the page has not stored yet: beyond either, the board waits before it closes a file. */
export const MOST_UNKEPT_CHANGES = 64;
export const MOST_UNKEPT_BYTES = 1 << 20;
