import type { Clock } from '../../shared/clock';
import type { Service } from '../lan-stream';
import { headOf, wholeAnswer } from './http-answer';
import { httpService } from './http-service';
import type { Step } from './script';

export interface FaultOptions {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

/** Between two bytes of `drip.test`, in milliseconds. */
const DRIP = 5;
/** What `late.test` takes, in milliseconds. */
export const LATE = 5_000;
/** Long enough for what was sent before to be read. */
const PAUSE = 100;

const body = new TextEncoder().encode(`This page has six lines, and a program that gets
fewer of them was cut off. How a program knows:
Content-Length says how many bytes there are;
without it, the page ends where the server closes.
A program that has read them all is done, whatever
happens to the connection then. This is line six.
`);

/** Web servers that do what servers do on a bad day, whatever is asked of them. */
export function faults({ clock, wallClock }: FaultOptions) {
  const page = (): Uint8Array => wholeAnswer(ANSWER, 'GET', wallClock());
  /** Its head and half of its body. */
  const half = (): Uint8Array => {
    return page().subarray(0, headOf(ANSWER, wallClock()).length + (body.length >> 1));
  };
  const serve = (steps: () => Iterable<Step>): Service => httpService({ clock, respond: steps });
  return {
    reset: serve(() => [{ send: half() }, { wait: PAUSE }, { reset: true }]),
    cut: serve(() => [{ send: half() }, { wait: PAUSE }]),
    late: serve(() => [{ wait: LATE }, { send: page() }]),
    drip: serve(() => drops(page())),
  };
}

const ANSWER = { status: 200, type: 'text/plain', body };

function* drops(bytes: Uint8Array): Iterable<Step> {
  for (let place = 0; place < bytes.length; place++) {
    yield { send: bytes.subarray(place, place + 1) };
    yield { wait: DRIP };
  }
}
