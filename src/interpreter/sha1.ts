/** SHA-1 (RFC 3174), one block after another: what is between two calls lies in the caller's memory. */

/** Five words of state, how many bytes came so far, and the block that is not full yet. */
const State = { hash: 0, length: 20, block: 24 } as const;
const BLOCK = 64;
export const SHA1_STATE_BYTES = State.block + BLOCK;

const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

export function beginSha1(state: Uint8Array): void {
  const view = viewOf(state);
  INITIAL.forEach((word, index) => view.setUint32(State.hash + 4 * index, word));
  view.setUint32(State.length, 0);
}

export function updateSha1(state: Uint8Array, data: Uint8Array): void {
  const view = viewOf(state);
  const length = view.getUint32(State.length);
  view.setUint32(State.length, length + data.length);
  let taken = 0;
  for (let filled = length % BLOCK; taken < data.length; filled = 0) {
    const part = data.subarray(taken, taken + BLOCK - filled);
    state.set(part, State.block + filled);
    taken += part.length;
    if (filled + part.length === BLOCK) compress(view);
  }
}

/** The state is of no use after it. */
export function finishSha1(state: Uint8Array): Uint8Array {
  const view = viewOf(state);
  const length = view.getUint32(State.length);
  const padding = new Uint8Array(BLOCK - ((length + 8) % BLOCK) + 8);
  padding[0] = 0x80;
  const bits = new DataView(padding.buffer, padding.length - 8);
  bits.setUint32(0, Math.floor(length / 2 ** 29));
  bits.setUint32(4, length << 3);
  updateSha1(state, padding);
  return state.slice(State.hash, State.length);
}

function compress(view: DataView): void {
  const words = Array.from({ length: 16 }, (_, index) => view.getUint32(State.block + 4 * index));
  for (let index = 16; index < 80; index++) {
    const at = (back: number): number => words[index - back] ?? 0;
    words.push(rotate(at(3) ^ at(8) ^ at(14) ^ at(16), 1));
  }
  const before = INITIAL.map((_, index) => view.getUint32(State.hash + 4 * index));
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = before;
  words.forEach((word, index) => {
    const { mix, constant } = roundOf(index);
    const next = (rotate(a, 5) + mix(b, c, d) + e + constant + word) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  });
  [a, b, c, d, e].forEach((word, index) =>
    view.setUint32(State.hash + 4 * index, (before[index] ?? 0) + word),
  );
}

interface Round {
  readonly constant: number;
  readonly mix: (b: number, c: number, d: number) => number;
}

const parity = (b: number, c: number, d: number): number => b ^ c ^ d;
const FIRST: Round = { constant: 0x5a827999, mix: (b, c, d) => (b & c) | (~b & d) };
const SECOND: Round = { constant: 0x6ed9eba1, mix: parity };
const THIRD: Round = { constant: 0x8f1bbcdc, mix: (b, c, d) => (b & c) | (b & d) | (c & d) };
const FOURTH: Round = { constant: 0xca62c1d6, mix: parity };

function roundOf(index: number): Round {
  if (index < 20) return FIRST;
  if (index < 40) return SECOND;
  return index < 60 ? THIRD : FOURTH;
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, SHA1_STATE_BYTES);
