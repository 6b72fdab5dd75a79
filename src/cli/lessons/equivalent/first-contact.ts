import type { Equivalent } from './equivalent';

export const FIRST_CONTACT: readonly Equivalent[] = [
  {
    steps: ['stop-it'],
    mutants: ['“import time”: after the next one'],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['stop-it'],
    mutants: ['a number is one more: n = 1'],
    why: 'It counts from another number, and comes to 5 all the same.',
  },
  {
    steps: ['stop-it'],
    mutants: ['“print(n)”: after the next one'],
    why: 'It waits before it prints instead of after it.',
  },
  {
    steps: ['stop-it'],
    mutants: ['“time.sleep(0.2)”: left out'],
    why: 'It counts faster; the step asks for 5 and for Ctrl-C.',
  },
  {
    steps: ['paste-it'],
    mutants: ["“if letter == ' ':”", '“print()”: left out'],
    why: 'The space between two words is drawn otherwise; the step asks for letters.',
  },
  { steps: ['paste-it'], mutants: ["blink_code('boar')"], why: 'Another word, and the step asks for any.' },
  {
    steps: ['keep-a-note'],
    mutants: ["f.write('remember me')"],
    why: 'The words are there; only the line has no end.',
  },
  {
    steps: ['starts-by-itself'],
    mutants: ["print('I am u')"],
    why: 'The step asks for any line that is printed.',
  },
  {
    steps: ['stop-it'],
    mutants: ['“n += 1”: after the next one'],
    why: 'It counts from 0 instead of from 1, and comes to 5 all the same.',
  },
];
