import type { FromDevice, FromNet, TimedFromDevice } from '../protocol/messages';

/** What a field of a message must be, as far as it takes to tell a message of ours from anything else. */
type FieldType = 'number' | 'string' | 'object' | 'array' | 'bytes';
type Shapes<Kind extends string> = Readonly<Record<Kind, Readonly<Record<string, FieldType>>>>;

const DEVICE: Shapes<FromDevice['kind']> = {
  ready: { version: 'number' },
  output: { bytes: 'bytes' },
  'uart-taken': { bytes: 'number' },
  state: { state: 'object' },
  files: { sequence: 'number', changes: 'array' },
  'file-refused': { request: 'number', refusal: 'object' },
  'file-part-taken': { bytes: 'number' },
  traceback: { type: 'string', message: 'string', frames: 'array' },
  exited: { status: 'number' },
  variables: { values: 'array' },
  notice: { notice: 'object' },
  'libraries-wanted': {},
  'net-switched': {},
  'records-taken': { bytes: 'number' },
  'files-posted': { sequence: 'number' },
  fault: { fault: 'object' },
};

const NET: Shapes<FromNet['kind']> = {
  ready: { version: 'number' },
  'http-result': { request: 'number', result: 'object' },
  'tabs-wait': {},
  log: { entries: 'array' },
  'unknown-name': { name: 'string' },
  'real-hosts': { state: 'object' },
  'not-reached': { host: 'string', port: 'number', failure: 'string' },
  fault: { fault: 'object' },
};

/**
 * A worker's message, or null when it makes no sense: a worker of another version (an old one from a cache, say) may
 * send anything. The fields within are trusted, since both ends are built together.
 */
export function readFromDevice(message: unknown): TimedFromDevice | null {
  if (!hasShape(message, DEVICE)) return null;
  const timed = message as TimedFromDevice;
  // Of another version even this may be missing, and that is for its version to say.
  return timed.kind === 'ready' || typeof timed.at === 'number' ? timed : null;
}

export function readFromNet(message: unknown): FromNet | null {
  return hasShape(message, NET) ? (message as FromNet) : null;
}

function hasShape(message: unknown, shapes: Shapes<string>): boolean {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  const { kind } = message;
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return false;
  const fields = message as Readonly<Record<string, unknown>>;
  return Object.entries(shapes[kind] ?? {}).every(([name, type]) => hasType(fields[name], type));
}

function hasType(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'number':
    case 'string':
      return typeof value === type;
    case 'object':
      return typeof value === 'object' && value !== null;
    case 'array':
      return Array.isArray(value);
    case 'bytes':
      return value instanceof Uint8Array;
  }
}
