/** A mutant of a lesson of ours that does what the solution does: that it passes is right. */
interface Equivalent {
  readonly lesson: string;
  readonly step: string;
  /** Stands in the mutant's name. */
  readonly mutant: string;
  readonly why: string;
}

const EQUIVALENT: readonly Equivalent[] = [
  {
    ...{ lesson: 'first-contact', step: 'stop-it', mutant: '“n += 1”: after the next one' },
    why: 'It counts from 0 instead of from 1, and comes to 5 all the same.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: "cl.makefile('rw', 0)" },
    why: 'Streams of sockets know no text mode: the mode is not looked at.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: 'another page is opened' },
    why: 'This server answers every path with its one page.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'challenge', mutant: 'action 1: press is left out' },
    why: 'Running the next block stops what runs before.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'half-an-answer', mutant: "data.split(b'\\r\\n\\r\\n', 2)" },
    why: 'The pages of this step have no empty line in their body.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'half-an-answer', mutant: '> 101' },
    why: 'The page is longer than that, too.',
  },
  {
    ...{ lesson: 'one-server-many-clients', step: 'stuck', mutant: "('127.0.0.', 80)" },
    why: 'To MicroPython this is 127.0.0.0, which is the board itself as well.',
  },
  {
    ...{
      lesson: 'one-server-many-clients',
      step: 'tasks',
      mutant: '“await asyncio.sleep(1)”: after the next one',
    },
    why: 'It counts a second before it has passed.',
  },
  {
    ...{
      lesson: 'one-server-many-clients',
      step: 'challenge',
      mutant: '“await writer.drain()”: after the next one',
    },
    why: 'What was written is sent before the connection closes, whether it is waited for or not.',
  },
];

/** Why a mutant is as good as the solution; null: it is not known to be. */
export function equivalence(lesson: string, step: string, mutant: string): string | null {
  const found = EQUIVALENT.find(
    (one) => one.lesson === lesson && one.step === step && mutant.includes(one.mutant),
  );
  return found?.why ?? null;
}
