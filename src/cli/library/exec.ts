import { RawReplClient, unsendableByte, type ScriptEnd } from '../device/raw-repl-client';
import { SerialPort } from '../serial/serial-port';
import type { ExecResult, WaitOptions } from './api';
import type { BoardConsole } from './board-console';
import { DeviceError } from './device-error';

const CTRL_C = '\x03';
const CTRL_B = '\x02';

/** Runs a program by the raw REPL, and is back at the prompt then. */
export async function exec(board: BoardConsole, program: string, options?: WaitOptions): Promise<ExecResult> {
  const source = new TextEncoder().encode(program);
  const control = unsendableByte(source);
  if (control !== undefined)
    throw new DeviceError(
      `The program has the byte ${control} in it, which the serial line keeps for itself.`,
    );
  const port = new SerialPort(board.session);
  const [stdout, stderr] = [new TextCollector(), new TextCollector()];
  const ends: ScriptEnd[] = [];
  let status = 0;
  const stop = board.session.onExit((given) => (status = given));
  try {
    const client = new RawReplClient(port, source, {
      onOutput: (bytes, done) => {
        stdout.add(bytes);
        done();
      },
      onError: (bytes) => stderr.add(bytes),
      onRoom: () => undefined,
    });
    void client.ended.then((how) => {
      ends.push(how);
      board.look();
    });
    await board.until(() => ends.length > 0, 'The end of the program', options);
  } finally {
    stop();
    port.dispose();
    if (ends.length === 0) board.session.type(CTRL_C);
    board.forget();
    board.session.serial.write(new TextEncoder().encode(CTRL_B));
  }
  await board.untilPrompt('The prompt after the program', options);
  return { stdout: stdout.text, error: stderr.text, exit: exitOf(ends, status) };
}

const exitOf = ([end]: readonly ScriptEnd[], status: number): number =>
  end === 'exit' ? status : end === 'exception' ? 1 : 0;

/** Lines end by `\n`, as a program printed them. */
class TextCollector {
  readonly #decoder = new TextDecoder();
  #text = '';

  add(bytes: Uint8Array): void {
    this.#text += this.#decoder.decode(bytes, { stream: true });
  }

  get text(): string {
    return this.#text.replaceAll('\r\n', '\n');
  }
}
