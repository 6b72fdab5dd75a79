import type { Activity } from '../../protocol/device-state';
import { ConfigError } from '../../proxy/flags';
import { DisposableStore } from '../../shared/disposable';
import { listenProblem } from '../commands/saying';
import type { PseudoTerminal } from '../serial/pseudo-terminal';
import { StdioLine } from '../serial/stdio-line';
import type { TcpLine } from '../serial/tcp-line';
import type { DeviceOptions, ListenAddress } from './device-options';
import type { HeadlessBoard } from './headless-board';

/** How long what was typed may go on after the end of the input, in milliseconds. */
const AFTER_END = 10_000;

/** Offers the board's serial line where it is wanted, until that ends. @returns the exit code */
export async function runLines(board: HeadlessBoard, options: DeviceOptions): Promise<number> {
  const ends: (() => void)[] = [];
  try {
    return await new Promise<number>((end, fail) => {
      onSignals(() => end(0));
      void board.failed().then(() => end(1));
      open(board, options, ends, end).catch(fail);
    });
  } finally {
    for (const close of ends) close();
  }
}

async function open(
  board: HeadlessBoard,
  { pty, listen, publish }: DeviceOptions,
  ends: (() => void)[],
  end: (code: number) => void,
): Promise<void> {
  for (const { hostPort, boardPort } of publish)
    board.say(`http://127.0.0.1:${hostPort}/ leads to port ${boardPort} of the board.`);
  if (!pty && !listen) {
    const restore = openStdio(board, end);
    ends.push(restore);
    return;
  }
  if (listen) {
    const line = await openTcp(board, listen);
    ends.push(() => void line.close());
    board.say(`The serial line is at ${line.address}, and as rfc2217://${line.address}.`);
  }
  if (pty) {
    const terminal = await openPty(board, () => {
      board.say('The pseudo-terminal is gone.');
      end(1);
    });
    ends.push(() => terminal.close());
    process.stdout.write(`${terminal.path}\n`);
  }
}

function openStdio(board: HeadlessBoard, end: (code: number) => void): () => void {
  const { stdin, stdout } = process;
  const isTerminal = stdin.isTTY;
  if (isTerminal) {
    stdin.setRawMode(true);
    board.say('Ctrl-] ends.\r');
  }
  new StdioLine({
    port: board.port,
    input: stdin,
    output: stdout,
    isTerminal,
    onEnd: () => void done(board).then(() => end(0)),
    onHangUp: () => end(0),
  });
  return () => {
    if (isTerminal) stdin.setRawMode(false);
    stdin.destroy();
  };
}

/** What was typed before the input ended is still done; a program that runs on is not waited for without end. */
function done({ session }: HeadlessBoard): Promise<void> {
  return new Promise((settle) => {
    const owned = new DisposableStore();
    const end = (): void => {
      owned.dispose();
      settle();
    };
    const look = (): void => {
      const activity = session.snapshot.device?.activity;
      if (activity && asksForInput(activity) && session.serial.isDrained) end();
    };
    // A board that has died meanwhile is not waited for.
    const timer = setTimeout(end, AFTER_END).unref();
    owned.add(() => clearTimeout(timer));
    owned.add(session.subscribe(look));
    owned.add(session.serial.onTaken(look));
    look();
  });
}

function asksForInput(activity: Activity): boolean {
  if (activity.kind === 'waiting') return activity.on.call === 'input';
  return !['starting', 'running', 'stopped'].includes(activity.kind);
}

// Of ways to the line each brings the parts of Node that it alone needs: a start waits for no others.

async function openTcp(board: HeadlessBoard, { host, port }: ListenAddress): Promise<TcpLine> {
  const { TcpLine } = await import('../serial/tcp-line');
  try {
    return await TcpLine.listen({
      port: board.port,
      host,
      tcpPort: port,
      onControlLines: board.setControlLines,
    });
  } catch (error) {
    throw listenProblem(error, { host, port }, { host: '--listen', port: '--listen' });
  }
}

async function openPty(board: HeadlessBoard, onGone: () => void): Promise<PseudoTerminal> {
  const { NoPseudoTerminal, PseudoTerminal } = await import('../serial/pseudo-terminal');
  try {
    return await PseudoTerminal.open(board.port, onGone);
  } catch (error) {
    if (error instanceof NoPseudoTerminal) throw new ConfigError(error.message);
    throw error;
  }
}

function onSignals(end: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
}
