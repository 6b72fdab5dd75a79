import { area } from '../area';
import { and, number, plural } from './formats';

/** What the board and its network have to say, above the terminal. */
export const notices = area('notices', {
  unknownName: (name: string, hosts: readonly string[]) =>
    `No host is called “${name}” on this board's internet. There are ${and(hosts)}.`,
  /** `more`: how many rules are not among `rules`. */
  notAllowed: (name: string, rules: readonly string[], more: number) => {
    const allowed = rules.length === 0 ? 'nothing' : and(rules);
    return `The proxy does not allow “${name}”, and no virtual host has that name. It allows ${allowed}${more === 0 ? '' : ` and ${more} more`}.`;
  },
  proxyAdvice: {
    unreachable: 'Start it, or go back to virtual hosts.',
    'not-wisp': 'Check the address, or go back to virtual hosts.',
    ended: 'The next use tries it again; or go back to virtual hosts.',
  },
  notReached: {
    blocked: (host: string, port: number) =>
      `The proxy does not allow connections to ${host}, port ${port}. To the program it looks like a closed port.`,
    unreachable: (host: string, port: number) =>
      `The proxy cannot reach ${host}, port ${port}: there is no such host, or no way to it. Nothing answers the program.`,
    timeout: (host: string, port: number) =>
      `${host}, port ${port} did not answer the proxy. Nothing answers the program, either.`,
    throttled: (host: string, port: number) =>
      `The proxy took no connection to ${host}, port ${port}: too many are open, or too many were opened lately. Wait a minute, then try again.`,
    'cannot-encrypt': (host: string, port: number) =>
      `This proxy cannot encrypt, so ${host}, port ${port} refuses the board’s TLS (OSError: -40). Pinwire’s own proxy can: pinwire proxy.`,
    'tls-refused': (host: string, port: number) =>
      `${host}, port ${port} and the proxy found no way to speak TLS with each other. The program gets the alert’s number.`,
    'not-tls': (host: string, port: number) =>
      `${host}, port ${port} does not speak TLS. Is it the right port, or is http:// meant?`,
    'tls-lost': (host: string, port: number) =>
      `${host}, port ${port} ended the connection when the proxy began TLS.`,
    'tls-silent': (host: string, port: number) =>
      `${host}, port ${port} did not answer when the proxy began TLS.`,
  },
  filesDamaged: (names: readonly string[]) =>
    `The browser could not read ${and(names)} of the board’s stored files. The board starts without ${plural(names.length, { one: 'it', other: 'them' })}; nothing was deleted.`,
  flashNotRead: (detail: string) =>
    `This browser did not give back the board’s files (${detail}). The board starts with an empty flash.`,
  /** `name`: what a program asked for, as Python has it. */
  notSimulated: (name: string) =>
    `${name} is not simulated. The chip has it; here the program gets OSError 95 (EOPNOTSUPP).`,
  notSimulatedSince: {
    'os.dupterm': 'The board has one console.',
    'os.dupterm_notify': 'The board has one console.',
    'vfs.mount': 'The board has one file system, at /.',
    'vfs.VfsFat': 'The board has one file system, at /.',
    'vfs.VfsLfs2': 'The board has one file system, at /.',
    'Pin.irq': 'It is for a level; here pins interrupt at edges, Pin.IRQ_RISING and Pin.IRQ_FALLING.',
  },
  noModule: (name: string) =>
    `The module ${name} of the ESP8266 is not simulated yet: it cannot be imported.`,
  noPwmEdges: (gpio: number) =>
    `PWM on GPIO${gpio} calls no handler of Pin.irq: its edges are not simulated. On the chip each of them would.`,
  sentNowhere: (gpio: number) =>
    `Nothing is connected to GPIO${gpio}: what the program sends there goes nowhere.`,
  packetTooLarge: (bytes: number, most: number) =>
    `${number(bytes)} bytes are too many for a UDP packet: it is lost, as on the chip, whose network takes ${number(most)}.`,
  otherAddress: (ip: string, reachedAt: string) =>
    `${ip} is what the board shows as its address; the LAN still reaches it at ${reachedAt}. Other addresses are not simulated.`,
  sleepTooLong: (asked: number, lasts: number) =>
    `A sleep of ${number(asked)} s is longer than the chip can count (${number(4294.967, 3)} s): as on the chip, it lasts ${number(lasts)} s.`,
  noPort: (port: number, takenAs: number) =>
    `${port} is not a port (0 to 65535): the chip takes it as port ${takenAs}.`,
  fileNotRun: (name: string) => `${name} was not run: the console is not at its prompt.`,
  notDone: (detail: string) => `The board could not do that: ${detail}`,
  plain: {
    'nothing-on-a0': 'Nothing is connected to A0: ADC(0) reads close to 0.',
    'no-supply-voltage': 'ADC(1) reads 65535: the supply voltage is not simulated.',
    'storage-slow':
      'What was written to the flash is on the board, but this browser has not stored it yet: os.sync() waited 2 seconds.',
    'dupterm-cut': 'More was printed at once than os.dupterm can pass on: some of it is missing there.',
    'tls-not-encrypted':
      'What this board sends by TLS has its form, but is not encrypted: send no secrets. The hosts of the lessons understand it. For real ones the proxy encrypts it; without that they refuse it (OSError: -40).',
    'console-overrun': 'Console input came faster than the board takes it: some of it is lost.',
    'network-restarted':
      'The board’s network stopped and was started anew. All of the board’s connections were reset; its program goes on.',
    'input-too-long': 'That is more than can wait for the board (4 MB). Nothing of it was pasted.',
    'input-waits': 'Too much input is waiting for the board. Press Stop to drop it.',
    'board-busy': 'The board is busy and did not take that. Press Stop, then try again.',
  },
});
