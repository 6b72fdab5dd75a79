import { describe, expect, test } from 'vitest';
import { ONLY_BOARD } from '../../protocol/air';
import { PolledClock } from '../polled-clock';
import { Auth } from './access-points';
import { SoftAp } from './soft-ap';
import { FIRST_DNS, Wifi } from './wifi';

const wifi = (): Wifi => new Wifi(new PolledClock(() => 0));

describe("the chip's radio", () => {
  test('asks the name server that DHCP names, and without a network the first one', () => {
    const radio = wifi();
    expect(radio.dns).toBe('192.168.1.1');
    radio.station.leave();
    expect(radio.dns).toBe(FIRST_DNS);
    radio.station.onHardReset();
    expect(radio.dns).toBe('192.168.1.1');
  });

  test('keeps a name server that goes with a fixed address', () => {
    const radio = wifi();
    radio.station.setConfig(radio.station.config);
    radio.dns = '192.168.1.9';
    radio.station.leave();
    expect(radio.dns).toBe('192.168.1.9');
  });

  test('forgets its settings with a hard reset, and keeps what the chip has in its flash', () => {
    const radio = wifi();
    Object.assign(radio, { hostname: 'kitchen', country: 'DE', phyMode: 1, powerSave: 0 });
    radio.softAp.setActive(true);
    radio.softAp.configure({ ...radio.softAp.settings, ssid: 'Mine' });
    radio.softAp.setConfig({ ip: '10.0.0.1', netmask: '255.0.0.0', gateway: '10.0.0.1' });
    radio.onHardReset();
    const { hostname, country, phyMode, powerSave } = radio;
    expect({ hostname, country, phyMode, powerSave }).toEqual({
      hostname: 'mpy-esp8266',
      country: 'XX',
      phyMode: 3,
      powerSave: 2,
    });
    expect([radio.softAp.active, radio.softAp.settings.ssid, radio.softAp.config.ip]).toEqual([
      true,
      'Mine',
      '192.168.4.1',
    ]);
  });
});

describe("the chip's access point", () => {
  test('has the name of its own address', () => {
    expect(new SoftAp(ONLY_BOARD.mac).settings).toEqual({
      ssid: 'MicroPython-102042',
      key: 'micropythoN',
      auth: Auth.wpaWpa2,
      channel: 1,
      hidden: false,
    });
  });

  test.each([
    ['a key of seven characters', { key: '1234567' }, false],
    ['a key of eight characters', { key: '12345678' }, true],
    ['no key where it is open', { key: '', auth: Auth.open }, true],
    ['WEP', { auth: Auth.wep }, false],
    ['a security that does not exist', { auth: 5 }, false],
    ['no name', { ssid: '' }, false],
    ['channel 0', { channel: 0 }, false],
    ['channel 13', { channel: 13 }, true],
    ['channel 14', { channel: 14 }, false],
  ])('asked for %s takes it or leaves all as it was', (_, settings, taken) => {
    const ap = new SoftAp(ONLY_BOARD.mac);
    const before = ap.settings;
    expect(ap.configure({ ...before, ...settings })).toBe(taken);
    expect(ap.settings).toEqual(taken ? { ...before, ...settings } : before);
  });
});
