/** How the parts of a split share its length. */
export interface SplitSizes {
  /** Of a hundred; 0 for a part that is folded. The sum is 100, unless all are folded. */
  readonly shares: readonly number[];
  /** What each folded part had, and gets back; 0 for the others. */
  readonly folded: readonly number[];
}

/** What a part puts up with, in pixels. */
export interface PartLimits {
  readonly least: number;
  /** Null: it cannot be folded. */
  readonly folded: number | null;
}

export const isFolded = ({ folded }: SplitSizes, at: number): boolean => (folded[at] ?? 0) > 0;

export function defaultSizes(shares: readonly number[]): SplitSizes {
  return { shares, folded: shares.map(() => 0) };
}

/** Folds a part away, for the benefit of the one beside it, or takes it back. The last open part stays open. */
export function toggled(sizes: SplitSizes, at: number): SplitSizes {
  const other = neighbour(sizes, at);
  if (other === null) return sizes;
  const shares = [...sizes.shares];
  const folded = [...sizes.folded];
  const [own, beside] = [shares[at] ?? 0, shares[other] ?? 0];
  if (isFolded(sizes, at)) {
    // The neighbour may have become smaller meanwhile.
    const back = Math.min(folded[at] ?? 0, beside * 0.75);
    [shares[at], shares[other], folded[at]] = [back, beside - back, 0];
  } else [shares[at], shares[other], folded[at]] = [0, beside + own, Math.max(own, 1)];
  return { shares, folded };
}

/** The open part that gains or loses with this one: the nearest behind it, else before it. */
function neighbour(sizes: SplitSizes, at: number): number | null {
  const open = sizes.shares.flatMap((_, index) => (index !== at && !isFolded(sizes, index) ? [index] : []));
  return open.find((index) => index > at) ?? open.at(-1) ?? null;
}

/**
 * The divider before part `at` is moved by so many pixels. The part that it moves away from grows; those that it moves
 * towards shrink one after the other to what they put up with, and the nearest of them folds when it is pushed beyond half of that.
 *
 * @param lengths of the parts as they are, in pixels
 */
export function moved(
  sizes: SplitSizes,
  lengths: readonly number[],
  limits: readonly PartLimits[],
  at: number,
  by: number,
): SplitSizes {
  const next = [...lengths];
  const folded = [...sizes.folded];
  const indices = lengths.map((_, index) => index);
  const givers = by > 0 ? indices.slice(at) : indices.slice(0, at).reverse();
  const gainer = by > 0 ? at - 1 : at;
  const limit = limits[gainer];
  if (!limit) return sizes;

  let wanted = Math.abs(by);
  if (isFolded(sizes, gainer)) {
    const length = lengths[gainer] ?? 0;
    if (wanted < (limit.least - length) / 2) return sizes;
    wanted = Math.max(wanted, limit.least - length);
    folded[gainer] = 0;
  }
  const all = wanted;
  for (const giver of givers) {
    if (isFolded(sizes, giver)) continue;
    const gives = Math.min(wanted, Math.max(0, (next[giver] ?? 0) - (limits[giver]?.least ?? 0)));
    next[giver] = (next[giver] ?? 0) - gives;
    wanted -= gives;
  }
  const nearest = givers.find((giver) => !isFolded(sizes, giver));
  const small = nearest === undefined ? undefined : limits[nearest];
  if (nearest !== undefined && small && small.folded !== null && wanted > small.least / 2) {
    wanted -= (next[nearest] ?? 0) - small.folded;
    folded[nearest] = Math.max(sizes.shares[nearest] ?? 0, 1);
  }
  if (isFolded(sizes, gainer) && wanted > 0) return sizes;
  next[gainer] = (next[gainer] ?? 0) + all - wanted;
  return { shares: sharesOf(next, folded), folded };
}

function sharesOf(lengths: readonly number[], folded: readonly number[]): number[] {
  const open = lengths.map((length, index) => ((folded[index] ?? 0) > 0 ? 0 : length));
  const sum = open.reduce((all, length) => all + length, 0);
  return open.map((length) => (sum === 0 ? 0 : (100 * length) / sum));
}

/** As text to keep, and back; null where it is of another split, or of nobody's. */
export const writeSizes = (sizes: SplitSizes): string => JSON.stringify(sizes);

export function readSizes(text: string | null, parts: number): SplitSizes | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { shares, folded } = kept as Record<string, unknown>;
    if (!areShares(shares, parts) || !areShares(folded, parts)) return null;
    const open = shares.reduce((all, share) => all + share, 0);
    const agrees = shares.every((share, index) => share > 0 !== (folded[index] ?? 0) > 0);
    return agrees && Math.abs(open - 100) < 1 ? { shares, folded } : null;
  } catch {
    return null;
  }
}

const areShares = (value: unknown, parts: number): value is number[] =>
  Array.isArray(value) &&
  value.length === parts &&
  value.every((one) => typeof one === 'number' && one >= 0 && one <= 100);
