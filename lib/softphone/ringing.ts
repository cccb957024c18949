/** When the host rings, and how: a ringtone while a call comes in, a soft tone when the user is in another call. */
import type { CallFacts } from '../call';
import type { RingtoneConfig, ToneName } from './softphone';
import { after } from './timers';

const PREVIEW_MS = 3000;
const ANNOUNCE_MS = 600;

export type PlayTone = (tone: ToneName, volume: number, signal: AbortSignal) => void;

export class Ringing {
  #now: { tone: ToneName; stop: AbortController } | undefined;
  #single: AbortController | undefined;
  ringtone: RingtoneConfig = { on: false, volume: 0 };

  constructor(
    private readonly play: PlayTone,
    private readonly signal: AbortSignal,
  ) {}

  /** MUST be called whenever a call changed. @param taken calls the user has just accepted or declined */
  update(calls: CallFacts[], taken: ReadonlySet<string>): void {
    const wanted = this.ringtone.on ? toneFor(calls, taken) : undefined;
    if (wanted === this.#now?.tone) return;
    this.#now?.stop.abort();
    this.#now = undefined;
    if (!wanted) return;
    const stop = new AbortController();
    this.#now = { tone: wanted, stop };
    this.play(wanted, this.ringtone.volume, AbortSignal.any([stop.signal, this.signal]));
  }

  /** Lets the user hear the ringtone for 3 s. */
  preview(volume: number): void {
    this.#once('ringtone', volume, PREVIEW_MS);
  }

  /** Says that a call answers itself now: somebody hears what is said in this room. */
  announce(): void {
    this.#once('answered', 1, ANNOUNCE_MS);
  }

  #once(tone: ToneName, volume: number, ms: number): void {
    this.#single?.abort();
    const stop = new AbortController();
    this.#single = stop;
    this.play(tone, volume, AbortSignal.any([stop.signal, this.signal]));
    after(ms, this.signal, () => stop.abort());
  }
}

function toneFor(calls: CallFacts[], taken: ReadonlySet<string>): ToneName | undefined {
  const rings = calls.some((call) => call.phase === 'ringing' && !taken.has(call.id));
  if (!rings) return undefined;
  const inCall = calls.some(
    (call) =>
      call.phase === 'connected' || call.phase === 'dialling' || (call.phase === 'ringing' && taken.has(call.id)),
  );
  return inCall ? 'callWaiting' : 'ringtone';
}
