/**
 * The id of what comes from there: the same in every browser, so that the address of a lesson can be passed on. Where
 * two come to the same, `taken` says so, and the next one is tried.
 */
export function packId(source: string, taken: (id: string) => boolean): string {
  for (let salt = 0; ; salt++) {
    const text = salt === 0 ? source : `${source} ${salt}`;
    const id = (fnv1a(text, 0x811c9dc5) * 0x1000 + (fnv1a(text, 0x9747b28c) >>> 20)).toString(36);
    if (!taken(id)) return id;
  }
}

/** FNV-1a with 32 bits: short names, and no secret. `crypto.subtle` is there in secure contexts only. */
function fnv1a(text: string, start: number): number {
  let hash = start;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
