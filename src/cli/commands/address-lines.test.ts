import { describe, expect, test } from 'vitest';
import { addressLines } from './address-lines';

describe('pinwire serve says where the page is', () => {
  test.each(['127.0.0.1', 'localhost', '::1'])('on this machine alone: %s', (host) => {
    expect(addressLines(host, 8080, false, ['192.168.1.5'])).toEqual([
      `Pinwire runs at  http://${host.includes(':') ? `[${host}]` : host}:8080/`,
      'Other machines cannot reach it; --host 0.0.0.0 lets them.',
    ]);
  });

  test('for others over https, at each address', () => {
    expect(addressLines('0.0.0.0', 443, true, ['192.168.1.5'])).toEqual([
      'Pinwire runs at  https://127.0.0.1:443/',
      'Pinwire runs at  https://192.168.1.5:443/',
    ]);
  });

  test('for others over http, and which browsers that is enough for', () => {
    const [where, ...words] = addressLines('192.168.1.5', 8080, false, []);
    expect(where).toBe('Pinwire runs at  http://192.168.1.5:8080/');
    expect(words.join(' ')).toMatch(
      /Chrome and Edge from 137 on and for Firefox from 153 on.*Safari.*--cert/,
    );
  });
});
