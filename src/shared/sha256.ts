/** SHA-256 (FIPS 180-4). The browser's own is missing where a classroom's page comes over plain http. */
export function sha256(bytes: Uint8Array): string {
  const hash = Uint32Array.from(START);
  const padded = pad(bytes);
  const schedule = new Uint32Array(64);
  for (let at = 0; at < padded.byteLength; at += BLOCK) addBlock(hash, schedule, padded, at);
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

const BLOCK = 64;

/** The message, a one, zeros, and its length in bits. */
function pad(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return view;
}

const at = (words: Uint32Array, index: number): number => words[index] ?? 0;
const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

function addBlock(hash: Uint32Array, w: Uint32Array, message: DataView, offset: number): void {
  for (let t = 0; t < 16; t++) w[t] = message.getUint32(offset + 4 * t);
  for (let t = 16; t < 64; t++) {
    const [two, fifteen] = [at(w, t - 2), at(w, t - 15)];
    const sigma1 = rotate(two, 17) ^ rotate(two, 19) ^ (two >>> 10);
    const sigma0 = rotate(fifteen, 7) ^ rotate(fifteen, 18) ^ (fifteen >>> 3);
    w[t] = sigma1 + at(w, t - 7) + sigma0 + at(w, t - 16);
  }
  const v = Uint32Array.from(hash);
  for (let t = 0; t < 64; t++) {
    const [a, b, c, e, f, g] = [at(v, 0), at(v, 1), at(v, 2), at(v, 4), at(v, 5), at(v, 6)];
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = at(v, 7) + sum1 + ((e & f) ^ (~e & g)) + at(ROUNDS, t) + at(w, t);
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = sum0 + ((a & b) ^ (a & c) ^ (b & c));
    v.copyWithin(1, 0, 7);
    v[4] = at(v, 4) + one;
    v[0] = one + two;
  }
  for (let index = 0; index < 8; index++) hash[index] = at(hash, index) + at(v, index);
}

/** The first 32 bits of the fractions of square roots (§5.3.3) and cube roots (§4.2.2) of the first primes. */
const PRIMES = primes(64);
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => root(prime, 2n));
const ROUNDS = Uint32Array.from(PRIMES, (prime) => root(prime, 3n));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** In whole numbers: those of a float are too few for cube roots. */
function root(prime: number, degree: bigint): number {
  const target = BigInt(prime) << (32n * degree);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return Number(low & 0xffff_ffffn);
}
