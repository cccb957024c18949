/**
 * How well a call sounds, from what the browser measures: the E-model (ITU-T G.107) with default values, reduced to what
 * delay, loss and codec change. Pure; measuring is up to the connector.
 *
 *   R = 93.2 - Id(delay) - Ie,eff(loss, codec)     MOS from R (G.107 annex B)
 */

/** A reading of one direction or both, since the call began. */
export interface Reading {
  /** Packets that came in, and that did not. */
  received: number;
  lost: number;
  /** Seconds. */
  jitter: number;
  /** To the far end of the audio path and back, seconds; undefined before the far end has reported. */
  roundTrip?: number | undefined;
  /** Share of our packets that the far end lost, 0..1. */
  lostThere?: number | undefined;
  opus: boolean;
}

/** What is shown and kept of a call's quality. */
export interface CallQuality {
  /** 1 (bad) .. 4.5 (excellent), of the worse direction. */
  mos: number;
  /** ms */
  jitter: number;
  /** ms; undefined where nobody reported it. */
  roundTrip?: number | undefined;
  /** Percent of packets, of what we hear and of what the far end hears. */
  lossHere: number;
  lossThere: number;
}

export type QualityLevel = 'good' | 'fair' | 'poor';

/** Delay of coding, packets and play-out beside the way itself and the jitter buffer, ms. */
const FIXED_DELAY_MS = 40;

/** Equipment impairment and robustness against loss (G.113 appendix I; Opus by its low-delay figures). */
const CODECS = { opus: { ie: 0, bpl: 20 }, pcm: { ie: 0, bpl: 25.1 } } as const;

/** The quality between two readings of the same call; the whole call where there is only one. */
export function qualityOf(now: Reading, before?: Reading): CallQuality {
  const received = now.received - (before?.received ?? 0);
  // A packet that came late was counted as lost before it came.
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const lossHere = received + lost > 0 ? lost / (received + lost) : 0;
  const lossThere = Math.min(1, Math.max(0, now.lostThere ?? 0));
  const delay = (now.roundTrip ?? 0) * 500 + 2 * now.jitter * 1000 + FIXED_DELAY_MS;
  const mos = Math.min(mosOf(delay, lossHere, now.opus), mosOf(delay, lossThere, now.opus));
  return {
    mos: round(mos, 100),
    jitter: round(now.jitter * 1000, 1),
    roundTrip: now.roundTrip === undefined ? undefined : round(now.roundTrip * 1000, 1),
    lossHere: round(lossHere * 100, 10),
    lossThere: round(lossThere * 100, 10),
  };
}

/** @param delay one way, mouth to ear, ms @param loss 0..1 */
export function mosOf(delay: number, loss: number, opus: boolean): number {
  const { ie, bpl } = opus ? CODECS.opus : CODECS.pcm;
  const percent = loss * 100;
  // Loss at random: BurstR = 1.
  const impairedByLoss = ie + (95 - ie) * (percent / (percent + bpl));
  return fromRating(93.2 - impairedByDelay(delay) - impairedByLoss);
}

/** Id of G.107 with no echo, in the usual approximation: little up to 177 ms, then steep. */
function impairedByDelay(ms: number): number {
  return 0.024 * ms + (ms > 177.3 ? 0.11 * (ms - 177.3) : 0);
}

function fromRating(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** The bounds are those of G.107 annex B: down to 4.03 users are satisfied, below 3.6 many are not. */
export function levelOf({ mos }: Pick<CallQuality, 'mos'>): QualityLevel {
  if (mos >= 4.03) return 'good';
  return mos >= 3.6 ? 'fair' : 'poor';
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
