/** Address, netmask and gateway of a network interface. */
export interface IpConfig {
  readonly ip: string;
  readonly netmask: string;
  readonly gateway: string;
}

export const NO_ADDRESS: IpConfig = { ip: '0.0.0.0', netmask: '0.0.0.0', gateway: '0.0.0.0' };

/** What both interfaces of the chip have: the station and the access point. */
export interface WlanInterface {
  readonly active: boolean;
  setActive(active: boolean): void;
  mac: readonly number[];
  readonly config: IpConfig;
  /** Fixes the address: DHCP ends. */
  setConfig(config: IpConfig): void;
  readonly dhcp: boolean;
  setDhcp(on: boolean): void;
}
