import { Board } from '../device/board';
import { PolledClock } from '../device/polled-clock';
import { Device } from '../interpreter/device';
import type { Pace } from '../interpreter/pace';
import { controlBlock, Word } from '../protocol/control-block';
import type { BootMessage, FromDevice, TimedFromDevice, ToDevice } from '../protocol/messages';
import type { FramesMessage, RoadMessage } from '../protocol/road';
import type { AirFrame } from '../protocol/air';
import { PROTOCOL_VERSION } from '../protocol/version';
import { Antenna } from './antenna';
import { AtomicsCarrier, type Sleep } from './atomics-carrier';
import { deviceFault } from './device-fault';
import type { Port, WorkerEndpoint } from './endpoint';
import { ChannelEventLoop } from './event-loop';
import { promiseIntegration } from './jspi';
import { MessageCarrier } from './message-carrier';
import { versionFault } from './version-fault';

/** What a board takes from around it. */
export interface BoardSurroundings {
  readonly clock: PolledClock;
  /** Milliseconds since 1970, as the network has them. */
  readonly wallClock: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly pace?: Pace;
}

/** The computer's own time. */
const REAL_TIME = (): BoardSurroundings => ({
  clock: new PolledClock(() => performance.now()),
  wallClock: () => Date.now(),
  random: () => Math.random(),
  sleep: (words, seen, milliseconds) => void Atomics.wait(words, Word.doorbell, seen, milliseconds),
});

/**
 * The device worker, wherever it runs: waits for its boot message, then lives one board's lives until it is ended.
 * What comes after that message comes by the board's road: where memory is shared, not by this event loop, to which the
 * worker returns only between two lives.
 */
export function runDeviceWorker(endpoint: WorkerEndpoint, surroundings = REAL_TIME()): void {
  const post = (message: FromDevice): void =>
    endpoint.post({ ...message, at: surroundings.wallClock() } satisfies TimedFromDevice);
  let heed: (message: RoadMessage) => void = () => undefined;
  endpoint.onMessage((given) => {
    const message = given as BootMessage | RoadMessage;
    if (message.kind !== 'boot') {
      heed(message);
      return;
    }
    if (message.version !== PROTOCOL_VERSION) {
      post({ kind: 'fault', fault: versionFault('device worker', message.version) });
      return;
    }
    try {
      const { carrier, device } = begin(message, post, surroundings);
      if (carrier instanceof MessageCarrier) heed = (each) => carrier.heed(each);
      live(device, message.interpreter).catch(fail);
    } catch (error) {
      fail(error);
    }
  });
  const fail = (error: unknown): void => post({ kind: 'fault', fault: deviceFault(error) });
  post({ kind: 'ready', version: PROTOCOL_VERSION });
}

async function live(device: Device, interpreter: WebAssembly.Module): Promise<void> {
  for (;;) await device.live(interpreter);
}

interface Begun {
  readonly carrier: AtomicsCarrier | MessageCarrier;
  readonly device: Device;
}

function begin(
  boot: BootMessage,
  post: (message: FromDevice) => void,
  { clock, random, sleep, pace }: BoardSurroundings,
): Begun {
  const nets = [...boot.nets] as Port[];
  const antenna = new Antenna((message) => nets[0]?.postMessage(message));
  const board = new Board({ clock, random, send: (frame) => antenna.send(frame), place: boot.place });
  const carrier = newCarrier(boot, {
    nets,
    antenna,
    sleep,
    post,
    onMessage: (message) => device.receive(message),
    onFrame: (frame) => board.receive(frame),
  });
  const device = new Device(board, carrier, boot.flash, {
    blank: boot.blank,
    skipStartFiles: boot.skipStartFiles,
    switchNet: () => carrier.switchNet(),
    ...(pace ? { pace } : {}),
  });
  return { carrier, device };
}

interface CarrierParts {
  readonly nets: Port[];
  readonly antenna: Antenna;
  readonly sleep: Sleep;
  readonly post: (message: FromDevice) => void;
  readonly onMessage: (message: ToDevice) => void;
  readonly onFrame: (frame: AirFrame) => void;
}

function newCarrier({ road }: BootMessage, { nets, sleep, ...parts }: CarrierParts): Begun['carrier'] {
  if (road.kind === 'memory') {
    const control = controlBlock(road.control);
    return new AtomicsCarrier({ ...parts, control, sleep, onNetSwitch: () => nets.shift() });
  }
  const carrier = new MessageCarrier({
    ...parts,
    suspension: promiseIntegration(),
    loop: new ChannelEventLoop(),
    postToNet: (message) => nets[0]?.postMessage(message),
    onNetSwitch: () => {
      const dead = nets.shift();
      if (dead) dead.onmessage = null;
      listen();
    },
  });
  const listen = (): void => {
    const [net] = nets;
    if (net) net.onmessage = ({ data }) => carrier.heedNet(data as FramesMessage);
  };
  listen();
  return carrier;
}
