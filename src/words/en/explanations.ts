import { area } from '../area';

const ERRNO: Readonly<Record<number, string>> = {
  98: 'That port is still taken: the server that Ctrl-C stopped left its socket open and listening. Press Ctrl-D, which restarts Python and closes all sockets, then run this again. Typing s.close() right after Ctrl-C, before running it again, does the same.',
  103: 'Nobody answered. Check the address, then make a new socket and connect again.',
  104: 'The other side refused the connection, or ended it without a proper close. Check the address and the port, then make a new socket and connect again.',
  110: 'Nobody answered in time. Check the address and the port, then try again.',
  111: 'The connection was refused: at that address no program listens on that port. Check the port, or start the server first.',
  113: 'There is no way to that address. Check it, and that the board’s Wi-Fi is connected.',
  128: 'This socket is not connected. Call connect() first, on a socket that has not been closed.',
};

/** Errors that students meet in the lessons: what happened, why, and what to do. */
export const explanations = area('explanations', {
  memory:
    'The board ran out of memory: it has about 38 KB for a program and its data. Press Ctrl-D to start afresh, and read or build data in smaller pieces.',
  notThereYet: (name: string) =>
    `${name} is not there yet: an earlier block of the lesson makes it. Run the blocks from the top of the section.`,
  badOnPurpose: (conditions: string) =>
    `The network is bad on purpose at the moment, which may be why. ${conditions}`,
  hostNotFound:
    'That host name was not found. Check how it is spelled: only the hosts of the lessons have names here, and those that the proxy to real hosts allows, where there is one.',
  errno: ERRNO,
});
