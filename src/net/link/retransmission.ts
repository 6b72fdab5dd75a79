import type { AirFrame } from '../../protocol/air';
import { unreachable } from '../../shared/unreachable';

/** A SYN is sent again each second (reference/esp8266 §2.4). */
const SYN_TIMEOUT = 1_000;
/** When the board's resolver asks again, after its first question (reference/esp8266 §2.2). */
const LOOKUP_RETRIES = [1_000, 2_000, 4_000] as const;
/** RFC 6298 §2.5. */
const LONGEST_TIMEOUT = 60_000;
/** lwIP's TCP_MAXRTX. It would give up then, after a quarter of an hour; here the twelfth always arrives. */
const MOST_LOSSES = 12;

/**
 * How much later a frame arrives because it, or what is sent in its place, gets lost; Infinity is never.
 *
 * @param loses says for one packet whether it gets lost
 * @param timeout how long TCP waits for an acknowledgement before it sends data again
 */
export function lossDelay(frame: AirFrame, loses: () => boolean, timeout: number): number {
  switch (frame.kind) {
    case 'open':
    case 'opened':
    case 'refused':
      return losses(loses) * SYN_TIMEOUT;
    case 'data':
    case 'fin':
      return backedOff(losses(loses), timeout);
    case 'query':
    case 'answer':
      if (!loses()) return 0;
      return LOOKUP_RETRIES.find(() => !loses()) ?? Infinity;
    case 'datagram':
      return loses() ? Infinity : 0;
    case 'credit':
      // The next acknowledgement makes up for one that is lost.
      return 0;
    case 'reset':
    case 'accepted':
    case 'link':
    case 'lease':
      return 0;
    default:
      return unreachable(frame);
  }
}

function losses(loses: () => boolean): number {
  let count = 0;
  while (count < MOST_LOSSES && loses()) count++;
  return count;
}

/** Each timeout is twice the one before (RFC 6298 §5.5). */
function backedOff(times: number, first: number): number {
  let delay = 0;
  for (let turn = 0, timeout = first; turn < times; turn++, timeout *= 2) {
    delay += Math.min(timeout, LONGEST_TIMEOUT);
  }
  return delay;
}
