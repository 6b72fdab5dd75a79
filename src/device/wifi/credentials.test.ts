import { expect, test } from 'vitest';
import { decodeCredentials, encodeCredentials } from './credentials';

test.each([
  { ssid: 'Pinwire', key: 'blinkenlights' },
  { ssid: 'Café', key: '', bssid: [1, 2, 3, 4, 5, 255] },
])('credentials are what they were: %o', (credentials) => {
  expect(decodeCredentials(encodeCredentials(credentials))).toEqual(credentials);
});

test.each(['', 'null', '5', '{"ssid":1}', '{"ssid":"a"}', '{'])('what is none is none: %s', (text) => {
  expect(decodeCredentials(new TextEncoder().encode(text))).toBeNull();
});
