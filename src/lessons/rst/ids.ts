/** A name usable as an id and in an address: lower-case letters, digits and single hyphens, at most 60 of them. */
export function slug(text: string): string {
  const plain = text
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  return plain.replace(/^-|-$/g, '').slice(0, 60).replace(/-$/, '');
}

/** Hands out ids, each once: the second `setup` is `setup-2`. */
export class Ids {
  readonly #counts = new Map<string, number>();
  readonly #taken = new Set<string>();

  /** @param fallback stands in for a text without a letter or digit */
  take(text: string, fallback: string): string {
    const base = slug(text) || fallback;
    let count = (this.#counts.get(base) ?? 0) + 1;
    let id = count === 1 ? base : `${base}-${count}`;
    while (this.#taken.has(id)) id = `${base}-${++count}`;
    this.#counts.set(base, count);
    this.#taken.add(id);
    return id;
  }
}

/** Reference names are compared without regard to case and to how they are spaced. */
export function referenceName(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
