/** One row of `npm run bench -- --out FILE`: floor and peers come from the same run as the value. */
export interface Figure {
  id: string;
  value: number;
  unit: string;
  /** What no product can do without, in the row's unit; null where there is no such thing. */
  floor: number | null;
  peers: Record<string, number>;
  target: string;
  /** What would be excellent; '' for none. */
  stretch: string;
  met: boolean;
  stretchMet: boolean;
  /** value / floor, where there is a floor. */
  ratio: number | null;
  /** Every single measurement the figures come from. */
  samples: Record<string, number[]>;
}

/** What a part of the bench measured for one row. */
export interface Measured {
  value: number;
  floor?: number;
  peers?: Record<string, number>;
  samples?: Record<string, number[]>;
}

/** The row's bound: `value <= times * floor`, `value <= atMost` or `value >= atLeast`; all that are given must hold. */
export interface Bound {
  times?: number;
  atMost?: number;
  atLeast?: number;
}

export interface Target extends Bound {
  id: string;
  unit: string;
  stretch?: Bound;
}

/** Judges what was measured. */
export function judged(target: Target, { value, floor, peers = {}, samples = {} }: Measured): Figure {
  return {
    id: target.id,
    value: round(value),
    unit: target.unit,
    floor: floor === undefined ? null : round(floor),
    peers: Object.fromEntries(Object.entries(peers).map(([name, figure]) => [name, round(figure)])),
    target: words(target),
    stretch: target.stretch ? words(target.stretch) : '',
    met: holds(target, value, floor),
    stretchMet: target.stretch !== undefined && holds(target.stretch, value, floor),
    ratio: floor ? round(value / floor) : null,
    samples,
  };
}

function holds({ times, atMost, atLeast }: Bound, value: number, floor: number | undefined): boolean {
  if (Number.isNaN(value)) return false;
  if (times !== undefined && (floor === undefined || value > times * floor)) return false;
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

function words({ times, atMost, atLeast }: Bound): string {
  return [
    times === undefined ? '' : `<= ${times} x floor`,
    atMost === undefined ? '' : `<= ${atMost}`,
    atLeast === undefined ? '' : `>= ${atLeast}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The p-th quantile (0.5: the median) of the samples, NaN for none. */
export function quantile(samples: number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: number[]): number => quantile(samples, 0.5);

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
