import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildBoard, buildCommand } from '../../tools/command-build.mjs';
import { Random } from '../../src/shared/random';
import { flashFaults, keptRound, WRITER } from './board-files';
import { DeviceProcess, inTime, type Line } from '../device-process';

export interface BoardsOptions {
  /** Boots, kills, reconnects and so on, together. */
  readonly turns: number;
  readonly boards: number;
  readonly seed: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

export interface BoardsResult {
  readonly seed: number;
  readonly done: Readonly<Record<Act | 'boot' | 'talk', number>>;
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** What happens to a board, and how often of a hundred. */
const ACTS = [
  [34, 'kill'],
  [34, 'reconnect'],
  [8, 'kill while it boots'],
  [8, 'stop'],
  [8, 'end'],
  [8, 'kill the hub'],
] as const;
type Act = (typeof ACTS)[number][1];

/** The longest that a board is let go on before something happens to it, in milliseconds. */
const LONGEST = 400;
/** How long the hub may take to see that the last board is gone. */
const HUB_ENDS = 10_000;
/** How long boards of a busy machine may take to be on a new one. */
const HUB_CHANGES = 15_000;

interface Slot {
  readonly number: number;
  readonly folder: string;
  board: DeviceProcess;
  line: Line | null;
  /** The last round of files that is kept for certain. */
  kept: number;
}

/** Boards on one LAN that are killed, stopped and left by their clients, again and again. */
export async function boards(options: BoardsOptions): Promise<BoardsResult> {
  await buildCommand(process.cwd());
  await buildBoard(process.cwd());
  const torture = new BoardsTorture(options);
  try {
    await torture.run();
  } finally {
    await torture.close();
  }
  return torture.result;
}

class BoardsTorture {
  readonly #random: Random;
  readonly #home = mkdtempSync(join(tmpdir(), 'pinwire-boards-'));
  readonly #slots: Slot[] = [];
  readonly #done: Record<Act | 'boot' | 'talk', number>;
  readonly #faults: string[] = [];
  #hubKilled = -Infinity;
  readonly #began = performance.now();

  constructor(private readonly options: BoardsOptions) {
    this.#random = new Random(options.seed);
    this.#done = {
      boot: 0,
      talk: 0,
      kill: 0,
      reconnect: 0,
      'kill while it boots': 0,
      stop: 0,
      end: 0,
      'kill the hub': 0,
    };
    process.env['XDG_RUNTIME_DIR'] = this.#home;
  }

  get result(): BoardsResult {
    return {
      seed: this.options.seed,
      done: this.#done,
      faults: this.#faults,
      seconds: this.#seconds,
    };
  }

  get #seconds(): number {
    return Math.round((performance.now() - this.#began) / 1_000);
  }

  get #turns(): number {
    return Object.values(this.#done).reduce((sum, count) => sum + count);
  }

  async run(): Promise<void> {
    for (let number = 0; number < this.options.boards; number++) {
      const folder = join(this.#home, `flash-${number}`);
      mkdirSync(folder);
      this.#slots.push({ number, folder, board: this.#boot(folder), line: null, kept: 0 });
    }
    for (let told = 0; this.#turns < this.options.turns && this.#seconds < this.options.seconds;) {
      const slot = this.#slots[this.#random.between(0, this.#slots.length - 1)];
      if (!slot) return;
      const act = this.#random.weighted(ACTS);
      await this.#attempt(`${act} board ${slot.number}`, () => this.#act(slot, act));
      if (this.#random.chance(0.2)) await this.#attempt('talk', () => this.#talkAgain());
      if (this.#turns < told + 50) continue;
      told = this.#turns;
      this.options.say(`${told} turns in ${this.#seconds} s, ${this.#faults.length} faults`);
    }
    await this.#attempt('the end', () => this.#end());
  }

  async close(): Promise<void> {
    for (const { board } of this.#slots) board.kill('SIGKILL');
    await Promise.all(this.#slots.map(({ board }) => board.ended));
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** A board that is stuck is a fault; it is killed, so that the others can go on. */
  async #attempt(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#faults.push(`turn ${this.#turns}, ${what}: ${String(error)}`);
      this.options.say(this.#faults.at(-1) ?? '');
      for (const slot of this.#slots) await this.#kill(slot);
    }
  }

  #boot(folder: string): DeviceProcess {
    this.#done.boot++;
    return new DeviceProcess(['--lan', 'torture', '--flash', folder]);
  }

  async #act(slot: Slot, act: Act): Promise<void> {
    this.#done[act]++;
    switch (act) {
      case 'kill':
        await this.#write(slot);
        await this.#kill(slot);
        return;
      case 'kill while it boots':
        await this.#kill(slot);
        await pause(this.#random.next() * 2 * LONGEST);
        await this.#kill(slot);
        return;
      case 'reconnect':
        await this.#leave(slot);
        await (await this.#line(slot)).interrupt();
        return;
      case 'stop':
        await this.#stop(slot);
        return;
      case 'end':
        await this.#write(slot);
        slot.board.kill('SIGTERM');
        await inTime(slot.board.ended, 'the end of a board that was asked to end');
        await this.#kill(slot);
        return;
      case 'kill the hub':
        this.#killHub();
        await (await this.#line(slot)).interrupt();
    }
  }

  async #line(slot: Slot): Promise<Line> {
    if (slot.line?.closed === false) return slot.line;
    slot.line = await slot.board.line();
    return slot.line;
  }

  /** Has a board write for a moment. */
  async #write(slot: Slot): Promise<void> {
    const line = await this.#line(slot);
    await line.interrupt();
    await line.start(WRITER);
    await pause(this.#random.next() * LONGEST);
    slot.kept = keptRound(line.got);
  }

  /** Kills a board, looks at its files, and starts it anew. */
  async #kill(slot: Slot): Promise<void> {
    slot.line?.drop();
    slot.line = null;
    slot.board.kill('SIGKILL');
    await slot.board.ended;
    for (const fault of flashFaults(slot.folder, slot.kept))
      this.#faults.push(`turn ${this.#turns}, board ${slot.number}: ${fault}`);
    // What is written from here on counts anew.
    for (const name of readdirSync(slot.folder)) if (name.startsWith('f')) rmSync(join(slot.folder, name));
    slot.kept = 0;
    slot.board = this.#boot(slot.folder);
  }

  /** A client goes in the middle of what it sends, or of what it is sent. */
  async #leave(slot: Slot): Promise<void> {
    const line = await this.#line(slot);
    await line.interrupt();
    const ways = [
      () => line.send('for i in range(10000): print(i)\x04'),
      () => line.send(`x = '${'y'.repeat(this.#random.size(20_000))}`),
      () => line.send('\x05A\x01'),
      () => line.send('\x02\x05def f():\r  return'),
      () => line.send('\x02"""'),
      () => line.send('import time\rwhile True: time.sleep(1)\x04'),
    ] as const;
    this.#random.pick(ways)();
    await pause(this.#random.next() * 50);
    line.drop();
    slot.line = null;
  }

  /** One board is stopped while the others talk. */
  async #stop(slot: Slot): Promise<void> {
    const line = await this.#line(slot);
    await line.interrupt();
    slot.board.kill('SIGSTOP');
    try {
      await this.#talkAgain(slot);
    } finally {
      slot.board.kill('SIGCONT');
    }
    await line.interrupt();
  }

  /** Two boards exchange packets, by address and by broadcast, and a connection. @param without is stopped */
  async #talk(without?: Slot): Promise<void> {
    const others = this.#slots.filter((slot) => slot !== without);
    const at = this.#random.between(0, others.length - 1);
    const [server, client] = [others[at], others[(at + 1) % others.length]];
    if (!server || !client || server === client) return;
    this.#done.talk++;
    const [one, other] = [await this.#line(server), await this.#line(client)];
    await one.interrupt();
    await other.interrupt();
    const address = (await one.run('import network;print(network.WLAN(0).ifconfig()[0])')).trim();
    await one.start(ECHO);
    await one.until('ready');
    const got = await other.run(clientOf(address));
    if (got !== 'packet connection\r\n')
      throw new Error(`board ${client.number} heard ${JSON.stringify(got)}`);
    await one.until('\x04\x04>');
  }

  /** With the hub go connections, and what is asked of it. */
  async #talkAgain(without?: Slot): Promise<void> {
    for (;;) {
      const isLate = performance.now() > this.#hubKilled + HUB_CHANGES;
      try {
        await this.#talk(without);
        return;
      } catch (error) {
        if (isLate) throw error;
      }
    }
  }

  #killHub(): void {
    this.#hubKilled = performance.now();
    const [, pid] = /^torture\.(\d+)\./.exec(linkOf(join(this.#home, 'pinwire/torture'))) ?? [];
    try {
      if (pid !== undefined) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It was dead, and nobody has taken its place yet.
    }
  }

  /** Everybody ends, and nothing is left. */
  async #end(): Promise<void> {
    for (const { board } of this.#slots) board.kill('SIGTERM');
    await inTime(Promise.all(this.#slots.map(({ board }) => board.ended)), 'the end of all boards');
    const folder = join(this.#home, 'pinwire');
    const deadline = performance.now() + HUB_ENDS;
    while (readdirSync(folder).length > 0) {
      if (performance.now() > deadline) throw new Error(`left behind: ${readdirSync(folder).join(' ')}`);
      await pause(50);
    }
  }
}

/** What a talk that was interrupted has left open is closed by the collector: else it has its ports and connections. */
const ECHO = `import gc, socket
u = s = c = None
gc.collect()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(('', 7000))
s = socket.socket()
s.bind(('', 7001))
s.listen(1)
print('ready')
b, a = u.recvfrom(50)
u.sendto(b, a)
c, a = s.accept()
c.send(c.recv(50))
c.close()
s.close()
u.close()
`;

/** A packet may get lost, as on any LAN. */
const clientOf = (address: string): string => `import gc, socket
u = s = c = None
gc.collect()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.settimeout(1)
for to in ('255.255.255.255', '${address}') * 10:
    u.sendto(b'packet', (to, 7000))
    try:
        b, a = u.recvfrom(50)
        break
    except OSError:
        pass
u.close()
c = socket.socket()
c.settimeout(20)
c.connect(('${address}', 7001))
c.send(b'connection')
print(b.decode(), c.recv(50).decode())
c.close()
`;

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
