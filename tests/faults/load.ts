/** Many calls in a short time, of all kinds: what the log makes of them, what memory they take, whether the panel lives. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import type { Call } from '../../lib/call.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { type CallerPlan, crowdFromOutside } from '../parts/sip-caller.ts';
import type { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

interface Kind {
  number: string;
  to: string;
  /** Of all calls. */
  part: number;
  plan: CallerPlan;
  /** How every one of them has to stand in the log. */
  ends: Pick<Call, 'state' | 'endReason'>;
  answered: boolean;
}

/** The number says what becomes of the call: what the agent does with it is decided in `followCalls`. */
const KINDS: Kind[] = [
  {
    ...{ number: '+493023125001', to: '105', part: 0.6, plan: { cancelAfterS: 0.7 } },
    ...{ ends: { state: 'missed', endReason: 'callerGaveUp' }, answered: false },
  },
  {
    ...{ number: '+493023125002', to: '105', part: 0.2, plan: { byeAfterS: 0.3 } },
    ...{ ends: { state: 'ended', endReason: 'declined' }, answered: false },
  },
  {
    ...{ number: '+493023125003', to: '105', part: 0.1, plan: { byeAfterS: 0.3 } },
    ...{ ends: { state: 'hungUp', endReason: 'remoteHangUp' }, answered: true },
  },
  {
    ...{ number: '+493023125004', to: '105e', part: 0.1, plan: { byeAfterS: 0.1 } },
    ...{ ends: { state: 'ended', endReason: 'answeredElsewhere' }, answered: false },
  },
];

export interface LoadResult {
  calls: number;
  inLog: number;
  lost: number;
  doubled: number;
  /** Calls whose entry tells another end than they had, as "kind: end". */
  wrong: string[];
  /** Bytes in use after a forced collection: how many more than after the first tenth of the calls. */
  heap?: Record<'worker' | 'lineHost', number>;
  /** Between frames of the panel while it all happens, ms. */
  frames: { p95: number; longest: number };
}

/** The agent's hands: accepts and declines by number, from a page of ours. */
export async function followCalls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { browser } = globalThis as unknown as { browser: { runtime: { sendMessage(m: object): Promise<unknown> } } };
    const tell = (name: string, callId: string) =>
      browser.runtime.sendMessage({ ringside: 1, to: 'background', name, data: { callId } });
    const read = () =>
      new Promise<{ id: string; number: string }[]>((resolve) => {
        const open = indexedDB.open('ringside');
        open.onsuccess = () => {
          const found: { id: string; number: string }[] = [];
          const rows = open.result
            .transaction('calls')
            .objectStore('calls')
            .index('[state+startedAt]')
            .openCursor(IDBKeyRange.bound(['ringing', 0], ['ringing', Number.MAX_SAFE_INTEGER]));
          rows.onsuccess = () => {
            const cursor = rows.result;
            if (!cursor) {
              open.result.close();
              resolve(found);
              return;
            }
            found.push(cursor.value);
            cursor.continue();
          };
        };
      });
    const declined = new Set<string>();
    const look = async () => {
      for (const { id, number } of await read()) {
        if (number.endsWith('003')) void tell('accept', id);
        if (number.endsWith('002') && !declined.has(id)) {
          declined.add(id);
          void tell('reject', id);
        }
      }
      setTimeout(look, 150);
    };
    void look();
  });
}

/** Transactions of SIP live on for 32 s after their end: memory is compared when they are gone. */
const SETTLED_MS = 36_000;

/**
 * Lets this many calls come in at this rate, and looks at what came of them.
 * @param withHeap also compares memory after a first tenth with that after all: twice half a minute longer
 */
export async function load(stage: Stage, calls: number, rate: number, withHeap: boolean): Promise<LoadResult> {
  const before = new Set((await stage.log()).map(({ id }) => id));
  const fresh = async () => (await stage.log()).filter(({ id }) => !before.has(id));
  const cdrBefore = stage.pbx.cdr().length;
  const crowd = (share: number) =>
    Promise.all(
      KINDS.map(({ number, to, plan, part }) =>
        crowdFromOutside(stage.pbx, { number, to, plan, calls: Math.round(calls * share * part), rate: rate * part }),
      ),
    );
  if (withHeap) await crowd(0.1);
  const start = withHeap ? await settled(stage) : undefined;
  const panel = await stage.test.openExtensionPage('sidepanel.html');
  await panel.bringToFront();
  await watchFrames(panel);
  await crowd(withHeap ? 0.9 : 1);
  const over = async () => {
    const all = await fresh();
    return all.length >= calls && all.every(({ state }) => !['ringing', 'connected', 'dialling'].includes(state));
  };
  // What is missing is counted below; waiting longer would not bring it.
  await until('the end of all calls', over, { timeoutMs: 30_000, intervalMs: 300 }).catch(() => undefined);
  const frames = await framesOf(panel);
  // Our pages share one memory with the line host: what the panel shows is not the host's.
  await panel.close();
  const end = withHeap ? await settled(stage) : undefined;
  const log = await fresh();
  // Every leg that reached the agent, by the PBX's own records.
  const legs = stage.pbx
    .cdr()
    .slice(cdrBefore)
    .flatMap((row) => row.legs.filter(({ agent }) => agent === 'agent5').map(({ callId }) => callId));
  const reached = new Set(legs);
  const counts = Map.groupBy(log, ({ sipCallId }) => sipCallId ?? '');
  return {
    calls,
    inLog: log.length,
    lost: [...reached].filter((callId) => !counts.has(callId)).length + (calls - reached.size),
    doubled: [...counts.values()].filter((rows) => rows.length > 1).length,
    wrong: log.flatMap(wrongEnd),
    ...(start && end && { heap: { worker: end.worker - start.worker, lineHost: end.lineHost - start.lineHost } }),
    frames,
  };
}

function wrongEnd({ number, state, endReason, answeredAt }: Call): string[] {
  const kind = KINDS.find((one) => one.number === number);
  if (!kind) return [`unknown caller ${number}`];
  const { ends, answered } = kind;
  const right = state === ends.state && endReason === ends.endReason && (answeredAt !== undefined) === answered;
  return right ? [] : [`${kind.ends.endReason}: ${state} ${endReason} ${answeredAt === undefined ? '' : 'answered'}`];
}

async function settled(stage: Stage): Promise<{ worker: number; lineHost: number }> {
  await pause(SETTLED_MS);
  return heaps(stage);
}

async function heaps(stage: Stage): Promise<{ worker: number; lineHost: number }> {
  const browser = stage.test as TestBrowser;
  const host = await (await browser.offscreen()).createCDPSession();
  try {
    return { worker: await browser.inWorkerSession(heap), lineHost: await heap(host) };
  } finally {
    await host.detach();
  }
}

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

async function watchFrames(panel: Page): Promise<void> {
  await panel.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const frame = (now: number) => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(globalThis, { gaps });
  });
}

async function framesOf(panel: Page): Promise<LoadResult['frames']> {
  const gaps = (await panel.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps)).sort((a, b) => a - b);
  const at = (part: number) => Math.round(gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))] ?? 0);
  return { p95: at(0.95), longest: at(1) };
}
