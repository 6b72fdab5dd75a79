import type { LanSwitch } from '../net/lan/neighbours';
import type { AirFrame } from '../protocol/air';
import { Emitter } from '../shared/emitter';
import type { Port } from './endpoint';
import type { ToGuest } from './guest-wire';

/** The way to a hub that a guest has. */
export class GuestLan implements LanSwitch {
  readonly #frames = new Emitter<readonly AirFrame[]>();
  readonly onFrames = this.#frames.event;
  /** It is there as long as the guest is. */
  readonly onLink = new Emitter<boolean>().event;

  constructor(
    readonly address: string,
    private readonly port: Port,
  ) {}

  send(frame: AirFrame): void {
    this.port.postMessage({ kind: 'lan', frame } satisfies ToGuest);
  }

  receive(frame: AirFrame): void {
    this.#frames.fire([frame]);
  }
}
