import { expect, test } from 'vitest';
import type { SiteWorkerState } from '../../session/site-worker/site-worker-state';
import { tabLink } from './tab-link';

const READY: SiteWorkerState = { copy: { kind: 'not-begun' }, update: false };
const tabs = {
  embedded: false,
  prefix: (port: number) => `https://school.test/device/t${port === 80 ? '' : `:${port}`}`,
};
const none = { embedded: false, prefix: () => null };

test('what the pane shows has an address in a tab', () => {
  expect(tabLink('http://192.168.1.42/led?on=1', tabs, READY)).toEqual({
    href: 'https://school.test/device/t/led?on=1',
  });
  expect(tabLink('http://192.168.1.42:8080/', tabs, READY)).toEqual({
    href: 'https://school.test/device/t:8080/',
  });
});

test('other hosts of the network have none', () => {
  expect(tabLink('http://203.0.113.80/', tabs, READY)).toHaveProperty('why');
});

test('in a frame of another site, a sentence says why', () => {
  expect(tabLink('http://192.168.1.42/', { ...tabs, embedded: true }, READY)).toHaveProperty('why');
});

test('where there is no service worker, a sentence says why', () => {
  const why = (['insecure', 'unsupported', 'refused'] as const).map((reason) =>
    tabLink('http://192.168.1.42/', none, { copy: { kind: 'none', why: reason }, update: false }),
  );
  const starting = tabLink('http://192.168.1.42/', none, READY);
  expect(new Set([starting, ...why].map((link) => ('why' in link ? link.why() : ''))).size).toBe(4);
});
