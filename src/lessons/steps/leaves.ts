import type { DeviceState } from '../../protocol/device-state';
import type { Check } from '../lesson-data';
import type { BoardFacts, Happening } from './board-facts';
import { isAt } from './connection-check';
import { connectionWatch, requestWatch } from './connection-watch';
import { Finder, Lines, Pattern } from './pattern';
import { isVariable } from './variable-check';
import { Leaf, type Watch } from './watch';

/** A check that is not made of others. */
export function leafWatch(check: Check, facts: BoardFacts): Watch {
  const { output, prompt, waiting, error, pin, file, variable } = check;
  const { lookup, datagram, connection, request, listening } = check;
  if (output) return outputWatch(output);
  if (prompt === 'interrupted') return interruptedWatch(facts);
  if (prompt === 'back') return new NowWatch(isOfPrompt, () => facts.atPrompt);
  if (waiting) return now(facts, (state) => isWaiting(state, waiting));
  if (error) return event((happening) => (isError(happening, error) ? 1 : 0));
  if (pin) return now(facts, (state) => isPin(state, pin));
  if (variable)
    return new NowWatch(isChange('variables'), () => isVariable(facts.variable(variable.name), variable));
  if (file) return new FileWatch(facts, file);
  if (lookup) {
    const name = new Pattern(lookup.name);
    return passing(facts, (happening) => isLookup(happening, name, lookup.found));
  }
  if (datagram) return passing(facts, (happening) => isDatagram(happening, datagram), datagram.times);
  if (listening !== undefined) return now(facts, (state) => state.listening.includes(listening));
  if (connection) return connectionWatch(facts, connection);
  if (request) return requestWatch(facts, request);
  throw new Error('A check of no kind.');
}

/** How it is at present. It looks again when something happens that it may depend on. */
class NowWatch extends Leaf {
  isSo: boolean;

  constructor(
    private readonly concerns: (happening: Happening) => boolean,
    private readonly look: () => boolean,
  ) {
    super();
    this.isSo = look();
  }

  hear(happening: Happening): boolean {
    if (!this.concerns(happening)) return false;
    this.isSo = this.look();
    return true;
  }
}

const isChange =
  (what: Extract<Happening, { kind: 'changed' }>['what']) =>
  (happening: Happening): boolean =>
    happening.kind === 'changed' && happening.what === what;

const isOfState = isChange('state');
const isOfPrompt = (happening: Happening): boolean =>
  happening.kind === 'prompted' || happening.kind === 'entered' || isOfState(happening);

/**
 * How a file is at present. That files have changed is told late, up to a tenth of a second, so it looks whenever
 * anything happens: bytes that are the same array are the same.
 */
class FileWatch extends Leaf {
  isSo: boolean;
  #bytes: Uint8Array | null;

  constructor(
    private readonly facts: BoardFacts,
    private readonly asked: NonNullable<Check['file']>,
  ) {
    super();
    this.#bytes = facts.readFile(asked.path);
    this.isSo = isFile(this.#bytes, asked);
  }

  hear(): boolean {
    const bytes = this.facts.readFile(this.asked.path);
    if (bytes === this.#bytes) return false;
    this.#bytes = bytes;
    this.isSo = isFile(bytes, this.asked);
    return true;
  }
}

/** Happenings that count. */
class EventWatch extends Leaf {
  #count = 0;

  constructor(
    private readonly count: (happening: Happening) => number,
    private readonly wanted: number,
    before: readonly Happening[] = [],
  ) {
    super();
    for (const happening of before) this.hear(happening);
  }

  hear(happening: Happening): boolean {
    if (this.isSo) return false;
    const more = this.count(happening);
    this.#count += more;
    return more > 0;
  }

  get isSo(): boolean {
    return this.#count >= this.wanted;
  }
}

const now = (facts: BoardFacts, look: (state: DeviceState) => boolean): Watch =>
  new NowWatch(isOfState, () => facts.state !== null && look(facts.state));

const event = (count: (happening: Happening) => number, wanted = 1): Watch => new EventWatch(count, wanted);

/** What passes on the network. */
const passing = (facts: BoardFacts, is: (happening: Happening) => boolean, wanted = 1): Watch =>
  new EventWatch((happening) => (is(happening) ? 1 : 0), wanted, facts.justPassed);

function outputWatch({ contains, line, times = 1 }: NonNullable<Check['output']>): Watch {
  const pattern = new Pattern(line ?? '');
  const reader = contains === undefined ? new Lines((one) => pattern.matches(one)) : new Finder(contains);
  return event((happening) => {
    if (happening.kind === 'printed') return reader.hear(happening.text);
    // What the next program prints goes on with nothing of this one's.
    if (happening.kind === 'prompted') reader.forget();
    return 0;
  }, times);
}

/** Ctrl-C ended a program, and the prompt came back. */
function interruptedWatch(facts: BoardFacts): Watch {
  let interrupted = false;
  return event((happening) => {
    interrupted ||= happening.kind === 'interrupted';
    return interrupted && facts.atPrompt ? 1 : 0;
  });
}

function isWaiting({ activity }: DeviceState, { call, port }: NonNullable<Check['waiting']>): boolean {
  if (activity.kind !== 'waiting' || activity.on.call !== call) return false;
  return port === undefined || (activity.on.call === 'accept' && activity.on.port === port);
}

function isError(happening: Happening, { type, errno, contains }: NonNullable<Check['error']>): boolean {
  if (happening.kind !== 'raised') return false;
  const { message } = happening;
  if (type !== undefined && happening.type !== type) return false;
  if (contains !== undefined && !message.includes(contains)) return false;
  return (
    errno === undefined ||
    message === String(errno) ||
    message.startsWith(`[Errno ${errno}]`) ||
    message.startsWith(`(${errno},`)
  );
}

function isPin({ pins }: DeviceState, { gpio, level, mode, wire }: NonNullable<Check['pin']>): boolean {
  const pin = pins.find((one) => one.gpio === gpio);
  if (!pin) return false;
  if (level !== undefined && pin.level !== (level === 'high' ? 1 : 0)) return false;
  if (mode !== undefined && pin.mode !== mode) return false;
  return wire === undefined || pin.drive === { '3v3': 1, gnd: 0, none: null }[wire];
}

function isFile(bytes: Uint8Array | null, { contains, absent }: NonNullable<Check['file']>): boolean {
  if (absent === true) return bytes === null;
  if (bytes === null) return false;
  return contains === undefined || latin1(bytes).includes(latin1(utf8(contains)));
}

function isLookup(happening: Happening, name: Pattern, found: boolean | undefined): boolean {
  return (
    happening.kind === 'lookup' &&
    name.matches(happening.name) &&
    (found === undefined || happening.found === found)
  );
}

function isDatagram(happening: Happening, asked: NonNullable<Check['datagram']>): boolean {
  if (happening.kind !== 'datagram') return false;
  const address = happening.by === 'board' ? asked.to : asked.from;
  if (address === undefined || !isAt(happening, address)) return false;
  return asked.contains === undefined || latin1(happening.bytes).includes(latin1(utf8(asked.contains)));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Each byte is a letter, so that texts and bytes can be compared. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
