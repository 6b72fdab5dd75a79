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
    ...{ lesson: 'first-contact', step: 'stop-it', mutant: '“import time”: after the next one' },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{ lesson: 'first-contact', step: 'stop-it', mutant: 'a number is one more: n = 1' },
    why: 'It counts from another number, and comes to 5 all the same.',
  },
  {
    ...{ lesson: 'first-contact', step: 'stop-it', mutant: '“print(n)”: after the next one' },
    why: 'It waits before it prints instead of after it.',
  },
  {
    ...{ lesson: 'first-contact', step: 'stop-it', mutant: '“time.sleep(0.2)”: left out' },
    why: 'It counts faster; the step asks for 5 and for Ctrl-C.',
  },
  {
    ...{ lesson: 'first-contact', step: 'paste-it', mutant: "“if letter == ' ':”" },
    why: 'The space between two words is drawn otherwise; the step asks for letters.',
  },
  {
    ...{ lesson: 'first-contact', step: 'paste-it', mutant: '“print()”: left out' },
    why: 'The space between two words is drawn otherwise; the step asks for letters.',
  },
  {
    ...{ lesson: 'first-contact', step: 'paste-it', mutant: "blink_code('boar')" },
    why: 'Another word, and the step asks for any.',
  },
  {
    ...{ lesson: 'first-contact', step: 'keep-a-note', mutant: "f.write('remember me')" },
    why: 'The words are there; only the line has no end.',
  },
  {
    ...{ lesson: 'first-contact', step: 'starts-by-itself', mutant: "print('I am u')" },
    why: 'The step asks for any line that is printed.',
  },
  {
    ...{ lesson: 'first-contact', step: 'stop-it', mutant: '“n += 1”: after the next one' },
    why: 'It counts from 0 instead of from 1, and comes to 5 all the same.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'find-the-host', mutant: 'nl", 24)' },
    why: 'A name has the same address at every port.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'watch-the-film', mutant: 's.recv(501)' },
    why: 'A little more at a time.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'watch-the-film', mutant: "str(data, 'utf')" },
    why: 'MicroPython knows one encoding, and does not look at the name.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'fetch-a-page', mutant: '“import socket”' },
    why: 'The prompt has imported it before.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'fetch-a-page', mutant: "(path, host), 'utf'))" },
    why: 'MicroPython knows one encoding, and does not look at the name.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'fetch-a-page',
      mutant: '“addr = socket.getaddrinfo(host, 80)[0][-1]”: after the next one',
    },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'fetch-a-page', mutant: 's.recv(101)' },
    why: 'A little more at a time.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'fetch-a-page', mutant: "str(data, 'utf')" },
    why: 'MicroPython knows one encoding, and does not look at the name.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'serve-the-pins',
      mutant:
        '“pins = [machine.Pin(i, machine.Pin.IN) for i in (0, 2, 4, 5, 12, 13, 14, 15)]”: after the next one',
    },
    why: 'The two lines have nothing to do with each other.',
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
