import { Board } from '../device/board';
import { PolledClock } from '../device/polled-clock';
import { Device } from '../interpreter/device';
import { controlBlock } from '../protocol/control-block';
import type { BootMessage, Fault, FromDevice } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import { Antenna } from './antenna';
import { AtomicsCarrier } from './atomics-carrier';
import type { Port, WorkerEndpoint } from './endpoint';

/**
 * The device worker, wherever it runs: waits for its boot message, then lives one board's lives until it is ended.
 * After that message nothing more comes by its event loop, to which it returns only between two lives.
 */
export function runDeviceWorker(endpoint: WorkerEndpoint): void {
  const post = (message: FromDevice): void => endpoint.post(message);
  endpoint.onMessage((message) => {
    const boot = message as BootMessage;
    if (boot.version !== PROTOCOL_VERSION) {
      post({ kind: 'fault', fault: versionFault(boot.version) });
      return;
    }
    live(boot, post).catch((error: unknown) => post({ kind: 'fault', fault: deviceFault(error) }));
  });
  post({ kind: 'ready', version: PROTOCOL_VERSION });
}

async function live(boot: BootMessage, post: (message: FromDevice) => void): Promise<void> {
  const net = boot.net as Port;
  const clock = new PolledClock(() => performance.now());
  const antenna = new Antenna((message) => net.postMessage(message));
  const board = new Board({ clock, random: () => Math.random(), send: (frame) => antenna.send(frame) });
  const carrier = new AtomicsCarrier({
    control: controlBlock(boot.control),
    antenna,
    post,
    onMessage: (message) => device.receive(message),
    onFrame: (frame) => board.lwip.receive(frame),
  });
  const device = new Device(board, carrier, boot.flash, boot.blank);
  for (;;) await device.live(boot.interpreter);
}

function deviceFault(error: unknown): Fault {
  return {
    where: 'device worker',
    text: 'The board stopped because of a fault in the simulator. Your files are safe. Restart the board.',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

function versionFault(version: number): Fault {
  return {
    where: 'device worker',
    text: 'Parts of two versions of this page were mixed. Reload the page.',
    detail: `device worker ${PROTOCOL_VERSION}, page ${version}`,
  };
}
