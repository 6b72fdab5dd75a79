import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AirFrame } from '../protocol/air';
import { anyAirFrame } from '../protocol/air-frames.test-helpers';
import { Board } from './board';
import { PolledClock } from './polled-clock';

/** A frame, or milliseconds that pass. */
type Step = AirFrame | number;

const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(anyAirFrame(536, 1473), fc.nat(4_000)), {
  maxLength: 60,
});

test('whatever comes over the air, the board goes on, finds its network again, and serves', () => {
  fc.assert(
    fc.property(steps, (given) => {
      let now = 0;
      const sent: AirFrame[] = [];
      const clock = new PolledClock(() => now);
      const board = new Board({ clock, random: () => 0.5, send: (frame) => sent.push(frame) });
      const pass = (milliseconds: number): void => {
        now += milliseconds;
        clock.runDue();
      };
      const { lwip } = board;
      const server = lwip.socket();
      lwip.bind(server, '0.0.0.0', 80);
      lwip.listen(server, 2);
      for (const step of given) {
        if (typeof step === 'number') pass(step);
        else board.receive(step);
      }
      board.receive({ kind: 'link', up: true });
      for (let second = 0; second < 10; second++) pass(1_000);
      expect(board.station.connected).toBe(true);
      // Whoever came before and was not accepted makes room.
      for (let left = 5; left > 0; left--) lwip.close(lwip.accept(server));
      for (let second = 0; second < 6; second++) pass(1_000);
      expect(lwip.openStreams).toBe(0);
      const from = { ip: '192.168.1.10', port: 50_000 };
      board.receive({
        kind: 'open',
        stream: 2_147_483_646,
        from,
        to: { ip: '192.168.1.42', port: 80 },
        window: 10,
      });
      expect(lwip.accept(server)).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
