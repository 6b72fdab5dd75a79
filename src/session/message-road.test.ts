import { expect, test } from 'vitest';
import { decodeToDevice } from '../protocol/codec';
import type { ToDevice } from '../protocol/messages';
import type { RoadMessage } from '../protocol/road';
import { MessageRoad } from './message-road';

function begun() {
  const posted: RoadMessage[] = [];
  const road = new MessageRoad((message) => posted.push(message));
  road.begin();
  return { road, posted };
}

const KEYS: ToDevice = { kind: 'uart', bytes: new Uint8Array(255) };

test('a message goes as the record that would lie in the ring', () => {
  const { road, posted } = begun();
  expect(road.send({ kind: 'run-file', path: '/a.py' })).toBe(true);
  const [message] = posted;
  expect(message?.kind === 'record' && decodeToDevice(message.record)).toEqual({
    kind: 'run-file',
    path: '/a.py',
  });
});

test('a board that takes nothing is sent 128 KiB and no more, until it has taken some', () => {
  const { road, posted } = begun();
  let sent = 0;
  while (road.send(KEYS)) sent++;
  expect(sent).toBe(512);
  expect(road.send(KEYS)).toBe(false);
  expect(posted).toHaveLength(512);
  road.receive({ kind: 'records-taken', bytes: 256 });
  expect([road.send(KEYS), road.send(KEYS)]).toEqual([true, false]);
});

test('counts go on when there is no room for more, each as the sum so far', () => {
  const { road, posted } = begun();
  while (road.send(KEYS));
  posted.length = 0;
  road.interrupt();
  road.interrupt();
  road.acknowledge(4096);
  road.acknowledge(10);
  road.acknowledgeFiles(3);
  expect(posted).toEqual([
    { kind: 'count', of: 'interrupts', value: 1 },
    { kind: 'count', of: 'interrupts', value: 2 },
    { kind: 'count', of: 'outputTaken', value: 4096 },
    { kind: 'count', of: 'outputTaken', value: 4106 },
    { kind: 'count', of: 'filesKept', value: 3 },
  ]);
});

test('what is sent before the worker knows its road comes after that, in order', () => {
  const posted: RoadMessage[] = [];
  const road = new MessageRoad((message) => posted.push(message));
  road.interrupt();
  road.send(KEYS);
  expect([posted, road.filesPosted]).toEqual([[], 0]);
  road.begin();
  expect(posted.map(({ kind }) => kind)).toEqual(['count', 'record']);
});

test('what the board has written is asked for, and is not known before the answer', () => {
  const { road, posted } = begun();
  expect(road.filesPosted).toBeUndefined();
  const answers: number[] = [];
  road.askFilesPosted((sequence) => answers.push(sequence));
  expect([posted, answers]).toEqual([[{ kind: 'ask-files-posted' }], []]);
  road.receive({ kind: 'files-posted', sequence: 4 });
  road.receive({ kind: 'files-posted', sequence: 5 });
  expect(answers).toEqual([4]);
});
