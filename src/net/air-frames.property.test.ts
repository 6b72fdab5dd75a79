import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AirFrame } from '../protocol/air';
import { anyAirFrame } from '../protocol/air-frames.test-helpers';
import { CONDITION_PRESETS, GOOD_CONDITIONS } from '../protocol/lan-conditions';
import { LAN_WINDOW } from './lan-stream';
import { FakeBoard } from './fake-board.test-helpers';

/** A frame, milliseconds that pass, or another network. */
type Step = AirFrame | number | { readonly conditions: keyof typeof CONDITION_PRESETS };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: anyAirFrame(LAN_WINDOW, LAN_WINDOW + 1, 20_000) },
    { weight: 2, arbitrary: fc.nat(3_000) },
    {
      weight: 1,
      arbitrary: fc.record({ conditions: fc.constantFrom(...Object.keys(CONDITION_PRESETS)) }),
    } as { weight: number; arbitrary: fc.Arbitrary<Step> },
  ),
  { maxLength: 60 },
);

test('whatever a board sends, the network goes on, keeps what is not over and nothing else, and answers', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const board = new FakeBoard();
      board.deaf = true;
      const { network } = board;
      const opened = new Set<number>();
      for (const step of given) {
        if (typeof step === 'number') board.advance(step, 500);
        else if ('conditions' in step) network.setConditions(CONDITION_PRESETS[step.conditions]);
        else {
          if (step.kind === 'open') opened.add(step.stream);
          network.fromBoard(step);
        }
        expect(network.openConnections).toBeLessThanOrEqual(opened.size);
      }
      network.boardGone();
      expect(network.openConnections).toBe(0);

      network.setConditions(GOOD_CONDITIONS);
      board.advance(60_000, 5_000);
      board.deaf = false;
      expect(board.resolve('echo.test')).toEqual(['203.0.113.7']);
      const connection = board.connect({ ip: '203.0.113.7', port: 7 });
      connection.send('there?');
      board.settle();
      expect(connection.text).toBe('there?');
    }),
    { numRuns: 200 },
  );
});
