import { describe, expect, test } from 'vitest';
import { parseIpv4 } from './address';

describe('an address in dotted form', () => {
  test.each([
    ['192.168.1.42', '192.168.1.42'],
    ['0.0.0.0', '0.0.0.0'],
    ['127.1', '127.0.0.1'],
    ['10.1.256', '10.1.1.0'],
    ['3232235818', '192.168.1.42'],
    ['0x7f.1', '127.0.0.1'],
    ['0XC0A8012A', '192.168.1.42'],
    ['010.0.0.1', '8.0.0.1'],
    ['255.255.255.254', '255.255.255.254'],
  ])('%s is %s', (text, address) => {
    expect(parseIpv4(text)).toBe(address);
  });

  test.each([
    '',
    'micropython.org',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.256',
    '1..2',
    '1.2.3.',
    '09.1.1.1',
    '0x.1.1.1',
    '-1.2.3.4',
    ' 1.2.3.4',
    '1.2.65536',
    '255.255.255.255',
  ])('“%s” is a name', (text) => {
    expect(parseIpv4(text)).toBeUndefined();
  });
});
