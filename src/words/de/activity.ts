import type { Translation } from '../areas';
import { number } from './formats';

export const activity: Translation['activity'] = {
  starting: 'startet',
  notRunning: 'läuft nicht',
  stopped: 'angehalten',
  prompt: 'bereit',
  continuation: 'wartet auf den Rest des Blocks',
  paste: 'Einfügemodus: Strg-D führt aus',
  raw: 'Raw-REPL: Strg-B verlässt sie',
  running: 'läuft',
  accept: (port) => `wartet auf eine Verbindung an Port ${port}`,
  receive: 'wartet auf Daten',
  receiveFrom: (peer) => `wartet auf Daten von ${peer}`,
  send: (peer) => `wartet, bis ${peer} Daten annimmt`,
  connect: (peer) => `verbindet sich mit ${peer}`,
  lookUp: (name) => `fragt nach der Adresse von ${name}`,
  sleep: (duration) => `schläft ${duration}`,
  seconds: (value) => `${number(value)} s`,
  input: 'wartet auf eine Eingabe',
  poll: 'wartet auf Daten oder eine Verbindung',
};
