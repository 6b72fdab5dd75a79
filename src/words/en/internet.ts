import { area } from '../area';

/** Virtual or real hosts. */
export const internet = area('internet', {
  chip: {
    off: 'virtual internet',
    connecting: 'real internet …',
    on: 'real internet',
    lost: 'proxy lost',
  },
  chipName: (words: string) => `Internet: ${words}`,
  off: 'Every host lives in this page. Nothing leaves your computer.',
  connecting: 'Connecting to the proxy …',
  rulesUnknown: 'The proxy does not say which hosts it allows. Names that end in .test stay virtual.',
  nothingAllowed: 'The proxy allows no host at all: everything stays virtual.',
  allowed: 'These are real now, by the proxy. Everything else stays virtual.',
  lost: {
    unreachable: 'The proxy to real hosts does not answer: names are not found until it does.',
    'not-wisp': 'What answers at the address of the proxy is none: names are not found.',
    ended: 'The proxy to real hosts has ended: connections through it were reset.',
  },
});
