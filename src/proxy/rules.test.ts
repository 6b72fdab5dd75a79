import { describe, expect, test } from 'vitest';
import { canonicalHost } from './host-name';
import { Rules } from './rules';

function finds(rules: Rules, host: string, port: number, transport: 'tcp' | 'udp' = 'tcp') {
  const canonical = canonicalHost(host);
  if (!canonical) throw new Error(`${host} is no host`);
  return rules.find(canonical, port, transport);
}

describe('rules', () => {
  test('allow the very host and port that they name', () => {
    const rules = Rules.of(['micropython.org:80']);
    expect(finds(rules, 'MicroPython.org.', 80)).toEqual({ isPrivate: false });
    for (const host of ['www.micropython.org', 'xmicropython.org', 'micropython.org.evil.example', 'org']) {
      expect(finds(rules, host, 80)).toBeUndefined();
    }
    for (const port of [0, 79, 81, 443, 65_616])
      expect(finds(rules, 'micropython.org', port)).toBeUndefined();
  });

  test('a suffix is all names below it, and not itself, and no address', () => {
    const rules = Rules.of(['*.example.org:443,8000-8099']);
    for (const port of [443, 8000, 8050, 8099]) expect(finds(rules, 'a.b.example.org', port)).toBeDefined();
    for (const port of [80, 7999, 8100]) expect(finds(rules, 'a.example.org', port)).toBeUndefined();
    expect(finds(rules, 'example.org', 443)).toBeUndefined();
    expect(finds(rules, 'badexample.org', 443)).toBeUndefined();
    expect(finds(rules, '127.0.0.1', 443)).toBeUndefined();
  });

  test('UDP is allowed apart from TCP', () => {
    const rules = Rules.of(['pool.ntp.org:123/udp']);
    expect(finds(rules, 'pool.ntp.org', 123, 'udp')).toBeDefined();
    expect(finds(rules, 'pool.ntp.org', 123)).toBeUndefined();
  });

  test('an address is allowed by itself only, and one that is not public only where that is meant', () => {
    const rules = Rules.of(['93.184.215.14:80', '[2606:2800:21::1]:80'], ['192.168.0.7:80']);
    expect(finds(rules, '93.184.215.14', 80)).toEqual({ isPrivate: false });
    expect(finds(rules, '2606:2800:21:0::1', 80)).toEqual({ isPrivate: false });
    expect(finds(rules, '192.168.0.7', 80)).toEqual({ isPrivate: true });
    expect(finds(rules, '192.168.0.8', 80)).toBeUndefined();
    expect(() => Rules.of(['192.168.0.7:80'])).toThrow('192.168.0.7 is not a public address');
  });

  test('are told in the notation in which they are written', () => {
    const texts = ['micropython.org:80', '*.example.org:443,8000-8099', '[2606:2800:21::1]:80', 'a.b:1/udp'];
    expect(Rules.of(texts).text.split('\n')).toEqual(texts);
  });

  test.each([
    '',
    'micropython.org',
    'micropython.org:',
    ':80',
    '*:80',
    '*.:80',
    '*.*.org:80',
    'a.*.org:80',
    'micropython.org:0',
    'micropython.org:65536',
    'micropython.org:90-80',
    'micropython.org:80;81',
    'micropython.org:80/tcp',
    'http://micropython.org:80',
    '127.1:80',
    '::1:80',
    '*.127.0.0.1:80',
  ])('%j is none', (text) => expect(() => Rules.of([text])).toThrow(/is no rule/));
});
