import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import type { Connection, ConnectionHandlers, Service } from '../lan-stream';
import { SendAll } from '../send-all';
import { film } from './film/film';

/**
 * `towel.blinkenlights.nl`: whoever connects by telnet is shown a film, from its beginning, and the connection closes
 * at its end. What the client sends (telnet's negotiation) is read and ignored.
 *
 * A slow reader makes the film wait: the next frame is drawn only when the one before has left. Skipping frames
 * instead would keep the film's time but lose the story to somebody who stopped the loop with Ctrl-C to look at
 * something and went on; and at 500 bytes a read, nobody who keeps reading is slow.
 */
export function towel(clock: Clock): Service {
  return (connection) => show(connection, clock);
}

function show(connection: Connection, clock: Clock): ConnectionHandlers {
  const sending = new SendAll(connection);
  const interval = 1000 / film.framesPerSecond;
  let next = 0;
  let due = clock.now;
  let stopTimer: Dispose = () => undefined;

  const showNext = () => {
    if (next === film.frames) {
      connection.end();
      return;
    }
    sending.start(film.frame(next), () => {
      next++;
      // Time lost to a slow reader is not made up for.
      due = Math.max(due + interval, clock.now);
      stopTimer = clock.after(due - clock.now, showNext);
    });
  };
  showNext();

  return {
    onData: (bytes) => {
      connection.consumed(bytes.length);
    },
    onEnd: () => {
      stopTimer();
      connection.end();
    },
    onReset: () => {
      stopTimer();
    },
    onRoom: () => {
      sending.resume();
    },
  };
}
