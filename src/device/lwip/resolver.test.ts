import { describe, expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { VirtualClock } from '../../shared/virtual-clock';
import { Resolver } from './resolver';

function resolver({ online = true } = {}): { dns: Resolver; clock: VirtualClock; sent: AirFrame[] } {
  const clock = new VirtualClock();
  const sent: AirFrame[] = [];
  return {
    dns: new Resolver(
      (frame) => sent.push(frame),
      clock,
      () => online,
    ),
    clock,
    sent,
  };
}

describe('looking a name up', () => {
  test('asks the router and gives the first address', () => {
    const { dns, sent, clock } = resolver();
    const query = dns.begin('micropython.org') as number;
    expect(sent).toEqual([{ kind: 'query', query, name: 'micropython.org' }]);
    expect(dns.result(query)).toBeUndefined();
    dns.onAnswer(query, ['203.0.113.80', '203.0.113.81']);
    expect(dns.result(query)).toBe('203.0.113.80');
    expect(clock.nextDue).toBeNull();
  });

  test('asks each time anew: there is no cache', () => {
    const { dns, sent } = resolver();
    for (let round = 0; round < 2; round++) {
      const query = dns.begin('micropython.org') as number;
      dns.onAnswer(query, ['203.0.113.80']);
      dns.result(query);
    }
    expect(sent).toHaveLength(2);
  });

  test('fails at once when nobody has the name', () => {
    const { dns } = resolver();
    const query = dns.begin('no.such.name') as number;
    dns.onAnswer(query, []);
    expect(dns.result(query)).toBe(-2);
  });

  test.each([true, false])('fails after 7 seconds of silence (network there: %s)', (online) => {
    const { dns, clock, sent } = resolver({ online });
    const query = dns.begin('micropython.org') as number;
    expect(sent).toHaveLength(online ? 1 : 0);
    clock.advance(6_999);
    expect(dns.result(query)).toBeUndefined();
    clock.advance(1);
    expect(dns.result(query)).toBe(-2);
  });

  test('takes an address for what it is and asks nobody', () => {
    const { dns, sent } = resolver({ online: false });
    expect(dns.begin('127.1')).toBe('127.0.0.1');
    expect(sent).toEqual([]);
  });

  test('refuses names that are empty or too long', () => {
    const { dns } = resolver();
    expect([dns.begin(''), dns.begin('x'.repeat(256))]).toEqual([-12, -12]);
    expect(dns.begin('x'.repeat(255))).toBeGreaterThan(0);
  });

  test('has room for four at a time, and gives up places that were cancelled', () => {
    const { dns, clock } = resolver();
    const queries = ['a', 'b', 'c', 'd'].map((name) => dns.begin(name) as number);
    expect(dns.begin('e')).toBe(-1);
    dns.cancel(queries[0] ?? 0);
    expect(dns.begin('e')).toBeGreaterThan(0);
    dns.reset();
    expect(clock.nextDue).toBeNull();
  });

  test('passes over answers that come late or twice', () => {
    const { dns } = resolver();
    const query = dns.begin('a') as number;
    dns.onAnswer(query, ['203.0.113.1']);
    dns.onAnswer(query, []);
    expect(dns.result(query)).toBe('203.0.113.1');
    dns.onAnswer(query, ['203.0.113.9']);
    expect(dns.result(query)).toBe(-2);
  });
});
