import { describe, expect, test } from 'vitest';
import { isMulticast, parseDotted, parseIpv4 } from './address';

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

describe('an address as bind, connect and sendto take it', () => {
  test.each([
    ['', '0.0.0.0'],
    ['192.168.1.42', '192.168.1.42'],
    ['255.255.255.255', '255.255.255.255'],
    ['010.0.0.1', '10.0.0.1'],
    ['1.2.3.300', '1.2.3.44'],
    ['1.2.3.4 or so', '1.2.3.4'],
    ['...', '0.0.0.0'],
  ])('%s is %s', (text, address) => {
    expect(parseDotted(text)).toBe(address);
  });

  test.each(['micropython.org', '127.1', '1.2.3', '1.2.3.4.5', '0x7f.0.0.1'])('“%s” is none', (text) => {
    expect(parseDotted(text)).toBeUndefined();
  });
});

test('224.0.0.0 to 239.255.255.255 are groups', () => {
  expect(['223.9.9.9', '224.0.0.1', '239.255.255.255', '240.0.0.0'].map(isMulticast)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
