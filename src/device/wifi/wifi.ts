import { LAN, ONLY_BOARD, type Place } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import { SoftAp } from './soft-ap';
import { Station } from './station';

/** The name server until DHCP names one (reference/esp8266 §2.2). */
export const FIRST_DNS = '208.67.222.222';

/** `network`'s own settings until a program makes others (reference/esp8266 §4). */
const SETTINGS = { hostname: 'mpy-esp8266', country: 'XX', phyMode: 3, powerSave: 2 };

/** The chip's radio: two interfaces, and what they share. */
export class Wifi {
  readonly station: Station;
  readonly softAp: SoftAp;
  hostname = SETTINGS.hostname;
  country = SETTINGS.country;
  /** `network.MODE_11…` */
  phyMode = SETTINGS.phyMode;
  /** `WLAN.PM_…` */
  powerSave = SETTINGS.powerSave;
  dns: string = LAN.router;

  constructor(clock: Clock, place: Place = ONLY_BOARD) {
    this.station = new Station(clock, place);
    this.softAp = new SoftAp(place.mac);
    this.station.onChange(() => this.#followDhcp());
  }

  onHardReset(): void {
    Object.assign(this, SETTINGS);
    this.softAp.onHardReset();
    this.station.onHardReset();
  }

  /** What DHCP says is the name server; a station that has lost its network has the first one again. */
  #followDhcp(): void {
    if (!this.station.dhcp) return;
    this.dns = this.station.connected ? LAN.router : FIRST_DNS;
  }
}
