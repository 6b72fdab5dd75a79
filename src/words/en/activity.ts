import { area } from '../area';
import { number } from './formats';

/** What the board is doing, beside the lamp in the top bar. */
export const activity = area('activity', {
  starting: 'starting',
  notRunning: 'not running',
  stopped: 'stopped',
  prompt: 'ready',
  continuation: 'waiting for the rest of the block',
  paste: 'paste mode: Ctrl-D runs it',
  raw: 'raw REPL: Ctrl-B leaves it',
  running: 'running',
  accept: (port: number) => `waiting for a connection on port ${port}`,
  receive: 'waiting for data',
  receiveFrom: (peer: string) => `waiting for data from ${peer}`,
  send: (peer: string) => `waiting until ${peer} takes data`,
  connect: (peer: string) => `connecting to ${peer}`,
  lookUp: (name: string) => `looking up ${name}`,
  sleep: (duration: string) => `sleeping ${duration}`,
  seconds: (value: number) => `${number(value)} s`,
  input: 'waiting for input',
  poll: 'waiting for data or a connection',
});
