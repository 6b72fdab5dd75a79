import { Board } from '../device/board';
import { PolledClock } from '../device/polled-clock';
import { Device } from '../interpreter/device';
import { controlBlock } from '../protocol/control-block';
import type { BootMessage, FromDevice } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import { Antenna } from './antenna';
import { AtomicsCarrier } from './atomics-carrier';
import { deviceFault } from './device-fault';
import type { Port, WorkerEndpoint } from './endpoint';
import { versionFault } from './version-fault';

/**
 * The device worker, wherever it runs: waits for its boot message, then lives one board's lives until it is ended.
 * After that message nothing more comes by its event loop, to which it returns only between two lives.
 */
export function runDeviceWorker(endpoint: WorkerEndpoint): void {
  const post = (message: FromDevice): void => endpoint.post(message);
  endpoint.onMessage((message) => {
    const boot = message as BootMessage;
    if (boot.version !== PROTOCOL_VERSION) {
      post({ kind: 'fault', fault: versionFault('device worker', boot.version) });
      return;
    }
    live(boot, post).catch((error: unknown) => post({ kind: 'fault', fault: deviceFault(error) }));
  });
  post({ kind: 'ready', version: PROTOCOL_VERSION });
}

async function live(boot: BootMessage, post: (message: FromDevice) => void): Promise<void> {
  const nets = [...boot.nets] as Port[];
  const clock = new PolledClock(() => performance.now());
  const antenna = new Antenna((message) => nets[0]?.postMessage(message));
  const board = new Board({ clock, random: () => Math.random(), send: (frame) => antenna.send(frame) });
  const carrier = new AtomicsCarrier({
    control: controlBlock(boot.control),
    antenna,
    onNetSwitch: () => nets.shift(),
    post,
    onMessage: (message) => device.receive(message),
    onFrame: (frame) => board.receive(frame),
  });
  const device = new Device(board, carrier, boot.flash, {
    blank: boot.blank,
    skipStartFiles: boot.skipStartFiles,
    switchNet: () => carrier.switchNet(),
  });
  for (;;) await device.live(boot.interpreter);
}
