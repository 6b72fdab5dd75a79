/**
 * How well the board's network works: what a test, a lesson or the student makes fail on purpose. One whole value is
 * set at a time; it holds from then on, for connections that are open, too.
 */
export interface LanConditions {
  /** What every packet takes from one end to the other, in milliseconds. */
  readonly latency: number;
  /** Up to so many milliseconds more, anew for each packet. */
  readonly jitter: number;
  /** Kilobits that pass in a second, in each direction; null is no limit. */
  readonly bandwidth: number | null;
  /** How many of a hundred packets get lost, in each direction. TCP sends its own again, which takes time. */
  readonly loss: number;
  /** `fails`: a name server that has no address for any name. `silent`: one that never answers. */
  readonly dns: 'works' | 'fails' | 'silent';
  /** `down`: the access point is switched off. */
  readonly link: 'up' | 'down';
  /** Hosts that are switched off, by name or by address. */
  readonly hostsDown: readonly string[];
}

export const GOOD_CONDITIONS: LanConditions = {
  latency: 0,
  jitter: 0,
  bandwidth: null,
  loss: 0,
  dns: 'works',
  link: 'up',
  hostsDown: [],
};

/** What makes sense as a network to learn on. A loss of 100 lets nothing pass. */
export const CONDITION_LIMITS = {
  latency: { least: 0, most: 5_000 },
  jitter: { least: 0, most: 5_000 },
  bandwidth: { least: 8, most: 100_000 },
  loss: { least: 0, most: 100 },
  hostsDown: 16,
} as const;

export type ConditionsChange = Partial<LanConditions>;

/** Good conditions but for `change`. Throws RangeError for a value that no network has. */
export function lanConditions(change: ConditionsChange): LanConditions {
  const conditions = { ...GOOD_CONDITIONS, ...change };
  for (const key of ['latency', 'jitter', 'bandwidth', 'loss'] as const) {
    const value = conditions[key];
    const { least, most } = CONDITION_LIMITS[key];
    // Written so that NaN is out of every range.
    if (value !== null && !(value >= least && value <= most)) {
      throw new RangeError(`${key} is ${value}, not ${least} to ${most}`);
    }
  }
  if (conditions.hostsDown.length > CONDITION_LIMITS.hostsDown) {
    throw new RangeError(`more than ${CONDITION_LIMITS.hostsDown} hosts down`);
  }
  return conditions;
}

export function sameConditions(one: LanConditions, other: LanConditions): boolean {
  return (Object.keys(GOOD_CONDITIONS) as (keyof LanConditions)[]).every((key) =>
    key === 'hostsDown'
      ? one.hostsDown.length === other.hostsDown.length &&
        one.hostsDown.every((host, place) => host === other.hostsDown[place])
      : one[key] === other[key],
  );
}

export function areGood(conditions: LanConditions): boolean {
  return sameConditions(conditions, GOOD_CONDITIONS);
}

/** Conditions that one meets in life, for lessons and for the page's choice. */
export const CONDITION_PRESETS = {
  good: GOOD_CONDITIONS,
  slowPhone: lanConditions({ latency: 300, jitter: 200, bandwidth: 64, loss: 1 }),
  lossyWifi: lanConditions({ latency: 5, jitter: 40, loss: 15 }),
  nameServerDown: lanConditions({ dns: 'silent' }),
  linkDown: lanConditions({ link: 'down' }),
} as const;
