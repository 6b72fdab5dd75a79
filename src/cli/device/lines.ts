import type { Activity } from '../../protocol/device-state';
import { ConfigError } from '../../proxy/flags';
import { DisposableStore } from '../../shared/disposable';
import { listenProblem, say } from '../commands/saying';
import type { PseudoTerminal } from '../serial/pseudo-terminal';
import { StdioLine } from '../serial/stdio-line';
import type { TcpLine } from '../serial/tcp-line';
import type { DeviceOptions, ListenAddress } from './device-options';
import type { Ending } from './ending';
import type { HeadlessBoard } from './headless-board';

/** How long what was typed may go on after the end of the input, in milliseconds. */
const AFTER_END = 10_000;

/** Offers the board's serial line where it is wanted, until that ends. @returns the exit code */
export async function runLines(board: HeadlessBoard, options: DeviceOptions): Promise<Ending> {
  const ends: (() => void)[] = [];
  try {
    return await new Promise<Ending>((end, fail) => {
      ends.push(onSignals(end));
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
  end: (ending: Ending) => void,
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

function openStdio(board: HeadlessBoard, end: (ending: Ending) => void): () => void {
  const { stdin, stdout } = process;
  const isTerminal = stdin.isTTY;
  if (isTerminal) board.say('Ctrl-] ends.');
  const restore = isTerminal ? rawMode() : () => undefined;
  new StdioLine({
    port: board.port,
    input: stdin,
    output: stdout,
    isTerminal,
    // A terminal in raw mode has an end only when it is gone.
    onEnd: () => void done(board).then(() => end(isTerminal ? 'SIGHUP' : 0)),
    onHangUp: () => end(0),
    onOutputError: (code) => {
      if (code !== 'EPIPE') say(`pinwire: The output cannot be written (${code}).`);
      end(code === 'EPIPE' ? 0 : 1);
    },
  });
  return () => {
    restore();
    stdin.destroy();
  };
}

/** @returns what gives the terminal back as it was */
function rawMode(): () => void {
  const { stdin } = process;
  const set = (): void => {
    // Whoever stopped the process has set the terminal to his wishes, which Node does not know.
    stdin.setRawMode(false);
    stdin.setRawMode(true);
  };
  set();
  process.on('SIGCONT', set);
  return () => {
    process.off('SIGCONT', set);
    stdin.setRawMode(false);
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

/** Asked to end, it ends as it should; without its terminal, as everything does that had it. */
function onSignals(end: (ending: Ending) => void): () => void {
  const wellEnded = (): void => end(0);
  const hungUp = (): void => end('SIGHUP');
  process.on('SIGINT', wellEnded).on('SIGTERM', wellEnded).on('SIGHUP', hungUp);
  return () => process.off('SIGINT', wellEnded).off('SIGTERM', wellEnded).off('SIGHUP', hungUp);
}
