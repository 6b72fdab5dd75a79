import type { DeviceState } from '../protocol/device-state';

/** A board's state with what a test says about it. */
export const deviceState = (change: Partial<DeviceState> = {}): DeviceState => ({
  boot: 1,
  prompts: 1,
  activity: { kind: 'prompt' },
  pins: [],
  wifi: { connected: true, ssid: 'Pinwire', ip: '192.168.1.42' },
  listening: [],
  ...change,
});
