import type { Board } from '../../device/board';

/** The functions of `_wlan`, over which fw_network.py makes the station's `network.WLAN`. */
export function wlanModule({ station }: Board): object {
  return {
    active: () => station.active,
    set_active: (on: boolean) => station.setActive(on),
    connected: () => station.connected,
    status: () => station.status,
    ssid: () => station.ssid,
    ifconfig: (index: number) => station.ifconfig[index] ?? '0.0.0.0',
    mac: (index: number) => station.mac[index] ?? 0,
    join: () => station.join(),
    leave: () => station.leave(),
  };
}
