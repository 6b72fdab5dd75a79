import type { FuzzBoard } from './fuzz-board';
import { IMPORTS } from './python-calls';
import { pythonProgram } from './python-program';
import { Random } from '../../src/shared/random';

/** Programs for one life of the interpreter: then a soft reset begins the next. */
const LIFE = 100;
/** What a program may leave of the board's heap: the tables of `globals()` and of `sys.modules` keep their size. */
const MOST_KEPT = 768;
/** Names that a program has interned stay; so much room each byte of them may take. */
const ROOM_FOR_NAMES = 3;
/** How long a program is let run before Ctrl-C, in milliseconds. */
const PATIENCE = 60;
/** When a closed connection whose far end says nothing is given up (device/lwip/limits.ts), and some. */
const LINGER = 8_000;

/**
 * Stays on the board beside the programs. `well()` takes back what they have set, and tells how many bytes of the heap
 * are in use and how many are names. On the chip too these keep what nobody can reach any more: the table of a
 * dictionary the value of a name that was deleted (py/map.c), the scheduler its last four handlers, and the exception
 * that is raised when there is no memory for another its arguments. So each is given something else. Pins that were
 * made once stay.
 */
const WELL = `${IMPORTS}, builtins
def well():
    g = globals()
    while True:
        for k in g:
            if k not in kept: break
        else: break
        g[k] = None
        del g[k]
    sys.modules.pop('m', None)
    for t in timers: t.deinit()
    timers.clear()
    t = None
    machine.Pin(4).irq(None)
    machine.Pin(5).irq(None)
    asyncio.new_event_loop()
    builtins._ = None
    os.chdir('/')
    gc.enable()
    gc.threshold(9504)
    time.sleep_ms(1)
    for k in range(4): micropython.schedule(id, 0)
    k = None
    time.sleep_ms(1)
    micropython.heap_lock()
    try: 1 / 0
    except ZeroDivisionError: pass
    micropython.heap_unlock()
    gc.collect()
    gc.collect()
    print('used', gc.mem_alloc())
    micropython.qstr_info()
machine.Pin(4)
machine.Pin(5)
timers = []
kept = None
kept = tuple(globals())
`;

/** As many connections as the board has places for, but for one. */
const CONNECT = `
a = None
l = socket.socket()
l.bind(('127.0.0.1', 4999))
l.listen(2)
for n in range(2):
    s = socket.socket()
    s.settimeout(0.3)
    s.connect(('127.0.0.1', 4999))
    a = s, l.accept(), a
print('connected')
`;

interface Left {
  readonly bytes: number;
  readonly names: number;
  readonly files: number;
  readonly sockets: number;
}

/** Runs random programs on one board, and looks what each has left behind. */
export class ProgramFuzz {
  #before: Left | undefined;
  #boot = 0;
  #run = 0;

  constructor(
    readonly board: FuzzBoard,
    private readonly seed: number,
  ) {}

  /** Runs the n-th program under Ctrl-C. @returns what is wrong after it */
  async round(n: number): Promise<string | null> {
    if (this.#run % LIFE === 0 || !this.#before) await this.#begin();
    this.#run++;
    const random = Random.at(this.seed, n);
    const source = pythonProgram(random);
    this.board.shortenBudget(random.pick([0, 0, 0, 1, 7, 50, 300]));
    try {
      await this.#underFire(source, random);
    } finally {
      this.board.shortenBudget(0);
    }
    const wrong = (await this.board.recover()) ?? (await this.#isWell());
    if (wrong !== null) this.#before = undefined;
    if (!this.#before) return wrong;
    return wrong ?? (this.#run % LIFE === 0 ? this.#connects() : null);
  }

  async #underFire(source: string, random: Random): Promise<void> {
    const { board } = this;
    if (random.chance(0.5)) await board.run(`\x05${source}\n\x04`);
    else await board.run(`\x01${source}\n\x04`);
    if (random.chance(0.2) && (await board.ends(PATIENCE))) return;
    for (let times = random.pick([1, 1, 1, 2, 5]); times > 0; times--) {
      await board.afterHooks(random.size(5_000), PATIENCE);
      board.interrupt();
    }
    await board.ends(PATIENCE);
  }

  /** A new life, with nothing but `well` on the board. */
  async #begin(): Promise<void> {
    await this.board.softReset();
    await this.board.board.program(WELL);
    await this.#left();
    this.#before = await this.#left();
    this.#boot = this.board.boot;
  }

  async #isWell(): Promise<string | null> {
    // Ctrl-C in the middle of a paste leaves its Ctrl-D for the prompt.
    if (this.board.boot !== this.#boot) {
      this.#before = undefined;
      return null;
    }
    const { bytes, names, files, sockets } = await this.#left();
    const before = this.#before;
    if (!before) return null;
    const wrong: string[] = [];
    const taken = bytes - before.bytes;
    const most = MOST_KEPT + ROOM_FOR_NAMES * (names - before.names);
    if (taken > most) wrong.push(`${taken} bytes are lost, of which ${most} may be names`);
    if (files !== 0) wrong.push(`${files} files are open`);
    if (sockets !== 0) wrong.push(`${sockets} sockets are open`);
    return wrong.length > 0 ? wrong.join(', ') : null;
  }

  async #left(): Promise<Left> {
    const text = await this.board.board.line('well()');
    const open = await this.board.countOpen();
    const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? NaN);
    const left = { bytes: number(/used (\d+)/), names: number(/n_total_bytes=(\d+)/), ...open };
    if (Number.isNaN(left.bytes + left.names)) throw new Error(`well() says ${JSON.stringify(text)}`);
    return left;
  }

  /** No connection is left that nobody holds: they end by themselves after a while. */
  async #connects(): Promise<string | null> {
    const until = performance.now() + LINGER;
    for (;;) {
      const text = await this.board.board.program(CONNECT);
      if (text.includes('connected')) return null;
      if (performance.now() > until) return `the board has no room for connections: ${text}`;
      await this.board.board.line('well()');
    }
  }
}
