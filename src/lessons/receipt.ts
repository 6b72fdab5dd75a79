import { sha256 } from '../shared/sha256';

/**
 * What a student's page says of a lesson, as a file to hand in. Its checksum shows that nobody has changed it by
 * accident or half-heartedly; there is no secret in it, so whoever wants to can write another one.
 */
export const RECEIPT_LIMITS =
  'A receipt shows only that the file is unchanged since it was written, by whoever wrote it. ' +
  'It does not prove who did the work, that it was done at all, or when.';

const FORMAT = 'pinwire-receipt-1';

export interface ReceiptStep {
  readonly id: string;
  readonly title: string;
  readonly done: boolean;
  /** When that was noticed, as ISO 8601, by the clock of the student's device; null: it was not. */
  readonly at: string | null;
  /** How many of its hints were shown. */
  readonly hints: number;
  readonly solutionShown: boolean;
}

export interface ReceiptContents {
  /** Typed in by the student; null: nothing was. */
  readonly student: string | null;
  /** When the file was written, as ISO 8601. */
  readonly written: string;
  /** `text` is the SHA-256 of the lesson's files, as `textHash` makes it. */
  readonly lesson: { readonly slug: string; readonly title: string; readonly text: string };
  readonly steps: readonly ReceiptStep[];
}

export type ReadReceipt =
  | { readonly kind: 'unchanged'; readonly contents: ReceiptContents }
  /** It is a receipt, and its checksum is not that of what it says. */
  | { readonly kind: 'changed'; readonly contents: ReceiptContents }
  | { readonly kind: 'none'; readonly why: string };

/**
 * The file: readable JSON, of which the checksum covers everything else, in its canonical form.
 *
 * @param note what it proves and what not, in the language of who reads it
 */
export function writeReceipt(contents: ReceiptContents, note = RECEIPT_LIMITS): string {
  const whole = { format: FORMAT, note, ...contents };
  return `${JSON.stringify({ ...whole, sha256: checksum(whole) }, null, 2)}\n`;
}

/** Of a lesson's two files, so that one knows which edition was worked through. */
export function textHash(text: string, data: string): string {
  return sha256(encode(JSON.stringify([text, data].map((source) => source.replaceAll('\r\n', '\n')))));
}

export function readReceipt(file: string): ReadReceipt {
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return { kind: 'none', why: 'it is not JSON' };
  }
  if (!isObject(value) || value['format'] !== FORMAT)
    return { kind: 'none', why: `its format is not ${FORMAT}` };
  const { sha256: claimed, ...whole } = value;
  const contents = contentsOf(whole);
  if (!contents || typeof claimed !== 'string')
    return { kind: 'none', why: 'parts of a receipt are missing in it' };
  return { kind: checksum(whole) === claimed ? 'unchanged' : 'changed', contents };
}

function checksum(whole: Readonly<Record<string, unknown>>): string {
  return sha256(encode(canonical(whole)));
}

/** JSON without spaces, the keys of each object in order: one form for one content, whatever wrote it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}

function contentsOf(whole: Readonly<Record<string, unknown>>): ReceiptContents | null {
  const { student, written, lesson, steps } = whole;
  const isNamed = student === null || typeof student === 'string';
  if (!isNamed || typeof written !== 'string' || !isObject(lesson) || !Array.isArray(steps)) return null;
  const { slug, title, text } = lesson;
  if (typeof slug !== 'string' || typeof title !== 'string' || typeof text !== 'string') return null;
  const all: readonly unknown[] = steps;
  return all.every(isStep) ? { student, written, lesson: { slug, title, text }, steps: all } : null;
}

function isStep(value: unknown): value is ReceiptStep {
  if (!isObject(value)) return false;
  const { id, title, done, at, hints, solutionShown } = value;
  const isDone = typeof done === 'boolean' && (at === null || typeof at === 'string');
  const isText = typeof id === 'string' && typeof title === 'string';
  return isText && isDone && typeof hints === 'number' && typeof solutionShown === 'boolean';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
