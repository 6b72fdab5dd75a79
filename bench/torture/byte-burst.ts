import type { Random } from '../../src/shared/random';

/** How each mode of the console is entered from the friendly prompt. */
export const MODES = { friendly: '', paste: '\x05', raw: '\x01', 'raw-paste': '\x01\x05A\x01' } as const;
export type Mode = keyof typeof MODES;

/** Bytes for one of the console's modes, which they may leave. Each is typed as one, Ctrl-C after it or not. */
export interface ByteBurst {
  readonly mode: Mode;
  readonly bytes: Uint8Array;
  readonly interrupts: boolean;
}

const split = (pieces: string): [string, ...string[]] => {
  const [first = '', ...others] = pieces.trim().split(/ ¦ |\n/);
  return [first, ...others];
};

/** Beginnings and ends of blocks and literals; calls that wait, loop, raise, print, and want memory. */
const PYTHON = split(String.raw`
x = 1 ¦ print(x) ¦ 1/0 ¦ x ¦ x = [ ¦ ( ¦ ) ¦ {1: 2, ¦ ] ¦ " ¦ ''' ¦ """ ¦ \ ¦ # ¦ :  ¦ @f ¦     ¦ .
for i in range(3): ¦ while x: ¦ if x: ¦ else: ¦ try: ¦ except: ¦ finally: ¦ with x: ¦ def f(a): ¦ class A: ¦ async def g():
return ¦ yield ¦ lambda ¦ pass ¦ f(1) ¦ A() ¦ x. ¦ import os ¦ import socket ¦ import sys, time, machine, micropython
while True: pass ¦ while True: print(x) ¦ time.sleep(9) ¦ input("? ") ¦ sys.stdin.read(3) ¦ sys.stdin.readline()
s = socket.socket() ¦ s.bind(("", 80)); s.listen(1) ¦ s.accept() ¦ s.connect(("203.0.113.1", 23)) ¦ s.recv(9)
help() ¦ help("modules") ¦ dir() ¦ globals() ¦ os.listdir() ¦ open("f", "w") ¦ exec("x = 2") ¦ eval("x +") ¦ raise
raise SystemExit ¦ raise KeyboardInterrupt ¦ machine.reset() ¦ x = bytearray(30000) ¦ x = x, x ¦ x = "é" ¦ b"\x00"
f = lambda: f() ¦ print("\x04") ¦ 1e400 ¦ 10**50 ¦ 0x ¦ sum(range(9999)) ¦ micropython.mem_info(1) ¦ from time import *
`);

const ESCAPES = split(`
[A ¦ [B ¦ [C ¦ [D ¦ [H ¦ [F ¦ OH ¦ OF ¦ [1~ ¦ [3~ ¦ [4~ ¦ [200~ ¦ [201~ ¦ [1;5C ¦ [ ¦ \x1b ¦ O ¦ [?25l ¦ [999999999999999999
`);

/** Whole characters and halves of them, overlong and surrogate forms, and what UTF-8 has no use for. */
const UTF8 = split('c3a9 ¦ e282ac ¦ f09f9880 ¦ c3 ¦ e282 ¦ f09f ¦ 80 ¦ bf ¦ c080 ¦ eda080 ¦ ff ¦ fe ¦ 00');

const ENDS = ['\r', '\r', '\r', '\n', '\r\n', '\r\r\r'] as const;

const text = (piece: string): readonly number[] => [...new TextEncoder().encode(piece)];

/** A piece of each kind. */
const PIECES = {
  any: (random: Random) => Array.from({ length: random.between(1, 8) }, () => random.between(0, 255)),
  /** Ctrl-A, B, D and E, Tab and Backspace. */
  key: (random: Random) => [random.pick([1, 2, 4, 5, 9, 9, 8, 0x7f])],
  end: (random: Random) => text(random.pick(ENDS)),
  python: (random: Random) => text(random.pick(PYTHON)),
  printable: (random: Random) => Array.from({ length: random.between(1, 20) }, () => random.between(32, 126)),
  escape: (random: Random) => text(`\x1b${random.pick(ESCAPES)}`),
  utf8: (random: Random) => [...Buffer.from(random.pick(UTF8), 'hex')],
};
type Piece = keyof typeof PIECES;

/** How often there is a piece of each kind. */
const MIXES: Readonly<Record<Mode, Readonly<Record<Piece, number>>>> = {
  friendly: { any: 6, key: 5, end: 20, python: 30, printable: 15, escape: 15, utf8: 8 },
  paste: { any: 8, key: 2, end: 20, python: 40, printable: 20, escape: 2, utf8: 8 },
  raw: { any: 15, key: 4, end: 15, python: 30, printable: 25, escape: 2, utf8: 8 },
  'raw-paste': { any: 15, key: 1, end: 15, python: 30, printable: 30, escape: 1, utf8: 8 },
};

/** @param most bytes, about; each size about as often as its double */
export function byteBurst(random: Random, most: number): ByteBurst {
  const mode = random.pick(['friendly', 'friendly', 'paste', 'raw', 'raw', 'raw-paste']);
  const size = random.size(most);
  const bytes: number[] = [];
  // Now and then what no keyboard types.
  const noise = random.chance(0.1);
  while (bytes.length < size) bytes.push(...PIECES[noise ? 'any' : pieceOf(MIXES[mode], random)](random));
  return { mode, bytes: Uint8Array.from(bytes), interrupts: random.chance(0.5) };
}

function pieceOf(mix: Readonly<Record<Piece, number>>, random: Random): Piece {
  const { any, key, end, python, printable, escape, utf8 } = mix;
  return random.weighted([
    [any, 'any'],
    [key, 'key'],
    [end, 'end'],
    [python, 'python'],
    [printable, 'printable'],
    [escape, 'escape'],
    [utf8, 'utf8'],
  ]);
}
