/** A fault played again and again against one stage, and what came of it. */
import type { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

/** What one try came to: how long until the state was right again, and how many entries the call has in the log. */
export interface Recovery {
  ms: number;
  entries: number;
}

export interface Campaign {
  id: string;
  target: string;
  /** The 95th percentile that is not to be exceeded, ms. */
  limitMs?: number;
  /** One try, the nth from 0. Rejects where the state does not become right. */
  run(stage: Stage, n: number): Promise<Recovery>;
}

/** One row of `npm run faults -- --out FILE`. */
export interface CampaignResult {
  id: string;
  tries: number;
  recovered: number;
  lost: number;
  doubled: number;
  p50: number;
  p95: number;
  unit: 'ms';
  target: string;
  met: boolean;
}

/** A worker killed in the middle of a push holds the record's lease until it runs out. */
const RECORDS_LIMIT_MS = 150_000;

/** Plays a campaign. What went wrong in a try is said at once and counts as not recovered; the next try follows. */
export async function play(
  { id, target, limitMs = Number.POSITIVE_INFINITY, run }: Campaign,
  stage: Stage,
  tries: number,
): Promise<CampaignResult> {
  const before = (await stage.log()).length;
  const recoveries: Recovery[] = [];
  for (let n = 1; n <= tries; n++) {
    try {
      recoveries.push(await run(stage, n - 1));
    } catch (error) {
      console.log(`${id}, try ${n}: ${error instanceof Error ? error.message : error}`);
      await stage.pbx.hangUpAll();
    }
  }
  const entries = (await stage.log()).length - before;
  const doubledNow = recoveries.filter((recovery) => recovery.entries > 1).length;
  const doubled = Math.max(doubledNow, entries - tries, 0);
  const lost = Math.max(tries - recoveries.length, tries - entries, 0);
  const times = recoveries.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    ...{ id, tries, recovered: recoveries.length, lost, doubled },
    ...{ p50: quantile(times, 0.5), p95: quantile(times, 0.95), unit: 'ms' as const, target },
    met: recoveries.length === tries && lost === 0 && doubled === 0 && quantile(times, 0.95) <= limitMs,
  };
}

/** Waits until all records are through; then log, CDR and Tryton MUST tell the same calls. */
export async function checkAllRecords(stage: Stage): Promise<void> {
  const waiting = async () => (await stage.rows<{ state: string }>('outbox')).filter(({ state }) => state !== 'stored');
  await until('all records to be stored', async () => (await waiting()).length === 0, { timeoutMs: RECORDS_LIMIT_MS });
  await stage.checkRecords();
}

/** The smallest value that the given part of all values does not exceed; 0 of none. */
function quantile(sorted: number[], part: number): number {
  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0);
}
