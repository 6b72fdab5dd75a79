import { LAN } from '../protocol/air';
import type { WifiState } from '../protocol/device-state';
import { Emitter } from '../shared/emitter';

/** Status values of `WLAN.status()` (reference/esp8266 §4). */
export const StationStatus = { idle: 0, connecting: 1, gotIp: 5 } as const;

const UNCONNECTED = ['0.0.0.0', '0.0.0.0', '0.0.0.0', '208.67.222.222'] as const;
const CONNECTED = [LAN.board, LAN.netmask, LAN.router, LAN.router] as const;

/**
 * The chip's Wi-Fi station. It remembers its network, as a board does that was used before, and so starts connected
 * (docs/architecture.md). It survives soft resets.
 */
export class Station {
  readonly ssid = 'Pinwire';
  readonly mac = Uint8Array.of(0x5c, 0xcf, 0x7f, 0x10, 0x20, 0x42);
  #active = true;
  #joined = true;
  readonly #changed = new Emitter<undefined>();
  readonly onChange = this.#changed.event;

  get active(): boolean {
    return this.#active;
  }

  get connected(): boolean {
    return this.#active && this.#joined;
  }

  get status(): number {
    return this.connected ? StationStatus.gotIp : StationStatus.idle;
  }

  /** Address, netmask, gateway, name server. */
  get ifconfig(): readonly [string, string, string, string] {
    return this.connected ? CONNECTED : UNCONNECTED;
  }

  get state(): WifiState {
    return { connected: this.connected, ssid: this.connected ? this.ssid : '', ip: this.ifconfig[0] };
  }

  setActive(active: boolean): void {
    this.#active = active;
    this.#changed.fire(undefined);
  }

  /** Joins the remembered network again. */
  join(): void {
    this.#joined = true;
    this.#changed.fire(undefined);
  }

  leave(): void {
    this.#joined = false;
    this.#changed.fire(undefined);
  }
}
