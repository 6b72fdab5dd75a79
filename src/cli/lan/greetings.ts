import type { Place } from '../../protocol/air';
import type { Refusal } from '../../net/lan/hub';

/** What a board says first. `build` is of both sides' files: one hub cannot speak two versions of the frames. */
export interface Hello {
  readonly build: string;
  /** The address that it had; null: any. */
  readonly wanted: string | null;
  /** The board's process. */
  readonly pid: number;
}

/** What the hub answers. */
export type Welcome = { readonly place: Place } | { readonly refused: Refusal | 'build' };

/** @throws when it is none */
export function readHello(text: string): Hello {
  const { build, wanted, pid } = objectIn(text);
  if (typeof build !== 'string' || (wanted !== null && typeof wanted !== 'string') || typeof pid !== 'number')
    throw new TypeError('no greeting');
  return { build, wanted, pid };
}

/** @throws when it is none */
export function readWelcome(text: string): Welcome {
  const { place, refused } = objectIn(text);
  if (refused === 'full' || refused === 'taken' || refused === 'build') return { refused };
  if (typeof place !== 'object' || place === null) throw new TypeError('no greeting');
  const { ip, mac } = place as Readonly<Record<string, unknown>>;
  if (typeof ip !== 'string' || !isMac(mac)) throw new TypeError('no greeting');
  return { place: { ip, mac } };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null) throw new TypeError('no greeting');
  return read as Readonly<Record<string, unknown>>;
}

const isMac = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length === 6 && value.every((byte) => Number.isInteger(byte));
