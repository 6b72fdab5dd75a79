import type { Notice } from './session';

export const NETWORK_RESTARTED: Notice = {
  feature: 'network',
  fact: { kind: 'network-restarted' },
  text: 'The board’s network stopped and was started anew. All of the board’s connections were reset; its program goes on.',
};

export const TOO_LONG: Notice = {
  feature: 'input',
  fact: { kind: 'input-too-long' },
  text: 'That is more than can wait for the board (4 MB). Nothing of it was pasted.',
};

export const TOO_MUCH_WAITS: Notice = {
  feature: 'input',
  fact: { kind: 'input-waits' },
  text: 'Too much input is waiting for the board. Press Stop to drop it.',
};

export const BOARD_BUSY: Notice = {
  feature: 'board busy',
  fact: { kind: 'board-busy' },
  text: 'The board is busy and did not take that. Press Stop, then try again.',
};
