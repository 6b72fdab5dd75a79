import { expect, test } from 'vitest';
import { DeviceLinks } from './device-links';

const links = new DeviceLinks('/lab/', { tab: 't1', port: 8080 }, '192.168.1.42');

test.each([
  ['/', '/lab/device/t1:8080/'],
  [' /x?y#z', '/lab/device/t1:8080/x?y#z'],
  ['http://192.168.1.42/x', '/lab/device/t1/x'],
  ['HTTP://192.168.1.42:8080', '/lab/device/t1:8080/'],
  ['//192.168.1.42?q', '/lab/device/t1/?q'],
  ['/lab/device/t1/x', '/lab/device/t1/x'],
  ['/lab/device/other/x', '/lab/device/t1:8080/lab/device/other/x'],
])('%s stays on the board: %s', (from, to) => {
  expect(links.toTab(from)).toBe(to);
});

test.each([
  '',
  'x',
  '../x',
  '#a',
  '?q',
  '//cdn.test/',
  '/\\cdn.test/',
  'http://192.168.1.420/',
  'https://192.168.1.42/',
  'mailto:a@b',
])('%s is left alone', (address) => {
  expect(links.toTab(address)).toBe(address);
});

test('the board knows its pages by its own address', () => {
  const at = (path: string) => links.toBoard(`https://school.test${path}`);
  expect(at('/lab/device/t1/x?y')).toBe('http://192.168.1.42/x?y');
  expect(at('/lab/device/t1:81/')).toBe('http://192.168.1.42:81/');
  expect(at('/lab/device/other/x')).toBeNull();
  expect(at('/lab/')).toBeNull();
});
