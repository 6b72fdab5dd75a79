import type { Equivalent } from './equivalent';

export const NETWORK_TCP: readonly Equivalent[] = [
  { steps: ['find-the-host'], mutants: ['nl", 24)'], why: 'A name has the same address at every port.' },
  { steps: ['watch-the-film'], mutants: ['s.recv(501)'], why: 'A little more at a time.' },
  {
    steps: ['watch-the-film', 'fetch-a-page'],
    mutants: ["str(data, 'utf')"],
    why: 'MicroPython knows one encoding, and does not look at the name.',
  },
  { steps: ['fetch-a-page'], mutants: ['“import socket”'], why: 'The prompt has imported it before.' },
  {
    steps: ['fetch-a-page'],
    mutants: ["(path, host), 'utf'))"],
    why: 'MicroPython knows one encoding, and does not look at the name.',
  },
  {
    steps: ['fetch-a-page'],
    mutants: ['“addr = socket.getaddrinfo(host, 80)[0][-1]”: after the next one'],
    why: 'The two lines have nothing to do with each other.',
  },
  { steps: ['fetch-a-page'], mutants: ['s.recv(101)'], why: 'A little more at a time.' },
  {
    steps: ['serve-the-pins'],
    mutants: [
      '“pins = [machine.Pin(i, machine.Pin.IN) for i in (0, 2, 4, 5, 12, 13, 14, 15)]”: after the next one',
    ],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['follow-a-pin'],
    mutants: ["cl.makefile('rw', 0)"],
    why: 'Streams of sockets know no text mode: the mode is not looked at.',
  },
  {
    steps: ['follow-a-pin'],
    mutants: ['another page is opened'],
    why: 'This server answers every path with its one page.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ['<table border="">'],
    why: 'The border of the table is drawn otherwise; the step asks for its rows.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ['ESP8266 Pins</title> </head>”'],
    why: 'The title of the page stands elsewhere, or reads otherwise; the step asks for its rows.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ['s.listen(2)'],
    why: 'One more may wait in the queue, and nobody does.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ["%d</td></tr'"],
    why: 'HTML closes a row that is not closed.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: [
      '“cl, addr = s.accept()”: after the next one',
      "a text lacks its end: print('client connected fro'",
      "“print('client connected from', addr)”: left out",
    ],
    why: 'What it prints of the client is free; the step asks for the page.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ['“</body>”', '“</html>”'],
    why: 'HTML closes what is not closed.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ["“print('listening on', addr)”"],
    why: 'What it prints before the first client is free; the step asks for the page.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ["html % ''.join(rows)"],
    why: 'The rows stand in one line of the page.',
  },
  {
    steps: ['serve-the-pins'],
    mutants: ['“import socket”'],
    why: 'The prompt has imported it before.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ['“<html>”: left out', '“<body> <h1>ESP8266 Pins</h1>”: left out'],
    why: 'The page has no heading, or HTML adds what is not there; the step asks for its rows.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: [
      "“print('client connected from', addr)”: after the next one",
      'join(rows)”: after the next one',
    ],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['serve-the-pins', 'follow-a-pin'],
    mutants: ["cl.makefile('rwb', 1)", "cl.makefile('rw', 0)"],
    why: 'Streams of sockets have no buffer and know no text mode: neither is looked at.',
  },
  {
    steps: ['follow-a-pin'],
    mutants: [
      'for i in (1, 2, 4, 5, 12, 13, 14, 15)',
      'for i in (0, 3, 4, 5, 12, 13, 14, 15)',
      'for i in (0, 2, 4, 5, 13, 13, 14, 15)',
      'for i in (0, 2, 4, 5, 12, 14, 14, 15)',
      'for i in (0, 2, 4, 5, 12, 13, 15, 15)',
      'for i in (0, 2, 4, 5, 12, 13, 14, 16)',
    ],
    why: 'The step before asks for all eight pins, this one for GPIO4.',
  },
  {
    steps: ['challenge'],
    mutants: ['action 1: press is left out'],
    why: 'Pasting stops what runs before.',
  },
  {
    steps: ['challenge'],
    mutants: [
      "'towel.blinkenlights.nl', 23)[0][-1])”: after the next one",
      '“count += len(data)”: after the next one',
    ],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['challenge'],
    mutants: ['count = 1', 'count < 20001', 's.recv(501)'],
    why: 'A byte more or less, where the film comes in larger pieces.',
  },
  {
    steps: ['challenge'],
    mutants: ["str(data, 'utf')"],
    why: 'MicroPython knows one encoding, and does not look at the name.',
  },
];
