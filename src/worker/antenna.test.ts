import { expect, test } from 'vitest';
import type { AirMessage } from '../protocol/messages';
import { Antenna } from './antenna';

function antenna(): { sent: AirMessage[]; antenna: Antenna } {
  const sent: AirMessage[] = [];
  return { sent, antenna: new Antenna((message) => sent.push(message)) };
}

test('frames of one moment leave together, in order, when the board looks', () => {
  const { sent, antenna: way } = antenna();
  way.send({ kind: 'accepted', stream: 2 });
  way.send({ kind: 'fin', stream: 2 });
  expect(sent).toEqual([]);
  way.flush();
  expect(sent).toEqual([
    {
      kind: 'air',
      frames: [
        { kind: 'accepted', stream: 2 },
        { kind: 'fin', stream: 2 },
      ],
    },
  ]);
});

test('nothing leaves when there is nothing to say', () => {
  const { sent, antenna: way } = antenna();
  way.flush();
  expect(sent).toEqual([]);
});

test('a board that never looks sends all the same, so that what waits is bounded', () => {
  const { sent, antenna: way } = antenna();
  for (let stream = 1; stream <= 1000; stream++) way.send({ kind: 'fin', stream });
  const gone = sent.flatMap(({ frames }) => frames).length;
  expect(gone).toBeGreaterThan(900);
});
