/**
 * The soak: `npm run soak -- --out FILE [--minutes 30]`. A call every 20 s into a browser that nobody touches, with its
 * default switches: registrations run out every minute, the browser puts the worker to sleep whenever it likes, and no
 * debugger is on it. Calls every 20 s keep the worker awake, so in the last quarter of the time each call comes when the
 * browser has put it to sleep. No call may be missing, and each must be there at once. Exit 1 where one was not.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Call } from '../../lib/call.ts';
import type { Outage } from '../../lib/outages.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const CALLER = '+493023125001';
const EVERY_MS = 20_000;
const RINGS_MS = 4000;
/** The part of the time with a call every 20 s. */
const BUSY_PART = 0.75;
/** A worker that nothing wakes sleeps after half a minute. */
const ASLEEP_LIMIT_MS = 120_000;

interface Ring {
  callId: string;
  /** By the PBX's clock. */
  at: number;
  /** Did the worker run when the call came? */
  awake: boolean;
  /** Did the PBX reach the softphone? */
  rang: boolean;
}

interface SoakResult {
  minutes: number;
  calls: number;
  rang: number;
  inLog: number;
  missing: string[];
  doubled: number;
  /** Calls that came while the worker was asleep. */
  whileAsleep: number;
  /** From the call at the PBX to the ringing entry, ms. */
  p50: number;
  p95: number;
  longest: number;
  outages: Outage[];
  met: boolean;
}

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'soak.json' }, minutes: { type: 'string', default: '30' } },
});
const minutes = Number(values.minutes);
const stage = await Stage.start({ pbx: true });
try {
  await stage.save({ callWindowOpens: false, sip: { ...stage.sip, expires: 60 } });
  await stage.lineIs('ready');
  // Asking our pages keeps the worker awake; what it did is read at the end.
  await (await stage.ownPage()).close();
  const rings = await soak(stage, minutes * 60_000);
  const result = judge(rings, await stage.log(), await stage.rows<Outage>('outages'));
  writeFileSync(resolve(values.out), `${JSON.stringify(result, undefined, 2)}\n`);
  const { missing, outages, ...figures } = result;
  console.table([{ ...figures, missing: missing.length, outages: outages.length }]);
  process.exitCode = result.met ? 0 : 1;
} finally {
  await stage.stop();
}

/** One call after the other; each is given up after 4 s of ringing. */
async function soak({ pbx, test }: Stage, durationMs: number): Promise<Ring[]> {
  const began = Date.now();
  const rings: Ring[] = [];
  const worker = test as TestBrowser;
  for (let next = began + EVERY_MS; next <= began + durationMs; next = Math.max(next + EVERY_MS, Date.now())) {
    await pause(Math.max(0, next - Date.now()));
    if (next - began > durationMs * BUSY_PART)
      await until('a worker that sleeps', () => !worker.workerRuns(), { timeoutMs: ASLEEP_LIMIT_MS });
    const awake = worker.workerRuns();
    const at = Date.now();
    const ring = await pbx.ring({ number: CALLER });
    const ringing = async () => (await pbx.channels()).some(({ id, state }) => id === ring.id && state === 'Ringing');
    const rang = await until('ringing at the softphone', ringing, { timeoutMs: RINGS_MS }).catch(() => false);
    await pause(Math.max(0, at + RINGS_MS - Date.now()));
    await ring.hangUp();
    await ring.over();
    rings.push({ callId: ring.callId, at, awake, rang: rang === true });
    if (rings.length % 15 === 0) console.log(`${Math.round((Date.now() - began) / 60_000)} min: ${rings.length} calls`);
  }
  return rings;
}

function judge(rings: Ring[], log: Call[], outages: Outage[]): SoakResult {
  const entries = new Map(rings.map((ring) => [ring, log.filter(({ sipCallId }) => sipCallId === ring.callId)]));
  const right = ({ state, endReason }: Call) => state === 'missed' && endReason === 'callerGaveUp';
  const missing = rings.filter((ring) => !entries.get(ring)?.some(right)).map(({ callId }) => callId);
  const delays = rings
    .flatMap((ring) => (entries.get(ring) ?? []).map(({ startedAt }) => startedAt - ring.at))
    .sort((a, b) => a - b);
  const at = (part: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? Number.NaN;
  const doubled = [...entries.values()].filter((found) => found.length > 1).length;
  const rang = rings.filter((ring) => ring.rang).length;
  const whileAsleep = rings.filter(({ awake }) => !awake).length;
  return {
    ...{ minutes, calls: rings.length, rang, inLog: log.length, missing, doubled },
    ...{
      whileAsleep,
      p50: at(0.5),
      p95: at(0.95),
      longest: at(1),
      outages,
    },
    met:
      missing.length === 0 && doubled === 0 && whileAsleep > 0 && rang === rings.length && log.length === rings.length,
  };
}
