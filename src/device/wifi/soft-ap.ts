import { Auth } from './access-points';
import type { IpConfig, WlanInterface } from './interface';

/** `wifi_softap_set_config`. */
export interface SoftApConfig {
  readonly ssid: string;
  readonly key: string;
  readonly auth: number;
  readonly channel: number;
  readonly hidden: boolean;
}

const LEAST_KEY = 8;
const CHANNELS = 13;

/** What it is until a program says otherwise (reference/esp8266 §1.3, §4). */
const ADDRESS: IpConfig = { ip: '192.168.4.1', netmask: '255.255.255.0', gateway: '192.168.4.1' };

/** The chip's own access point. Nobody is there to join it. */
export class SoftAp implements WlanInterface {
  mac: readonly number[];
  active = false;
  dhcp = true;
  config: IpConfig = ADDRESS;
  #settings: SoftApConfig;

  /** @param station the station's MAC address, of which this one's is made: "locally administered" */
  constructor([first = 0, ...others]: readonly number[]) {
    this.mac = [first | 0x02, ...others];
    this.#settings = {
      ssid: `MicroPython-${this.mac
        .slice(3)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('')}`,
      key: 'micropythoN',
      auth: Auth.wpaWpa2,
      channel: 1,
      hidden: false,
    };
  }

  get settings(): SoftApConfig {
    return this.#settings;
  }

  /** @returns false when the chip refuses them; then nothing has changed */
  configure(settings: SoftApConfig): boolean {
    const { auth, key, channel, ssid } = settings;
    if (auth < Auth.open || auth > Auth.wpaWpa2 || auth === Auth.wep) return false;
    if (auth !== Auth.open && key.length < LEAST_KEY) return false;
    if (channel < 1 || channel > CHANNELS || ssid === '') return false;
    this.#settings = settings;
    return true;
  }

  setActive(active: boolean): void {
    this.active = active;
  }

  /** Its own DHCP server serves on. */
  setConfig(config: IpConfig): void {
    this.config = config;
  }

  setDhcp(on: boolean): void {
    this.dhcp = on;
  }

  onHardReset(): void {
    this.config = ADDRESS;
    this.dhcp = true;
  }
}
