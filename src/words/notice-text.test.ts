import { describe, expect, test } from 'vitest';
import type { Notice } from '../protocol/notices';
import { VIRTUAL_HOSTS } from '../protocol/virtual-hosts';
import { german } from './de';
import { internet } from './en/internet';
import { notices } from './en/notices';
import { noticeText } from './notice-text';

const english = { notices: notices.english, internet: internet.english };

/** Each kind once: the compiler wants them all. */
const ONE_OF_EACH: Readonly<Record<Notice['kind'], Notice>> = {
  'not-simulated': { kind: 'not-simulated', name: 'machine.I2C' },
  'no-module': { kind: 'no-module', name: 'ntptime' },
  'no-pwm-edges': { kind: 'no-pwm-edges', gpio: 4 },
  'sent-nowhere': { kind: 'sent-nowhere', gpio: 4 },
  'nothing-on-a0': { kind: 'nothing-on-a0' },
  'no-supply-voltage': { kind: 'no-supply-voltage' },
  'storage-slow': { kind: 'storage-slow' },
  'dupterm-cut': { kind: 'dupterm-cut' },
  'tls-not-encrypted': { kind: 'tls-not-encrypted' },
  'console-overrun': { kind: 'console-overrun' },
  'packet-too-large': { kind: 'packet-too-large', bytes: 1473, most: 1472 },
  'other-address': { kind: 'other-address', ip: '10.0.0.2', reachedAt: '192.168.1.42' },
  'sleep-too-long': { kind: 'sleep-too-long', asked: 4295, lasts: 0 },
  'no-port': { kind: 'no-port', port: 70000, takenAs: 4464 },
  'file-not-run': { kind: 'file-not-run', path: '/main.py' },
  'not-done': { kind: 'not-done', asked: 'write-file', detail: 'Error: x' },
  'unknown-name': { kind: 'unknown-name', name: 'x.example', rules: null },
  'proxy-lost': { kind: 'proxy-lost', why: 'ended' },
  'not-reached': { kind: 'not-reached', host: 'a.example', port: 80, failure: 'blocked' },
  'files-damaged': { kind: 'files-damaged', paths: ['/main.py', '/lib/x.py'] },
  'flash-not-read': { kind: 'flash-not-read', detail: 'Error: locked' },
  'network-restarted': { kind: 'network-restarted' },
  'input-too-long': { kind: 'input-too-long' },
  'input-waits': { kind: 'input-waits' },
  'board-busy': { kind: 'board-busy' },
};

test.each(Object.values(ONE_OF_EACH))('$kind is told in each language', (notice) => {
  const texts = [english, german].map((words) => noticeText(notice, words));
  expect(new Set(texts).size).toBe(2);
  for (const text of texts) {
    expect(text).not.toContain('undefined');
    for (const value of Object.values(notice).filter((one) => one !== notice.kind))
      if (typeof value === 'string' && !/^(?:blocked|ended|write-file)$/.test(value))
        expect(text).toContain(value.replace(/^\//, ''));
  }
});

describe('a name that nobody has', () => {
  const told = (rules: readonly string[] | null): string =>
    noticeText({ kind: 'unknown-name', name: 'x.example', rules }, english);

  test('comes with those that there are', () => {
    for (const { name } of VIRTUAL_HOSTS) expect(told(null)).toContain(name);
  });

  test('with real hosts, with what the proxy allows, as far as it fits', () => {
    const rules = Array.from({ length: 10 }, (_, n) => `h${n}.example:80`);
    expect(told(rules)).toContain('h6.example:80 and h7.example:80 and 2 more.');
    expect(told([])).toContain('It allows nothing.');
  });
});

test('what is not simulated comes with a reason where there is one', () => {
  const told = (name: string): string => noticeText({ kind: 'not-simulated', name }, english);
  expect(told('vfs.mount')).toMatch(/\. The board has one file system, at \/\.$/);
  expect(told('machine.I2C')).toMatch(/EOPNOTSUPP\)\.$/);
  expect(told('toString')).not.toContain('function');
});
