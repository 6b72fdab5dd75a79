import { area } from '../area';
import { and } from './formats';

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
  },
  plain: {
    'network-restarted':
      'The board’s network stopped and was started anew. All of the board’s connections were reset; its program goes on.',
    'input-too-long': 'That is more than can wait for the board (4 MB). Nothing of it was pasted.',
    'input-waits': 'Too much input is waiting for the board. Press Stop to drop it.',
    'board-busy': 'The board is busy and did not take that. Press Stop, then try again.',
  },
});
