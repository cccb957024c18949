/**
 * When the line was down. While an outage lasts every surface says so by itself (LineState); what is kept here is for
 * afterwards: calls may have been missed. Written by the background alone.
 */
import { browser } from 'wxt/browser';
import { db } from './db';
import type { ErrorCode } from './errors';
import type { LineState } from './softphone/softphone';

/** One time without a line, between two in which it was ready. Key: `from`. */
export interface Outage {
  /** Epoch ms. */
  from: number;
  /** Absent while it lasts. */
  to?: number | undefined;
  reason: ErrorCode;
  /** The last error in the words of the server or browser. */
  detail?: string | undefined;
  /** 1 = the user has put the message away. */
  told: 0 | 1;
  /** How many calls of that time the phone system told us about later; absent where it was not asked. */
  fetched?: number | undefined;
}

/** In the browser's session memory: the line has been ready since the browser started. A browser that was closed is no outage. */
const WAS_READY = 'lineWasReady';
/** A shorter one is kept, but nobody is bothered with it. */
const WORTH_TELLING_MS = 10_000;
const KEPT_MS = 30 * 86_400_000;

/** Follows the line from one state to the next. Only a real line has outages, and only after it was ready once. */
export async function followOutage(before: LineState, line: LineState, now: number): Promise<void> {
  const real = line.connector !== 'demo' && line.connector !== 'none';
  if (!real || line.connector !== before.connector) await forgetOpen();
  if (!real) {
    await browser.storage.session.remove(WAS_READY);
    return;
  }
  if (line.phase === 'ready') {
    await endOutage(line.since);
    await browser.storage.session.set({ [WAS_READY]: true });
    await db.outages
      .where('from')
      .below(now - KEPT_MS)
      .delete();
  } else if (line.phase === 'lost') {
    await beginOutage(line.since, line.reason ?? 'serverUnreachable', line.detail);
  }
}

/** An outage has begun, or is told more of. */
export async function beginOutage(from: number, reason: ErrorCode, detail?: string): Promise<void> {
  const { [WAS_READY]: wasReady } = await browser.storage.session.get(WAS_READY);
  if (!wasReady) return;
  await db.transaction('rw', db.outages, async () => {
    const open = await openOutage();
    await db.outages.put(open ? { ...open, reason, detail } : { from, reason, detail, told: 0 });
  });
}

/** The newest outages, newest first. */
export function recentOutages(most: number): Promise<Outage[]> {
  return db.outages.orderBy('from').reverse().limit(most).toArray();
}

/** The newest outage that is over and that the user has not put away; undefined when there is none to speak of. */
export async function untoldOutage(): Promise<Outage | undefined> {
  const recent = await recentOutages(20);
  return recent.find(({ from, to, told }) => told === 0 && to !== undefined && to - from >= WORTH_TELLING_MS);
}

/** The user has seen them. */
export async function dismissOutages(): Promise<void> {
  await db.outages.filter(({ to }) => to !== undefined).modify({ told: 1 });
}

/** Notes how many calls of these times were fetched from the phone system. */
export async function noteFetched(from: number, to: number, count: number): Promise<void> {
  await db.outages
    .where('from')
    .between(from, to, true, true)
    .modify((outage) => {
      outage.fetched = Math.max(outage.fetched ?? 0, count);
    });
}

async function endOutage(at: number): Promise<void> {
  await db.transaction('rw', db.outages, async () => {
    const open = await openOutage();
    if (open) await db.outages.put({ ...open, to: Math.max(at, open.from) });
  });
}

async function forgetOpen(): Promise<void> {
  await db.transaction('rw', db.outages, async () => {
    const open = await openOutage();
    if (open) await db.outages.delete(open.from);
  });
}

async function openOutage(): Promise<Outage | undefined> {
  const newest = await db.outages.orderBy('from').last();
  return newest?.to === undefined ? newest : undefined;
}
