/** One figure of a benchmark, with what it should be. */
export interface Figure {
  readonly unit: string;
  /** In words, such as `>= 3.4`; figures that only explain others have none. */
  readonly target?: string;
  readonly median: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly n: number;
}

export type Figures = Record<string, Figure>;

const round = (value: number): number => Number(value.toPrecision(4));

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export function figure(unit: string, samples: readonly number[], target?: string): Figure {
  return {
    unit,
    ...(target === undefined ? {} : { target }),
    median: round(median(samples)),
    p95: round(percentile(samples, 0.95)),
    p99: round(percentile(samples, 0.99)),
    n: samples.length,
  };
}

/** A figure that was taken once, such as a size. */
export const single = (unit: string, value: number, target?: string): Figure => ({
  unit,
  ...(target === undefined ? {} : { target }),
  median: round(value),
  n: 1,
});

export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
