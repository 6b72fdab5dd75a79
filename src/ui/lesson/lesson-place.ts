import type { TextStore } from '../common/text-store';

/** Where the student reads: kept per lesson, in pixels from the top. */
export function readPlace(store: TextStore, lesson: string): number {
  const place = Number(store.read(key(lesson)) ?? 0);
  return Number.isFinite(place) && place > 0 ? place : 0;
}

export function writePlace(store: TextStore, lesson: string, top: number): void {
  store.write(key(lesson), String(Math.round(top)));
}

export function forgetPlace(store: TextStore, lesson: string): void {
  store.remove(key(lesson));
}

function key(lesson: string): string {
  return `place.${lesson}`;
}
