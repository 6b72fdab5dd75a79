/** `network.AUTH_…` (reference/esp8266 §4). */
export const Auth = { open: 0, wep: 1, wpa: 2, wpa2: 3, wpaWpa2: 4 } as const;

/** A Wi-Fi network in range of the board. All of them lead to the same LAN. */
export interface AccessPoint {
  readonly ssid: string;
  readonly bssid: readonly number[];
  readonly channel: number;
  /** As the board receives it, in dBm. */
  readonly rssi: number;
  readonly auth: number;
  /** Undefined: it is open. */
  readonly key?: string;
  /** It does not tell its name: a scan finds it without. */
  readonly hidden?: boolean;
}

/** The network that the board remembers when it comes to the student. */
export const HOME: AccessPoint = {
  ssid: 'Pinwire',
  bssid: [0x30, 0xb5, 0xc2, 0x4f, 0x01, 0x01],
  channel: 6,
  rssi: -52,
  auth: Auth.wpa2,
  key: 'blinkenlights',
};

/** What a scan finds, the strongest first: the home network, a neighbour's, an open one, and one that hides. */
export const IN_RANGE: readonly AccessPoint[] = [
  HOME,
  {
    ssid: 'Library Guests',
    bssid: [0x30, 0xb5, 0xc2, 0x4f, 0x01, 0x02],
    channel: 1,
    rssi: -67,
    auth: Auth.open,
  },
  {
    ssid: 'Workshop',
    bssid: [0xa4, 0x2b, 0x8c, 0x10, 0x77, 0x21],
    channel: 11,
    rssi: -74,
    auth: Auth.wpaWpa2,
    key: 'soldering iron',
  },
  {
    ssid: 'Attic',
    bssid: [0xa4, 0x2b, 0x8c, 0x10, 0x99, 0x05],
    channel: 13,
    rssi: -86,
    auth: Auth.wpa2,
    key: 'dust and books',
    hidden: true,
  },
];
