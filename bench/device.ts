import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildBoard, buildCommand } from '../tools/command-build.mjs';
import { DeviceProcess, type Line } from './device-process';
import { figure, single, type Figures } from './figures';
import { processOf, type ProcessFigures } from './process-figures';

const BOARDS = 10;
const COMMAND = ['tools/pinwire.mjs', 'device'];
const SERIAL_BYTES = 4_000_000;
/** V8 tidies up in each thread when it has not allocated for some seconds, once or twice after a start. */
const TIDY_SECONDS = 40;
/** A process of the same threads in which nothing is to be done. */
const BARE = `new (require('node:worker_threads').Worker)(
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', { eval: true })`;

/** `pinwire device` as whole processes: what one costs, and ten on one LAN. */
export async function deviceSection(quick: boolean): Promise<Figures> {
  await buildCommand(process.cwd());
  await buildBoard(process.cwd());
  const figures: Figures = {};
  const starts = quick ? 3 : 20;
  figures['a bare Node, to its end'] = figure('ms', await times(starts, () => startOf(['-e', '0'])));
  const costs: number[] = [];
  figures['start to >>>'] = figure('ms', await times(starts, () => startOf(COMMAND, costs)), '<= 250');
  figures['start to >>>, processor time'] = figure('ms', costs);
  await onOneLan(figures, quick);
  return figures;
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  // The first one may have files to read from the disk.
  await measure();
  const samples: number[] = [];
  for (let turn = 0; turn < count; turn++) samples.push(await measure());
  return samples;
}

/** From its start until a process shows a prompt, or ends. @param costs takes its processor time */
async function startOf(args: readonly string[], costs?: number[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((settle) => child.on('close', settle));
  await new Promise<void>((settle) => {
    let shown = '';
    child.stdout.on('data', (bytes: Buffer) => {
      shown += bytes.toString();
      if (shown.includes('>>> ')) settle();
    });
    child.on('close', () => settle());
  });
  const time = performance.now() - began;
  const cost = processOf(child.pid)?.milliseconds;
  if (cost !== undefined) costs?.push(cost);
  child.kill('SIGKILL');
  await ended;
  return time;
}

async function onOneLan(figures: Figures, quick: boolean): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pinwire-bench-'));
  const { XDG_RUNTIME_DIR: before } = process.env;
  process.env['XDG_RUNTIME_DIR'] = home;
  const boards: DeviceProcess[] = [];
  try {
    const began = performance.now();
    for (let number = 0; number < BOARDS; number++) boards.push(new DeviceProcess(['--lan', 'bench']));
    const lines: Line[] = [];
    for (const board of boards) lines.push(await board.line());
    for (const line of lines) await line.interrupt();
    figures['ten boards on one LAN, to their prompts'] = single('ms', performance.now() - began);
    await idle(
      figures,
      boards.map(({ child }) => child.pid),
      hubOf(home),
      quick ? 3 : 30,
    );
    const addresses: string[] = [];
    for (const line of lines)
      addresses.push((await line.run('import network;print(network.WLAN(0).ifconfig()[0])')).trim());
    figures['a ring of ten over TCP, once around'] = figure(
      'ms',
      await ring(lines, addresses, quick ? 3 : 20),
    );
    figures['boards that hear a broadcast'] = single('boards', await broadcast(lines), '= 9');
    const [one, other] = lines;
    const [address = ''] = addresses;
    if (one && other) {
      figures['board to board over TCP'] = figure('kB/s', await stream(one, other, address, quick ? 1 : 5));
      figures['board to board, there and back'] = figure(
        'ms',
        await echo(one, other, address, quick ? 20 : 200),
      );
      figures['serial line on TCP, out'] = single('MB/s', await serial(one));
    }
  } finally {
    for (const { child } of boards) child.kill('SIGKILL');
    await Promise.all(boards.map(({ ended }) => ended));
    if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = before;
    while (left(home) > 0) await sleep(50);
    rmSync(home, { recursive: true, force: true });
  }
}

/** Of memory and processor time, where the system tells (/proc), beside a bare Node that does nothing. */
async function idle(
  figures: Figures,
  boards: readonly (number | undefined)[],
  hub: number,
  seconds: number,
): Promise<void> {
  const bare = spawn(process.execPath, ['-e', BARE], { stdio: 'ignore' });
  const all = [...boards, hub, bare.pid];
  const look = (): (ProcessFigures | null)[] => all.map((pid) => processOf(pid));
  try {
    await sleep(2_000);
    const shown = look();
    await sleep(TIDY_SECONDS * 1_000);
    const before = look();
    await sleep(seconds * 1_000);
    const after = look();
    const [tidied] = split(difference(shown, before, 'milliseconds'));
    figures[`${TIDY_SECONDS} s from the prompt on, V8's tidying`] = figure('ms of processor time', tidied);
    const [spent, hubSpent, bareSpent] = split(difference(before, after, 'milliseconds'));
    figures[`idle at the prompt for ${seconds} s after that`] = figure('ms of processor time', spent, '= 0');
    const [wakes, hubWakes, bareWakes] = split(difference(before, after, 'wakes'));
    figures['idle, its threads were woken'] = figure('times', wakes, '= 0');
    figures['idle hub'] = single('ms of processor time', hubSpent);
    figures['idle hub, woken'] = single('times', hubWakes);
    figures['idle bare Node with a thread'] = single('ms of processor time', bareSpent);
    figures['idle bare Node with a thread, woken'] = single('times', bareWakes);
    const [resident, hubResident] = split(after.map((now) => now?.residentMegabytes ?? NaN));
    const [own, hubOwn] = split(after.map((now) => now?.ownMegabytes ?? NaN));
    figures['memory of a board (RSS)'] = figure('MB', resident, '<= 80');
    figures['memory of a board, shared pages divided (PSS)'] = figure('MB', own);
    figures['memory of the hub (RSS)'] = single('MB', hubResident);
    figures['memory of the hub, shared pages divided (PSS)'] = single('MB', hubOwn);
  } finally {
    bare.kill('SIGKILL');
  }
}

function difference(
  before: readonly (ProcessFigures | null)[],
  after: readonly (ProcessFigures | null)[],
  what: 'milliseconds' | 'wakes',
): number[] {
  return after.map((now, at) => (now?.[what] ?? NaN) - (before[at]?.[what] ?? NaN));
}

/** The boards, the hub, the bare Node. */
function split(figures: readonly number[]): [number[], number, number] {
  return [figures.slice(0, -2), figures.at(-2) ?? NaN, figures.at(-1) ?? NaN];
}

/** Each passes on what the one before it sent, and the first waits for it. */
async function ring(lines: readonly Line[], addresses: readonly string[], count: number): Promise<number[]> {
  const [first, ...others] = lines;
  if (!first) return [];
  const next = (at: number): string => addresses[(at + 1) % addresses.length] ?? '';
  for (const [at, line] of others.entries()) {
    await line.start(
      `${LISTEN}print('re' 'ady')\nwhile True:\n ${PASS(next(at + 1)).replaceAll('\n', '\n ')}`,
    );
    await line.until('ready');
  }
  const out = await first.run(
    `${LISTEN}import time\nfor n in range(${count}):\n t = time.ticks_us()\n o = socket.socket()\n` +
      ` o.connect(('${next(0)}', 7100))\n o.send(b'token%d' % n)\n o.close()\n c, a = l.accept()\n` +
      ` assert c.recv(50) == b'token%d' % n\n c.close()\n print(time.ticks_diff(time.ticks_us(), t) / 1000)\nl.close()`,
  );
  for (const line of others) await line.interrupt();
  return out.trim().split('\r\n').map(Number);
}

const LISTEN = `import socket
l = socket.socket()
l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
l.bind(('', 7100))
l.listen(1)
`;
const PASS = (to: string): string => `c, a = l.accept()
d = c.recv(50)
c.close()
o = socket.socket()
o.connect(('${to}', 7100))
o.send(d)
o.close()`;

async function broadcast(lines: readonly Line[]): Promise<number> {
  const [first, ...others] = lines;
  const UDP = 'import socket\nu = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n';
  for (const line of others) {
    await line.start(
      `${UDP}u.bind(('', 7000))\nu.settimeout(20)\nprint('re' 'ady')\nprint(u.recvfrom(50)[0])\nu.close()`,
    );
    await line.until('ready');
  }
  await first?.run(`${UDP}u.sendto(b'hello', ('255.255.255.255', 7000))\nu.close()`);
  let heard = 0;
  for (const line of others) if ((await line.until('\x04\x04>')).includes("b'hello'")) heard++;
  return heard;
}

async function stream(one: Line, other: Line, address: string, count: number): Promise<number[]> {
  const KILOBYTES = 500;
  const rates: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    await one.start(
      `${LISTEN}print('re' 'ady')\nc, a = l.accept()\nb = b'x' * 1000\nfor i in range(${KILOBYTES}): c.sendall(b)\nc.close()\nl.close()`,
    );
    await one.until('ready');
    const out = await other.run(
      `import socket, time\no = socket.socket()\no.connect(('${address}', 7100))\nb = bytearray(536)\nn = 0\n` +
        `t = time.ticks_ms()\nwhile True:\n r = o.readinto(b)\n if not r: break\n n += r\n` +
        `print(n, time.ticks_diff(time.ticks_ms(), t))\no.close()`,
    );
    await one.until('\x04\x04>');
    const [bytes = 0, milliseconds = 0] = out.trim().split(' ').map(Number);
    if (bytes !== KILOBYTES * 1_000) throw new Error(`${bytes} bytes came`);
    rates.push(bytes / milliseconds);
  }
  return rates;
}

async function echo(one: Line, other: Line, address: string, count: number): Promise<number[]> {
  await one.start(
    `${LISTEN}print('re' 'ady')\nc, a = l.accept()\nwhile True:\n d = c.recv(50)\n if not d: break\n c.send(d)\nc.close()\nl.close()`,
  );
  await one.until('ready');
  const out = await other.run(
    `import socket, time\no = socket.socket()\no.connect(('${address}', 7100))\nfor n in range(${count}):\n` +
      ` t = time.ticks_us()\n o.send(b'x')\n o.recv(1)\n print(time.ticks_diff(time.ticks_us(), t) / 1000)\no.close()`,
  );
  await one.until('\x04\x04>');
  return out.trim().split('\r\n').map(Number);
}

async function serial(line: Line): Promise<number> {
  await line.start(
    `b = 'x' * 1000\nfor i in range(${SERIAL_BYTES / 1_000}): print(b, end='')\nprint('the' ' end')`,
  );
  const began = performance.now();
  await line.until('the end\r\n\x04\x04>');
  return SERIAL_BYTES / 1_000 / (performance.now() - began);
}

const hubOf = (home: string): number => Number(readlinkSync(join(home, 'pinwire/bench')).split('.')[1]);
const left = (home: string): number => {
  try {
    return readdirSync(join(home, 'pinwire')).length;
  } catch {
    return 0;
  }
};
