import type { Board } from '../../device/board';
import { parseIpv4 } from '../../device/lwip/address';
import type { AccessPoint } from '../../device/wifi/access-points';
import type { WlanInterface } from '../../device/wifi/interface';
import type { SoftApConfig } from '../../device/wifi/soft-ap';
import type { BoardNotice } from '../../protocol/notices';

const STATION = 0;

export interface WlanModuleParts {
  readonly board: Board;
  readonly notice: (notice: BoardNotice) => void;
}

/** The functions of `_wlan`, over which fw_network.py makes `network`. `interface` is 0 for the station. */
export function wlanModule({ board, notice }: WlanModuleParts): object {
  const { wifi } = board;
  const { station, softAp } = wifi;
  const interfaceOf = (index: number): WlanInterface => (index === STATION ? station : softAp);
  const byte = (bytes: readonly number[], index: number): number => bytes[index] ?? 0;
  return {
    active: (index: number) => interfaceOf(index).active,
    set_active: (index: number, on: boolean) => interfaceOf(index).setActive(on),
    mac: (index: number, at: number) => byte(interfaceOf(index).mac, at),
    set_mac: (index: number, hex: string) => {
      interfaceOf(index).mac = bytesOf(hex);
    },
    ...addresses(interfaceOf, board.place.ip, notice),
    dns: () => wifi.dns,
    /** @returns false: that is no address */
    set_dns: (text: string) => {
      const ip = addressOf(text);
      if (ip !== undefined) wifi.dns = ip;
      return ip !== undefined;
    },

    connected: () => station.connected,
    status: () => station.status,
    rssi: () => station.rssi,
    ssid: () => station.ssid,
    channel: () => station.channel,
    /** @param bssid in hexadecimal; empty: any */
    set_credentials: (ssid: string, key: string, bssid: string) =>
      station.setCredentials({ ssid, key, ...(bssid === '' ? {} : { bssid: bytesOf(bssid) }) }),
    join: () => station.join(),
    leave: () => station.leave(),

    found: () => station.found.length,
    found_ssid: (at: number) => shownName(station.found[at]),
    found_bssid: (at: number, index: number) => byte(station.found[at]?.bssid ?? [], index),
    found_channel: (at: number) => station.found[at]?.channel ?? 0,
    found_rssi: (at: number) => station.found[at]?.rssi ?? 0,
    found_auth: (at: number) => station.found[at]?.auth ?? 0,
    found_hidden: (at: number) => (station.found[at]?.hidden ? 1 : 0),

    ap_setting: (name: keyof SoftApConfig) => softAp.settings[name],
    ap_configure: (ssid: string, key: string, auth: number, channel: number, hidden: boolean) =>
      softAp.configure({ ssid, key, auth, channel, hidden }),

    ...settings(board),
  };
}

function settings({ wifi }: Board): Record<string, unknown> {
  return {
    hostname: () => wifi.hostname,
    set_hostname: (name: string) => {
      wifi.hostname = name;
    },
    country: () => wifi.country,
    set_country: (code: string) => {
      wifi.country = code;
    },
    phy_mode: () => wifi.phyMode,
    set_phy_mode: (mode: number) => {
      wifi.phyMode = mode;
    },
    power_save: () => wifi.powerSave,
    set_power_save: (mode: number) => {
      wifi.powerSave = mode;
    },
  };
}

function addresses(
  interfaceOf: (index: number) => WlanInterface,
  byDhcp: string,
  notice: WlanModuleParts['notice'],
): Record<string, unknown> {
  return {
    ip: (index: number) => interfaceOf(index).config.ip,
    netmask: (index: number) => interfaceOf(index).config.netmask,
    gateway: (index: number) => interfaceOf(index).config.gateway,
    dhcp: (index: number) => interfaceOf(index).dhcp,
    set_dhcp: (index: number, on: boolean) => interfaceOf(index).setDhcp(on),
    is_address: (text: string) => addressOf(text) !== undefined,
    /** A prefix's length as a netmask. */
    mask: (bits: number) => maskOf(bits),
    set_config: (index: number, ip: string, netmask: string, gateway: string) => {
      const config = {
        ip: addressOf(ip) ?? '0.0.0.0',
        netmask: addressOf(netmask) ?? '0.0.0.0',
        gateway: addressOf(gateway) ?? '0.0.0.0',
      };
      interfaceOf(index).setConfig(config);
      if (index === STATION && config.ip !== byDhcp && config.ip !== '0.0.0.0')
        notice({ kind: 'other-address', ip: config.ip, reachedAt: byDhcp });
    },
  };
}

/** As netutils_parse_ipv4_addr (shared/netutils/netutils.c): four parts, or nothing at all. */
function addressOf(text: string): string | undefined {
  if (text === '') return '0.0.0.0';
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  if (text === '255.255.255.255') return text;
  return parseIpv4(text.replace(/(^|\.)0+(?=\d)/g, '$1'));
}

function maskOf(bits: number): string {
  const mask = bits <= 0 ? 0 : bits >= 32 ? 0xff_ff_ff_ff : 0xff_ff_ff_ff << (32 - bits);
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 0xff).join('.');
}

function bytesOf(hex: string): number[] {
  return Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}

const shownName = (accessPoint: AccessPoint | undefined): string =>
  !accessPoint || accessPoint.hidden ? '' : accessPoint.ssid;
