import type { Equivalent } from './equivalent';

export const WHEN_THE_NETWORK_FAILS: readonly Equivalent[] = [
  {
    steps: ['half-an-answer'],
    mutants: ["data.split(b'\\r\\n\\r\\n', 2)"],
    why: 'The pages of this step have no empty line in their body.',
  },
  { steps: ['half-an-answer'], mutants: ['> 101'], why: 'The page is longer than that, too.' },
  {
    steps: ['once-more'],
    mutants: ["“print('attempt', attempt + 1, 'failed:', error)”: after the next one"],
    why: 'It says so after the pause instead of before it.',
  },
  {
    steps: ['challenge', 'half-an-answer'],
    mutants: ['(path, host)).encode())”: after the next one'],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['once-more'],
    mutants: [
      "“print('attempt', attempt + 1, 'failed:', error)”: left out",
      "a number is one more: print('attempt', attempt + 2",
      "print('attemp', ",
      "'failed', error)",
    ],
    why: 'What it says of each attempt is free; the step asks for the pauses and the end.',
  },
  { steps: ['half-an-answer', 'challenge'], mutants: ['s.recv(257)'], why: 'A little more at a time.' },
  {
    steps: ['half-an-answer'],
    mutants: ['s.settimeout(6)'],
    why: 'It waits a little longer, and nothing is late here.',
  },
  { steps: ['challenge'], mutants: ['s.settimeout(21)'], why: 'It waits a little longer.' },
  {
    steps: ['no-name'],
    mutants: ['port=81)', '[1][-1]', '[0][-2]'],
    why: 'The lookup fails, and nothing behind it is reached.',
  },
  {
    steps: ['no-name'],
    mutants: ['“return None”: left out'],
    why: 'A function that ends without return returns None.',
  },
  { steps: ['no-name'], mutants: ["address('nowhere.tes')"], why: 'Another name that nobody has.' },
  {
    steps: ['no-name'],
    mutants: ["print('no address fo'"],
    why: 'The words no address are still there.',
  },
  {
    steps: ['not-for-ever'],
    mutants: ["'silent.test', 81)"],
    why: 'The host is silent at every port.',
  },
  {
    steps: ['half-an-answer'],
    mutants: ['“s.close()”: left out'],
    why: 'The socket is left to the garbage collector; the step asks for nothing else.',
  },
  {
    steps: ['half-an-answer'],
    mutants: ["“len(fetch('micropython.org', '/ks/test.html')) > 100”: after the next one"],
    why: 'Either page may be fetched first.',
  },
  {
    steps: ['challenge'],
    mutants: ["“fetch('http.test', '/json')”: after the next one"],
    why: 'Where nothing fails it is the same; where something does, a whole answer is missing.',
  },
  { steps: ['not-for-ever'], mutants: ['s.settimeout(3)'], why: 'It waits a little longer.' },
  {
    steps: ['half-an-answer', 'challenge'],
    mutants: ['“s.settimeout(5)”: left out', '“s.settimeout(20)”: left out'],
    why: 'It is for hosts that say nothing, and these do.',
  },
  {
    steps: ['half-an-answer'],
    mutants: ["startswith(b'content-length')"],
    why: 'No other field of an answer begins like this.',
  },
  {
    steps: ['half-an-answer'],
    mutants: ['only %d of %d byte'],
    why: 'What the error says is free; the step asks for an error.',
  },
  {
    steps: ['challenge'],
    mutants: ['“import socket, time”: left out'],
    why: 'The prompt has imported them before.',
  },
  {
    steps: ['challenge'],
    mutants: ['“data += piece”: left out'],
    why: 'The page is fetched whole all the same, and this program does nothing with it.',
  },
  { steps: ['challenge'], mutants: ['while done < 6:'], why: 'Five whole ones are among six.' },
  {
    steps: ['challenge'],
    mutants: ["“print('again:', error)”", '“time.sleep(0.2)”: left out'],
    why: 'What it does between two attempts is free.',
  },
];
