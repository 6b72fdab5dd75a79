import type { Equivalent } from './equivalent';

export const ONE_SERVER_MANY_CLIENTS: readonly Equivalent[] = [
  {
    steps: ['in-line', 'stuck'],
    mutants: [
      '“s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)”: left out',
      '“s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)”: after the next one',
      'socket.SO_REUSEADDR, 2)',
    ],
    why: 'It is for a port that an old connection still holds, and here none does.',
  },
  {
    steps: ['in-line'],
    mutants: ['“s = socket.socket()”: after the next one'],
    why: 'Only SO_REUSEADDR is missing, for a port that an old connection still holds, and here none does.',
  },
  { steps: ['in-line'], mutants: ['s.listen(3)'], why: 'One more may wait in the queue, and nobody does.' },
  {
    steps: ['in-line', 'stuck', 'poll', 'challenge'],
    mutants: ['another page is opened'],
    why: 'These servers look at no path.',
  },
  {
    steps: ['stuck'],
    mutants: ["print('client', address)", "print('clien', address)"],
    why: 'What it prints of the client is free; the step asks for a server that is stuck.',
  },
  {
    steps: ['stuck'],
    mutants: ['“client.send(', '“client.close()”'],
    why: 'It never comes so far, which is what the step is about.',
  },
  {
    steps: ['poll'],
    mutants: ['action 1: press is left out'],
    why: 'Pasting stops what runs before.',
  },
  {
    steps: ['poll'],
    mutants: ["“print('client', address)”: after the next one"],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['poll'],
    mutants: ['action 4: open is left out'],
    why: 'The browser that the step before has left waiting is answered.',
  },
  {
    steps: ['tasks', 'challenge'],
    mutants: ['action 1: reset instead of ctrl-c', 'action 1: press is left out'],
    why: 'The Ctrl-D that follows stops what runs, too.',
  },
  {
    steps: ['challenge'],
    mutants: ['action 2: press is left out'],
    why: 'The program before has closed its server.',
  },
  {
    steps: ['tasks', 'challenge'],
    mutants: [
      '“await writer.drain()”: left out',
      "Hello from a task')”: after the next one",
      "visit %d' % visits).encode())”: after the next one",
    ],
    why: 'What was written is sent before the connection closes, whether it is waited for or not.',
  },
  {
    steps: ['tasks'],
    mutants: ['“seconds += 1”: after the next one', 'asyncio.sleep(2)'],
    why: 'It counts otherwise, and goes on counting.',
  },
  {
    steps: ['tasks'],
    mutants: ['“server.close()”: left out', 'server.closes()'],
    why: 'It is for the end of the program, which this step does not see.',
  },
  {
    steps: ['challenge'],
    mutants: ['“import asyncio”: after the next one', '“lamp = Pin(2, Pin.OUT)”: after the next one'],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['challenge'],
    mutants: ['“lamp.value(not lamp.value())”: after the next one', 'sleep_ms(251)'],
    why: 'The lamp blinks as before.',
  },
  {
    steps: ['stuck'],
    mutants: ["('127.0.0.', 80)"],
    why: 'To MicroPython this is 127.0.0.0, which is the board itself as well.',
  },
  {
    steps: ['tasks'],
    mutants: ['“await asyncio.sleep(1)”: after the next one'],
    why: 'It counts a second before it has passed.',
  },
  {
    steps: ['tasks', 'challenge'],
    mutants: ['“await writer.drain()”: after the next one'],
    why: 'What was written is sent before the connection closes, whether it is waited for or not.',
  },
  {
    steps: ['stuck'],
    mutants: ['“client.recv(500)”: after the next one'],
    why: 'It answers first, and then stands in recv all the same, which is what the step is about.',
  },
  {
    steps: ['tasks'],
    mutants: ["“server = await asyncio.start_server(talk, '0.0.0.0', 80)”: after the next one"],
    why: 'The two lines have nothing to do with each other.',
  },
  {
    steps: ['tasks'],
    mutants: ['another page is opened'],
    why: 'This server answers every path with its one page.',
  },
  {
    steps: ['tasks', 'challenge'],
    mutants: ['“writer.close()”: left out', '“writer.close()”: after the next one'],
    why: 'In MicroPython wait_closed closes the socket; close does nothing.',
  },
  { steps: ['stuck'], mutants: ['s.listen(5)'], why: 'One more may wait in the queue, and nobody does.' },
  { steps: ['stuck'], mutants: ['client.recv(501)'], why: 'A little more at a time.' },
  { steps: ['poll'], mutants: ['stream.recv(501)'], why: 'A little more at a time.' },
  {
    steps: ['poll'],
    mutants: ["\\r\\n\\r\\nHell'"],
    why: 'What the page says is free; the step asks for an answer.',
  },
  {
    steps: ['tasks'],
    mutants: ["Hello from a tas'"],
    why: 'What the page says is free; the step asks for an answer.',
  },
];
