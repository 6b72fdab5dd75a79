/** Mutants of a lesson of ours that do what the solution does: that they pass is right. */
interface Equivalent {
  readonly steps: readonly string[];
  /** Each stands in the mutant's name. */
  readonly mutants: readonly string[];
  readonly why: string;
}

const EQUIVALENT: Readonly<Record<string, readonly Equivalent[]>> = {
  'first-contact': [
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
  ],
  'network-tcp': [
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
  ],
  'when-the-network-fails': [
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
  ],
  'one-server-many-clients': [
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
      steps: ['challenge'],
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
  ],
  'pins-from-a-web-page': [
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
      steps: ['two-links'],
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
    { steps: ['challenge'], mutants: ['press is left out'], why: 'Pasting stops what runs before.' },
  ],
};

/** Why a mutant is as good as the solution; null: it is not known to be. */
export function equivalence(lesson: string, step: string, mutant: string): string | null {
  const found = EQUIVALENT[lesson]?.find(
    ({ steps, mutants }) => steps.includes(step) && mutants.some((one) => mutant.includes(one)),
  );
  return found?.why ?? null;
}
