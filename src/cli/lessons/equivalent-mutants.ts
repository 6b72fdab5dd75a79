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
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: '“import socket”: after the next one' },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{
      lesson: 'pins-from-a-web-page',
      step: 'two-links',
      mutant: 'a number is one more: led = Pin(2, Pin.OUT, value=2)',
    },
    why: 'Any number but 0 is high.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: 'a number is one more: led.value(2)' },
    why: 'Any number but 0 is high.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: '“return None”: left out' },
    why: 'A function that ends without return returns None.',
  },
  {
    ...{
      lesson: 'pins-from-a-web-page',
      step: 'two-links',
      mutant: '“s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)”: left out',
    },
    why: 'It is for a port that an old connection still holds, and here none does.',
  },
  {
    ...{
      lesson: 'pins-from-a-web-page',
      step: 'two-links',
      mutant: '“s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)”: after the next one',
    },
    why: 'It is for a port that an old connection still holds, and here none does.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: 'socket.SO_REUSEADDR, 2)' },
    why: 'Any number but 0 switches it on.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: 's.listen(3)' },
    why: 'One more may wait in the queue, and nobody does.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: '<a href="/off">off</a\'' },
    why: 'The page ends there, and a browser ends the link with it.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: '<a href="/">back</a\'' },
    why: 'The page ends there, and a browser ends the link with it.',
  },
  {
    ...{
      lesson: 'when-the-network-fails',
      step: 'once-more',
      mutant: "“print('attempt', attempt + 1, 'failed:', error)”: after the next one",
    },
    why: 'It says so after the pause instead of before it.',
  },
  {
    ...{
      lesson: 'when-the-network-fails',
      step: 'challenge',
      mutant: '(path, host)).encode())”: after the next one',
    },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{ lesson: 'one-server-many-clients', step: 'stuck', mutant: '“client.recv(500)”: after the next one' },
    why: 'It answers first, and then stands in recv all the same, which is what the step is about.',
  },
  {
    ...{
      lesson: 'one-server-many-clients',
      step: 'tasks',
      mutant: "“server = await asyncio.start_server(talk, '0.0.0.0', 80)”: after the next one",
    },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{ lesson: 'one-server-many-clients', step: 'tasks', mutant: 'another page is opened' },
    why: 'This server answers every path with its one page.',
  },
  {
    ...{ lesson: 'one-server-many-clients', step: 'tasks', mutant: '“writer.close()”: left out' },
    why: 'In MicroPython wait_closed closes the socket; close does nothing.',
  },
  {
    ...{ lesson: 'one-server-many-clients', step: 'tasks', mutant: '“writer.close()”: after the next one' },
    why: 'In MicroPython wait_closed closes the socket; close does nothing.',
  },
  {
    ...{ lesson: 'one-server-many-clients', step: 'challenge', mutant: '“writer.close()”: left out' },
    why: 'In MicroPython wait_closed closes the socket; close does nothing.',
  },
  {
    ...{
      lesson: 'one-server-many-clients',
      step: 'challenge',
      mutant: '“writer.close()”: after the next one',
    },
    why: 'In MicroPython wait_closed closes the socket; close does nothing.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'serve-the-pins', mutant: '<table border="">' },
    why: 'The border of the table is drawn otherwise; the step asks for its rows.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: '<table border="">' },
    why: 'The border of the table is drawn otherwise; the step asks for its rows.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "“print('lost', address, error)”" },
    why: 'It is for connections that are lost, and here none is.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "client.makefile('rwb', 1)" },
    why: 'Streams of sockets have no buffer: its size is not looked at.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "client.makefile('rw', 0)" },
    why: 'Streams of sockets know no text mode: the mode is not looked at.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "split(' ', 2)”: after the next one" },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "split(' ', 3)" },
    why: 'The first line of a request has two spaces and no more.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "startswith(b'content-length')" },
    why: 'No other field of a request begins like this.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'two-links', mutant: "There is no such page')" },
    why: 'The sentence is there; only its full stop is not.',
  },
  {
    ...{ lesson: 'pins-from-a-web-page', step: 'challenge', mutant: 'press is left out' },
    why: 'Pasting stops what runs before.',
  },
  {
    ...{
      lesson: 'when-the-network-fails',
      step: 'once-more',
      mutant: "“print('attempt', attempt + 1, 'failed:', error)”: left out",
    },
    why: 'What it says of each attempt is free; the step asks for the pauses and the end.',
  },
  {
    ...{
      lesson: 'when-the-network-fails',
      step: 'once-more',
      mutant: "a number is one more: print('attempt', attempt + 2",
    },
    why: 'What it says of each attempt is free; the step asks for the pauses and the end.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'once-more', mutant: "print('attemp', " },
    why: 'What it says of each attempt is free; the step asks for the pauses and the end.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'once-more', mutant: "'failed', error)" },
    why: 'What it says of each attempt is free; the step asks for the pauses and the end.',
  },
  {
    ...{
      lesson: 'when-the-network-fails',
      step: 'half-an-answer',
      mutant: '(path, host)).encode())”: after the next one',
    },
    why: 'The two lines have nothing to do with each other.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'half-an-answer', mutant: 's.recv(257)' },
    why: 'A little more at a time.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'challenge', mutant: 's.recv(257)' },
    why: 'A little more at a time.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'half-an-answer', mutant: 's.settimeout(6)' },
    why: 'It waits a little longer, and nothing is late here.',
  },
  {
    ...{ lesson: 'when-the-network-fails', step: 'challenge', mutant: 's.settimeout(21)' },
    why: 'It waits a little longer.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'serve-the-pins', mutant: 'ESP8266 Pins</title> </head>”' },
    why: 'The title of the page stands elsewhere, or reads otherwise; the step asks for its rows.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'serve-the-pins', mutant: 's.listen(2)' },
    why: 'One more may wait in the queue, and nobody does.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'serve-the-pins', mutant: "%d</td></tr'" },
    why: 'HTML closes a row that is not closed.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'serve-the-pins',
      mutant: '“cl, addr = s.accept()”: after the next one',
    },
    why: 'What it prints of the client is free; the step asks for the page.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'serve-the-pins',
      mutant: "a text lacks its end: print('client connected fro'",
    },
    why: 'What it prints of the client is free; the step asks for the page.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'serve-the-pins',
      mutant: "“print('client connected from', addr)”: left out",
    },
    why: 'What it prints of the client is free; the step asks for the page.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: 'ESP8266 Pins</title> </head>”' },
    why: 'The title of the page stands elsewhere, or reads otherwise; the step asks for its rows.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: 's.listen(2)' },
    why: 'One more may wait in the queue, and nobody does.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: "%d</td></tr'" },
    why: 'HTML closes a row that is not closed.',
  },
  {
    ...{ lesson: 'network-tcp', step: 'follow-a-pin', mutant: '“cl, addr = s.accept()”: after the next one' },
    why: 'What it prints of the client is free; the step asks for the page.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'follow-a-pin',
      mutant: "a text lacks its end: print('client connected fro'",
    },
    why: 'What it prints of the client is free; the step asks for the page.',
  },
  {
    ...{
      lesson: 'network-tcp',
      step: 'follow-a-pin',
      mutant: "“print('client connected from', addr)”: left out",
    },
    why: 'What it prints of the client is free; the step asks for the page.',
  },
];

/** Why a mutant is as good as the solution; null: it is not known to be. */
export function equivalence(lesson: string, step: string, mutant: string): string | null {
  const found = EQUIVALENT.find(
    (one) => one.lesson === lesson && one.step === step && mutant.includes(one.mutant),
  );
  return found?.why ?? null;
}
