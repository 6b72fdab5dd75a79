import { expect, test } from 'vitest';
import { resolveByDns } from './resolver';

test.each(['localhost', 'board.localhost'])(
  '%s is this machine, and no name server is asked',
  async (name) => {
    expect(await resolveByDns(name, AbortSignal.timeout(1_000))).toEqual(['127.0.0.1', '::1']);
  },
);
