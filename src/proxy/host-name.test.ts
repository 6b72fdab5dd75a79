import { describe, expect, test } from 'vitest';
import { canonicalHost } from './host-name';

describe('a host', () => {
  test.each([
    ['micropython.org', 'micropython.org'],
    ['MicroPython.ORG', 'micropython.org'],
    ['micropython.org.', 'micropython.org'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['1.2.3.example', '1.2.3.example'],
    ['a-b.c', 'a-b.c'],
  ])('%s is the name %s', (text, name) => expect(canonicalHost(text)).toEqual({ kind: 'name', name }));

  test.each([
    ['93.184.215.14', '93.184.215.14'],
    ['127.0.0.1', '127.0.0.1'],
    ['2606:2800:0021:0000::0001', '2606:2800:21::1'],
    ['2606:2800:21::ABCD', '2606:2800:21::abcd'],
  ])('%s is the address %s', (text, address) =>
    expect(canonicalHost(text)).toEqual({ kind: 'address', address }),
  );

  test.each([
    '',
    ' ',
    '.',
    '..',
    'a..b',
    '.a',
    'a.b..',
    'a b',
    'a\tb',
    'a\0',
    'micropython.org\0.evil.example',
    'micropython.org%00',
    '-a.org',
    'a-.org',
    'a_b.org',
    'a/b',
    'a#',
    'a?',
    'user@micropython.org',
    '127.0.0.1@x',
    '127.0.0.1#',
    '127.0.0.1.',
    '127.1',
    '127.0.1',
    '0',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '127.0.0.01',
    '256.0.0.1',
    'example.0x10',
    'example.1',
    '[::1]',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    'fe80::1%eth0',
    'fe80::1%0',
    '::1%',
    ':::1',
    'ⓛocalhost',
    'locaℓhost',
    'micropython。org',
    'm\u212aicropython.org',
    'bücher.example',
    'a'.repeat(64),
    `${'a'.repeat(60)}.`.repeat(5),
    'a'.repeat(300),
  ])('%j is none', (text) => expect(canonicalHost(text)).toBeUndefined());
});
