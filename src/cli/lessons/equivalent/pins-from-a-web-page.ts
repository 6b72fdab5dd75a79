import type { Equivalent } from './equivalent';

export const PINS_FROM_A_WEB_PAGE: readonly Equivalent[] = [
  {
    steps: ['two-links'],
    mutants: ['“import socket”: after the next one', "split(' ', 2)”: after the next one"],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['two-links'],
    mutants: ['a number is one more: led = Pin(2, Pin.OUT, value=2)', 'a number is one more: led.value(2)'],
    why: 'Any number but 0 is high.',
  },
  {
    steps: ['two-links', 'a-form', 'json', 'challenge'],
    mutants: ['“return None”: left out'],
    why: 'A function that ends without return returns None.',
  },
  {
    steps: ['two-links'],
    mutants: [
      '“s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)”: left out',
      '“s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)”: after the next one',
    ],
    why: 'It is for a port that an old connection still holds, and here none does.',
  },
  { steps: ['two-links'], mutants: ['socket.SO_REUSEADDR, 2)'], why: 'Any number but 0 switches it on.' },
  {
    steps: ['two-links'],
    mutants: ['s.listen(3)'],
    why: 'One more may wait in the queue, and nobody does.',
  },
  {
    steps: ['two-links'],
    mutants: ['<a href="/off">off</a\'', '<a href="/">back</a\''],
    why: 'The page ends there, and a browser ends the link with it.',
  },
  {
    steps: ['two-links'],
    mutants: ["“print('lost', address, error)”"],
    why: 'It is for connections that are lost, and here none is.',
  },
  {
    steps: ['two-links'],
    mutants: ["client.makefile('rwb', 1)"],
    why: 'Streams of sockets have no buffer: its size is not looked at.',
  },
  {
    steps: ['two-links'],
    mutants: ["client.makefile('rw', 0)"],
    why: 'Streams of sockets know no text mode: the mode is not looked at.',
  },
  {
    steps: ['two-links'],
    mutants: ["split(' ', 3)"],
    why: 'The first line of a request has two spaces and no more.',
  },
  {
    steps: ['two-links'],
    mutants: ["startswith(b'content-length')"],
    why: 'No other field of a request begins like this.',
  },
  {
    steps: ['two-links'],
    mutants: ["There is no such page')"],
    why: 'The sentence is there; only its full stop is not.',
  },
  {
    steps: ['not-there'],
    mutants: ['action 1: another page is opened'],
    why: 'Any page will do that is not there.',
  },
  {
    steps: ['challenge'],
    mutants: ['action 5: another page is opened'],
    why: 'Any page will do that is not there.',
  },
  {
    steps: ['a-form'],
    mutants: ['“<button name="level" value="0">On</button>”: after the next one'],
    why: 'The two buttons stand in another order.',
  },
  {
    steps: ['json'],
    mutants: ['for n in (4, 5, 13)'],
    why: 'The step asks for GPIO4; which other pins are told is free.',
  },
  {
    steps: ['challenge'],
    mutants: ['value="1">2</button>', 'value="0">1</button>'],
    why: 'What is written on a button is free; the form sends its value.',
  },
  {
    steps: ['challenge'],
    mutants: ["</button></form'"],
    why: 'The page ends there, and a browser ends the form with it.',
  },
  {
    steps: ['a-form', 'json', 'challenge'],
    mutants: ['press is left out'],
    why: 'Pasting stops what runs before.',
  },
];
