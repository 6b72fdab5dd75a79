import type { Notice } from './session';

export const NETWORK_RESTARTED: Notice = {
  feature: 'network',
  text: 'The board’s network stopped and was started anew. All of the board’s connections were reset; its program goes on.',
};

export const TOO_LONG: Notice = {
  feature: 'input',
  text: 'That is more than can wait for the board (4 MB). Nothing of it was pasted.',
};

export const TOO_MUCH_WAITS: Notice = {
  feature: 'input',
  text: 'Too much input is waiting for the board. Press Stop to drop it.',
};
