import { expect, test } from 'vitest';
import { devicePrefix, readDevicePath } from './device-url';

test('an address leads to a tab, a port and a target, and back', () => {
  for (const base of ['/', '/a/b/']) {
    for (const place of [
      { tab: '5f3a-11', port: 80 },
      { tab: '{odd id}', port: 8080 },
    ]) {
      const path = `${devicePrefix(base, place)}/led?on=1`;
      expect(readDevicePath(base, path)).toEqual({ ...place, target: '/led?on=1' });
    }
  }
  expect(devicePrefix('/', { tab: 'x', port: 80 })).toBe('/device/x');
  expect(devicePrefix('/lab/', { tab: 'x', port: 8080 })).toBe('/lab/device/x:8080');
});

test('without its last slash it has no target', () => {
  expect(readDevicePath('/', '/device/x')).toEqual({ tab: 'x', port: 80, target: '' });
  expect(readDevicePath('/', '/device/x:81')).toEqual({ tab: 'x', port: 81, target: '' });
});

test.each([
  '/',
  '/index.html',
  '/device/',
  '/device//x',
  '/device/x:0/',
  '/device/x:70000/',
  '/device/%/',
  '/devices/x/',
])('%s is none', (path) => {
  expect(readDevicePath('/', path)).toBeNull();
});

test('a path beside the folder is none', () => {
  expect(readDevicePath('/a/', '/device/x/')).toBeNull();
});
