import { sharedHosts } from '../../net/hosts/virtual-hosts';
import { Hub } from '../../net/lan/hub';
import type { HubPort } from '../../net/lan/hub-port';
import type { Place } from '../../protocol/air';
import type { Device, Lan, LanDeviceOptions, LanOptions } from './api';
import { RealTime } from './board-time';
import { startDevice, type DeviceLan } from './device';
import { DeviceError } from './device-error';
import type { Guest } from './guest';
import { VirtualTime } from './virtual-time';

/** Several boards on one LAN and in one time. */
export class LibraryLan implements Lan, DeviceLan {
  readonly time: VirtualTime | null;
  readonly #clock: 'virtual' | 'real';
  readonly #hub: Hub;
  readonly #devices = new Set<Device>();

  /** @param build the folder with the board's Node build */
  constructor(
    private readonly build: string,
    { clock = 'virtual', seed = 1 }: LanOptions = {},
  ) {
    this.#clock = clock;
    const time = clock === 'virtual' ? new VirtualTime({ seed }) : null;
    this.time = time;
    const wallClock = (): number => time?.wallClock ?? Date.now();
    this.#hub = new Hub(sharedHosts({ clock: time ?? new RealTime(), wallClock }));
  }

  async createDevice(options: LanDeviceOptions = {}): Promise<Device> {
    const device = await startDevice(this.build, { ...options, clock: this.#clock }, this);
    this.#devices.add(device);
    return device;
  }

  join(guest: Guest): { readonly place: Place; leave(): void } {
    const port: HubPort | string = this.#hub.join((frame) => guest.sendToBoard(frame), null);
    if (typeof port === 'string') throw new DeviceError('The LAN has no address left for another board.');
    guest.onLanFrame = (frame) => port.receive(frame);
    return { place: port.place, leave: () => port.leave() };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices].map((device) => device.close()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
