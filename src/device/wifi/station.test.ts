import { describe, expect, test } from 'vitest';
import { PolledClock } from '../polled-clock';
import { HOME } from './access-points';
import { JOIN, Station, StationStatus } from './station';

const DOWN = { connected: false, ssid: '', ip: '0.0.0.0' };
const UP = { connected: true, ssid: 'Pinwire', ip: '192.168.1.42' };

/** A station in virtual time. */
class Bench {
  now = 0;
  readonly clock = new PolledClock(() => this.now);
  readonly station = new Station(this.clock);

  pass(milliseconds: number): number {
    this.now += milliseconds;
    this.clock.runDue();
    return this.station.status;
  }

  connect(ssid: string, key: string, bssid?: readonly number[]): boolean {
    return this.station.setCredentials({ ssid, key, ...(bssid ? { bssid } : {}) }) && this.station.join();
  }
}

describe('the Wi-Fi station', () => {
  test('starts connected to the network that it remembers', () => {
    const { station } = new Bench();
    expect(station.state).toEqual(UP);
    expect(station.config).toEqual({
      ip: '192.168.1.42',
      netmask: '255.255.255.0',
      gateway: '192.168.1.1',
    });
    expect([station.status, station.rssi, station.channel]).toEqual([StationStatus.gotIp, -52, 6]);
  });

  test('that is off, or has left, has no address', () => {
    const [off, left] = [new Bench().station, new Bench().station];
    off.setActive(false);
    expect(left.leave()).toBe(true);
    for (const station of [off, left]) {
      expect(station.state).toEqual(DOWN);
      expect([station.status, station.rssi, station.config.ip]).toEqual([StationStatus.idle, 31, '0.0.0.0']);
    }
    expect([off.active, left.active]).toEqual([false, true]);
  });

  test('comes to an address by steps: 0, 1, 5', () => {
    const bench = new Bench();
    bench.station.leave();
    expect(bench.station.status).toBe(0);
    bench.station.join();
    expect(bench.station.status).toBe(1);
    expect(bench.pass(JOIN.associate)).toBe(1);
    expect(bench.station.state).toEqual(DOWN);
    expect(bench.pass(JOIN.dhcp - 1)).toBe(1);
    expect(bench.pass(1)).toBe(5);
    expect(bench.station.state).toEqual(UP);
  });

  test.each([
    ['the right key', HOME.ssid, HOME.key ?? '', undefined, JOIN.associate + JOIN.dhcp, 5],
    ['a wrong key', HOME.ssid, 'guessed', undefined, JOIN.wrongPassword, 2],
    ['no key', HOME.ssid, '', undefined, JOIN.wrongPassword, 2],
    ['another network’s key', 'Workshop', HOME.key ?? '', undefined, JOIN.wrongPassword, 2],
    ['another network and its key', 'Workshop', 'soldering iron', undefined, JOIN.associate + JOIN.dhcp, 5],
    ['an open network', 'Library Guests', '', undefined, JOIN.associate + JOIN.dhcp, 5],
    ['a hidden network', 'Attic', 'dust and books', undefined, JOIN.associate + JOIN.dhcp, 5],
    ['an unknown network', 'Nowhere', 'anything', undefined, JOIN.noApFound, 3],
    ['an empty name', '', '', undefined, JOIN.noApFound, 3],
    ['the right access point', HOME.ssid, HOME.key ?? '', HOME.bssid, JOIN.associate + JOIN.dhcp, 5],
    ['another access point', HOME.ssid, HOME.key ?? '', [1, 2, 3, 4, 5, 6], JOIN.noApFound, 3],
  ])('with %s ends where it should, and not before', (_, ssid, key, bssid, after, status) => {
    const bench = new Bench();
    expect(bench.connect(ssid, key, bssid)).toBe(true);
    expect(bench.station.state).toEqual(DOWN);
    const steps = after === JOIN.associate + JOIN.dhcp ? [JOIN.associate, JOIN.dhcp] : [after];
    for (const step of steps) {
      expect(bench.pass(step - 1)).toBe(1);
      bench.pass(1);
    }
    expect([bench.station.status, bench.clock.nextDue]).toEqual([status, Infinity]);
  });

  test('that is told something else on its way forgets where it went', () => {
    const bench = new Bench();
    bench.connect('Nowhere', '');
    bench.pass(100);
    bench.connect(HOME.ssid, HOME.key ?? '');
    bench.pass(JOIN.associate);
    bench.station.leave();
    expect([bench.pass(60_000), bench.clock.nextDue]).toEqual([0, Infinity]);
  });

  test('that is off takes no orders, and joins by itself when it is switched on', () => {
    const bench = new Bench();
    bench.station.setActive(false);
    expect([bench.connect('Workshop', ''), bench.station.join(), bench.station.leave()]).toEqual([
      false,
      false,
      false,
    ]);
    bench.station.setActive(true);
    bench.pass(JOIN.associate);
    bench.pass(JOIN.dhcp);
    expect(bench.station.state).toEqual(UP);
    bench.station.setActive(true);
    expect(bench.station.connected).toBe(true);
  });

  test('keeps names of 32 characters and keys of 64', () => {
    const bench = new Bench();
    bench.connect('n'.repeat(40), '');
    expect(bench.station.ssid).toBe('n'.repeat(32));
  });

  test('with a fixed address needs no DHCP, and none without an address', () => {
    const bench = new Bench();
    const config = { ip: '192.168.1.42', netmask: '255.255.0.0', gateway: '192.168.1.2' };
    bench.station.setConfig(config);
    expect([bench.station.config, bench.station.dhcp, bench.station.connected]).toEqual([
      config,
      false,
      true,
    ]);
    bench.station.join();
    expect(bench.pass(JOIN.associate)).toBe(5);
    bench.station.setDhcp(true);
    expect([bench.station.dhcp, bench.station.status]).toEqual([true, 1]);
    expect(bench.pass(JOIN.dhcp)).toBe(5);

    bench.station.leave();
    bench.station.setDhcp(false);
    bench.station.join();
    expect([bench.pass(JOIN.associate), bench.pass(60_000)]).toEqual([1, 1]);
    bench.station.setConfig(config);
    expect(bench.station.status).toBe(5);
  });

  test('that starts anew has its network at once, unless the key is wrong or it was switched off', () => {
    const bench = new Bench();
    bench.station.leave();
    bench.station.onHardReset();
    expect([bench.station.connected, bench.clock.nextDue]).toEqual([true, Infinity]);
    bench.connect(HOME.ssid, 'guessed');
    bench.station.onHardReset();
    expect(bench.station.status).toBe(1);
    expect(bench.pass(JOIN.wrongPassword)).toBe(2);
    bench.station.setActive(false);
    bench.station.onHardReset();
    expect([bench.station.status, bench.clock.nextDue]).toEqual([0, Infinity]);
  });

  test('that no longer hears its network looks for it, and joins it when it is back', () => {
    const bench = new Bench();
    bench.station.setReception(false);
    expect([bench.station.state, bench.station.status, bench.station.found]).toEqual([DOWN, 1, []]);
    expect(bench.pass(JOIN.noApFound)).toBe(3);
    bench.station.setReception(true);
    bench.pass(JOIN.associate);
    expect(bench.pass(JOIN.dhcp)).toBe(5);
  });

  test('does not join by itself what its program had left, nor with a key that is wrong', () => {
    const [left, wrong] = [new Bench(), new Bench()];
    left.station.leave();
    wrong.connect(HOME.ssid, 'guessed');
    wrong.pass(JOIN.wrongPassword);
    for (const { station } of [left, wrong]) {
      station.setReception(false);
      station.setReception(true);
    }
    expect([left.station.status, wrong.station.status]).toEqual([0, 2]);
  });

  test('whose network goes while it is being let in does not get there', () => {
    const bench = new Bench();
    bench.station.leave();
    bench.station.join();
    bench.station.setReception(false);
    bench.pass(JOIN.associate);
    bench.pass(JOIN.dhcp);
    expect([bench.station.state, bench.pass(JOIN.noApFound)]).toEqual([DOWN, 3]);
  });

  test('that starts where no network is finds none', () => {
    const bench = new Bench();
    bench.station.setReception(false);
    bench.station.onHardReset();
    expect(bench.pass(JOIN.noApFound)).toBe(3);
  });

  test('tells of each change', () => {
    const bench = new Bench();
    const seen: number[] = [];
    bench.station.onChange(() => seen.push(bench.station.status));
    bench.station.leave();
    bench.station.join();
    bench.pass(JOIN.associate);
    bench.pass(JOIN.dhcp);
    bench.station.setActive(false);
    expect(seen).toEqual([0, 1, 1, 5, 0]);
  });
});
