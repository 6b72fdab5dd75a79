import { describe, expect, test } from 'vitest';
import { clientKey, isOwn, isPublic } from './addresses';

describe('an address', () => {
  test.each([
    '93.184.215.14',
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001::8a',
    '::ffff:8.8.8.8',
  ])('%s is public', (address) => expect(isPublic(address)).toBe(true));

  test.each([
    ['this network', '0.0.0.0', '0.1.2.3'],
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ['link-local', '169.254.0.1', 'fe80::1', 'febf::1'],
    [
      'metadata of clouds',
      '169.254.169.254',
      'fd00:ec2::254',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
    ],
    ['shared by carriers', '100.64.0.1', '100.127.255.255'],
    [
      'for protocols and examples',
      '192.0.0.1',
      '192.0.2.1',
      '198.51.100.1',
      '203.0.113.1',
      '2001:db8::1',
      '3fff::1',
    ],
    ['for benchmarks', '198.18.0.1', '198.19.255.255', '2001:2::1'],
    ['multicast', '224.0.0.1', '239.255.255.250', 'ff02::1', 'ff0e::1'],
    ['reserved', '240.0.0.1', '255.255.255.255', '192.88.99.1', '4000::1', '5f00::1', '100::1', '::'],
    ['unique local', 'fc00::1', 'fd12:3456::1'],
    ['site-local', 'fec0::1'],
    [
      'IPv4 in IPv6: mapped',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:169.254.169.254',
      '::ffff:10.0.0.1',
    ],
    ['IPv4 in IPv6: compatible', '::127.0.0.1', '::7f00:1', '::8.8.8.8', '0:0:0:0:0:0:8.8.8.8', '::808:808'],
    ['IPv4 in IPv6: SIIT', '::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'],
    ['IPv4 in IPv6: NAT64', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1'],
    ['IPv4 in IPv6: 6to4', '2002:7f00:1::', '2002:808:808::1'],
    ['IPv4 in IPv6: Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['no address', '', 'localhost', '1.2.3.4.5', 'fe80::1%eth0'],
  ])('is not public: %s', (_, ...addresses) => {
    for (const address of addresses) expect([address, isPublic(address)]).toEqual([address, false]);
  });

  test('is our own when it is loopback, nobody’s in particular, or one of an interface', () => {
    const interfaces = ['192.168.7.5', 'fe80::1%eth0', '2a00::5'];
    for (const own of [
      '127.0.0.1',
      '127.9.9.9',
      '::1',
      '0.0.0.0',
      '::',
      '::ffff:127.0.0.1',
      '192.168.7.5',
      '2a00::5',
    ]) {
      expect([own, isOwn(own, interfaces)]).toEqual([own, true]);
    }
    expect(isOwn('192.168.7.6', interfaces)).toBe(false);
  });

  test('counts as one client with all others of its /64', () => {
    expect(clientKey('2a00:1:2:3:4:5:6:7')).toBe(clientKey('2a00:1:2:3:ffff::1'));
    expect(clientKey('2a00:1:2:3::1')).not.toBe(clientKey('2a00:1:2:4::1'));
    expect(clientKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });
});
