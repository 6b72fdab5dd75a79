import { LAN, ONLY_BOARD, type Place } from '../../protocol/air';
import type { WifiState } from '../../protocol/device-state';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import { HOME, IN_RANGE, type AccessPoint } from './access-points';
import type { Credentials } from './credentials';
import { NO_ADDRESS, type IpConfig, type WlanInterface } from './interface';

/** Status values of `WLAN.status()` (reference/esp8266 §4). */
export const StationStatus = {
  idle: 0,
  connecting: 1,
  wrongPassword: 2,
  noApFound: 3,
  connectFail: 4,
  gotIp: 5,
} as const;

/** How long the steps of a connection take, in milliseconds, as on a chip that is near its access point. */
export const JOIN = {
  /** Looking for the network and being let in. */
  associate: 900,
  /** An address by DHCP, after that. */
  dhcp: 600,
  /** The handshake that a wrong key never ends. */
  wrongPassword: 3_000,
  /** A scan of all channels without the network in it. */
  noApFound: 2_500,
} as const;

/** `WLAN.status('rssi')` of a station that is not connected. */
const NO_SIGNAL = 31;

const MOST_SSID = 32;
const MOST_KEY = 64;

/**
 * The chip's Wi-Fi station. It remembers its network, as a board does that was used before, and so starts connected
 * (docs/architecture.md). It survives soft resets.
 */
export class Station implements WlanInterface {
  mac: readonly number[];
  /** Stands in the place of DHCP. */
  readonly #byDhcp: IpConfig;
  #active = true;
  /** Whether any network can be heard. */
  #receives = true;
  #status: number = StationStatus.gotIp;
  /** The one that has let it in. */
  #accessPoint: AccessPoint | undefined = HOME;
  #credentials: Credentials = { ssid: HOME.ssid, key: HOME.key ?? '' };
  /** The address that a program has fixed; undefined: DHCP gives one. */
  #fixed: IpConfig | undefined;
  #nextStep: Dispose = () => undefined;
  readonly #changed = new Emitter<undefined>();
  readonly onChange = this.#changed.event;
  readonly #stored = new Emitter<Credentials>();
  /** These are to be kept when the board has no power. */
  readonly onStored = this.#stored.event;

  constructor(
    private readonly clock: Clock,
    { ip, mac }: Place = ONLY_BOARD,
    private readonly inRange: readonly AccessPoint[] = IN_RANGE,
  ) {
    this.mac = mac;
    this.#byDhcp = { ip, netmask: LAN.netmask, gateway: LAN.router };
  }

  get active(): boolean {
    return this.#active;
  }

  get connected(): boolean {
    return this.#status === StationStatus.gotIp;
  }

  get status(): number {
    return this.#status;
  }

  /** The network that it is to join; the one that it has joined, while it has. */
  get ssid(): string {
    return this.#credentials.ssid;
  }

  get rssi(): number {
    return this.connected ? (this.#accessPoint?.rssi ?? NO_SIGNAL) : NO_SIGNAL;
  }

  get channel(): number {
    return this.#accessPoint?.channel ?? 1;
  }

  get config(): IpConfig {
    return this.connected ? (this.#fixed ?? this.#byDhcp) : NO_ADDRESS;
  }

  get dhcp(): boolean {
    return this.#fixed === undefined;
  }

  get state(): WifiState {
    return { connected: this.connected, ssid: this.connected ? this.ssid : '', ip: this.config.ip };
  }

  /** What `scan()` finds. */
  get found(): readonly AccessPoint[] {
    return this.#receives ? this.inRange : [];
  }

  /**
   * All networks go out of range, or come back. The chip looks for one that it has lost until a program tells it to
   * leave, and joins it when it is there again.
   */
  setReception(there: boolean): void {
    if (there === this.#receives) return;
    this.#receives = there;
    const searches = this.#status === StationStatus.connecting || this.#status === StationStatus.noApFound;
    if (searches || (!there && this.connected)) this.join();
  }

  /** Switched on, it joins the network that it remembers. */
  setActive(active: boolean): void {
    if (active === this.#active) return;
    this.#active = active;
    if (active) this.join();
    else this.#become(StationStatus.idle);
  }

  /** `wifi_station_set_config`. @returns false when the station is off */
  setCredentials({ ssid, key, bssid }: Credentials): boolean {
    if (!this.#active) return false;
    this.#credentials = {
      ssid: ssid.slice(0, MOST_SSID),
      key: key.slice(0, MOST_KEY),
      ...(bssid ? { bssid } : {}),
    };
    this.#stored.fire(this.#credentials);
    return true;
  }

  /** Begins to join the network that is remembered. @returns false when the station is off */
  join(): boolean {
    if (!this.#active) return false;
    this.#become(StationStatus.connecting);
    const accessPoint = this.#find();
    if (!accessPoint) this.#after(JOIN.noApFound, () => this.#become(StationStatus.noApFound));
    else if (this.#isLetInBy(accessPoint)) {
      this.#after(JOIN.associate, () => this.#getAddress(accessPoint));
    } else this.#after(JOIN.wrongPassword, () => this.#become(StationStatus.wrongPassword));
    return true;
  }

  /** @returns false when the station is off */
  leave(): boolean {
    if (!this.#active) return false;
    this.#become(StationStatus.idle);
    return true;
  }

  setConfig(config: IpConfig): void {
    this.#fixed = config;
    if (this.#accessPoint) this.#getAddress(this.#accessPoint);
  }

  setDhcp(on: boolean): void {
    if (on === this.dhcp) return;
    this.#fixed = on ? undefined : this.config;
    if (on && this.#accessPoint) this.#getAddress(this.#accessPoint);
  }

  /** Power comes, and with it what was stored. */
  onPowerOn(stored: Credentials): void {
    this.#credentials = stored;
    this.onHardReset();
  }

  /** The chip starts: the network that it remembers is there at once when the key is right (design §4). */
  onHardReset(): void {
    this.#fixed = undefined;
    if (!this.join()) return;
    const accessPoint = this.#find();
    if (accessPoint && this.#isLetInBy(accessPoint)) this.#become(StationStatus.gotIp, accessPoint);
  }

  #isLetInBy({ key }: AccessPoint): boolean {
    return key === undefined || key === this.#credentials.key;
  }

  #find(): AccessPoint | undefined {
    const { ssid, bssid } = this.#credentials;
    return this.found.find(
      (candidate) =>
        candidate.ssid === ssid &&
        (bssid === undefined || bssid.every((byte, index) => byte === candidate.bssid[index])),
    );
  }

  /** The access point has let the station in. Without DHCP and without an address it stays there. */
  #getAddress(accessPoint: AccessPoint): void {
    if (this.#fixed && this.#fixed.ip !== NO_ADDRESS.ip) {
      this.#become(StationStatus.gotIp, accessPoint);
      return;
    }
    this.#become(StationStatus.connecting, accessPoint);
    if (!this.#fixed) this.#after(JOIN.dhcp, () => this.#become(StationStatus.gotIp, accessPoint));
  }

  #after(delay: number, step: () => void): void {
    this.#nextStep();
    this.#nextStep = this.clock.after(delay, step);
  }

  /** Whatever was under way ends. */
  #become(status: number, accessPoint?: AccessPoint): void {
    this.#nextStep();
    this.#status = status;
    this.#accessPoint = accessPoint;
    this.#changed.fire(undefined);
  }
}
