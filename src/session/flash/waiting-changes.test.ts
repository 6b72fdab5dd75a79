import { expect, test } from 'vitest';
import type { FileChange } from '../../protocol/messages';
import { WaitingChanges, type ChangeSet } from './waiting-changes';

const file = (path: string, text = ''): FileChange => ({
  path,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
});
const gone = (path: string): FileChange => ({ path, kind: 'removed' });
const stored = (): boolean => true;
const words = (sets: readonly ChangeSet[]): string[] =>
  sets.map((set) =>
    [...set.values()]
      .map(
        (each) => `${each.path} ${each.kind === 'file' ? new TextDecoder().decode(each.bytes) : each.kind}`,
      )
      .join(', '),
  );

test('of several versions of a file the last one waits', () => {
  const waiting = new WaitingChanges();
  for (const text of ['1', '2', '3']) waiting.add([file('/a', text)], stored);
  expect(words(waiting.take())).toEqual(['/a 3']);
  expect(waiting.empty).toBe(true);
});

test('changes that share a path are one set; others stay apart, in their order', () => {
  const waiting = new WaitingChanges();
  waiting.add([file('/b', '1')], stored);
  waiting.add([file('/a', '1')], stored);
  waiting.add([gone('/a'), file('/c', '1')], stored);
  expect(words(waiting.take())).toEqual(['/b 1', '/a removed, /c 1']);
});

test('only the sets that touch a path are taken, and the rest go on waiting', () => {
  const waiting = new WaitingChanges();
  waiting.add([file('/a', '1'), file('/b', '1')], stored);
  waiting.add([file('/c', '1')], stored);
  expect(words(waiting.take(['/b', '/x']))).toEqual(['/a 1, /b 1']);
  expect(waiting.paths).toEqual(['/c']);
});

test('what comes back is older than what came since, and joins it', () => {
  const waiting = new WaitingChanges();
  waiting.add([file('/a', 'old'), file('/b', 'old')], stored);
  const [back] = waiting.take();
  waiting.add([file('/a', 'new')], stored);
  if (back) waiting.putBack(back, stored);
  expect(words(waiting.take())).toEqual(['/a new, /b old']);
});

test('what was made and removed before it was stored leaves nothing behind', () => {
  const waiting = new WaitingChanges();
  for (let n = 0; n < 1000; n++) {
    waiting.add([file(`/tmp${n}`, 'x')], () => false);
    waiting.add([gone(`/tmp${n}`), file('/log', String(n))], () => false);
  }
  expect(words(waiting.take())).toEqual(['/log 999']);
});
