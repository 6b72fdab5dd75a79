import type { RealFailure, RealHosts } from '../protocol/real-hosts';
import type { Notice } from './session';

/** A real host was not reached, for a reason that no program on the board can see. */
export function notReached(host: string, port: number, failure: RealFailure): Notice {
  return {
    feature: `${failure} ${host}:${port}`,
    fact: { kind: 'not-reached', host, port, failure },
    text: FAILURES[failure](`${host}, port ${port}`),
  };
}

const FAILURES: Readonly<Record<RealFailure, (where: string) => string>> = {
  blocked: (where) =>
    `The proxy does not allow connections to ${where}. To the program it looks like a closed port.`,
  unreachable: (where) =>
    `The proxy cannot reach ${where}: there is no such host, or no way to it. Nothing answers the program.`,
  timeout: (where) => `${where} did not answer the proxy. Nothing answers the program, either.`,
  throttled: (where) =>
    `The proxy took no connection to ${where}: too many are open, or too many were opened lately. Wait a minute, then try again.`,
};

/** What the student should know when the proxy is gone; null while all is as wanted. */
export function proxyLost(before: RealHosts, now: RealHosts): Notice | null {
  if (now.kind !== 'lost' || before.kind === 'lost') return null;
  const { why } = now;
  return {
    feature: `proxy ${why}`,
    fact: { kind: 'proxy-lost', why },
    text: `${LOST[why]} ${ADVICE[why]}`,
  };
}

type LossReason = Extract<RealHosts, { kind: 'lost' }>['why'];

const LOST: Readonly<Record<LossReason, string>> = {
  unreachable: 'The proxy to real hosts does not answer: names are not found until it does.',
  'not-wisp': 'What answers at the address of the proxy is none: names are not found.',
  ended: 'The proxy to real hosts has ended: connections through it were reset.',
};

const ADVICE: Readonly<Record<LossReason, string>> = {
  unreachable: 'Start it, or go back to virtual hosts.',
  'not-wisp': 'Check the address, or go back to virtual hosts.',
  ended: 'The next use tries it again; or go back to virtual hosts.',
};
