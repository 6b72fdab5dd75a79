import type { Activity } from '../../protocol/device-state';
import { ConfigError } from '../../proxy/flags';
import { DisposableStore } from '../../shared/disposable';
import { listenProblem, say } from '../commands/saying';
import { StdioLine } from '../serial/stdio-line';
import type { DeviceOptions, ListenAddress } from './device-options';
import type { Ending } from './ending';
import type { HeadlessBoard } from './headless-board';

/** How long what was typed may go on after the end of the input, in milliseconds. */
const AFTER_END = 10_000;

/** Where the board's serial line is offered: had before there is a board, so that nothing is begun when it cannot be. */
export interface Outlet {
  begin(board: HeadlessBoard, end: (ending: Ending) => void): void;
  close(): void;
}

/** @throws {ConfigError} in one line */
export async function openOutlet({ pty, listen }: Pick<DeviceOptions, 'pty' | 'listen'>): Promise<Outlet> {
  if (listen) return openTcp(listen);
  return pty ? openPty() : new StdioOutlet();
}

/** Offers the board's serial line until that ends. */
export async function runLines(
  board: HeadlessBoard,
  outlet: Outlet,
  { publish }: Pick<DeviceOptions, 'publish'>,
): Promise<Ending> {
  const owned = new DisposableStore();
  try {
    return await new Promise<Ending>((end) => {
      owned.add(onSignals(end));
      void board.failed().then(() => end(1));
      for (const { hostPort, boardPort } of publish)
        board.say(`http://127.0.0.1:${hostPort}/ leads to port ${boardPort} of the board.`);
      outlet.begin(board, end);
    });
  } finally {
    owned.dispose();
  }
}

class StdioOutlet implements Outlet {
  #restore: () => void = () => undefined;

  begin(board: HeadlessBoard, end: (ending: Ending) => void): void {
    const { stdin, stdout } = process;
    const isTerminal = stdin.isTTY;
    if (isTerminal) {
      board.say('Ctrl-] ends.');
      this.#restore = rawMode();
    }
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
  }

  close(): void {
    this.#restore();
    process.stdin.destroy();
  }
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

async function openTcp(address: ListenAddress): Promise<Outlet> {
  const { TcpLine } = await import('../serial/tcp-line');
  const line = await TcpLine.listen(address).catch((error: unknown) => {
    throw listenProblem(error, address, { host: '--listen', port: '--listen' });
  });
  return {
    begin: (board) => {
      line.attach({ port: board.port, onControlLines: board.setControlLines });
      board.say(`The serial line is at ${line.address}, and as rfc2217://${line.address}.`);
    },
    close: () => void line.close(),
  };
}

async function openPty(): Promise<Outlet> {
  const { NoPseudoTerminal, PseudoTerminal } = await import('../serial/pseudo-terminal');
  const terminal = await PseudoTerminal.open().catch((error: unknown) => {
    throw error instanceof NoPseudoTerminal ? new ConfigError(error.message) : error;
  });
  return {
    begin: (board, end) => {
      terminal.attach(board.port, () => {
        board.say('The pseudo-terminal is gone.');
        end(1);
      });
      process.stdout.write(`${terminal.path}\n`);
    },
    close: () => terminal.close(),
  };
}

/** Asked to end, it ends as it should; without its terminal, as everything does that had it. */
function onSignals(end: (ending: Ending) => void): () => void {
  const wellEnded = (): void => end(0);
  const hungUp = (): void => end('SIGHUP');
  process.on('SIGINT', wellEnded).on('SIGTERM', wellEnded).on('SIGHUP', hungUp);
  return () => process.off('SIGINT', wellEnded).off('SIGTERM', wellEnded).off('SIGHUP', hungUp);
}
