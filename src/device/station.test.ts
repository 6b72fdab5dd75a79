import { describe, expect, test } from 'vitest';
import { Station, StationStatus } from './station';

const DOWN = { connected: false, ssid: '', ip: '0.0.0.0' };

describe('the Wi-Fi station', () => {
  test('starts connected to the network that it remembers', () => {
    const station = new Station();
    expect(station.state).toEqual({ connected: true, ssid: 'Pinwire', ip: '192.168.1.42' });
    expect(station.ifconfig).toEqual(['192.168.1.42', '255.255.255.0', '192.168.1.1', '192.168.1.1']);
    expect(station.status).toBe(StationStatus.gotIp);
  });

  test('that is off, or has left, has no address', () => {
    const off = new Station();
    off.setActive(false);
    const left = new Station();
    left.leave();
    for (const station of [off, left]) {
      expect(station.state).toEqual(DOWN);
      expect(station.status).toBe(StationStatus.idle);
      expect(station.ifconfig[0]).toBe('0.0.0.0');
    }
    expect([off.active, left.active]).toEqual([false, true]);
  });

  test('joins again; while it is off that waits', () => {
    const station = new Station();
    station.leave();
    station.setActive(false);
    station.join();
    expect(station.connected).toBe(false);
    station.setActive(true);
    expect(station.connected).toBe(true);
  });

  test('tells of each change', () => {
    const station = new Station();
    const seen: boolean[] = [];
    station.onChange(() => seen.push(station.connected));
    station.leave();
    station.join();
    station.setActive(false);
    expect(seen).toEqual([false, true, false]);
  });
});
