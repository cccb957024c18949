/**
 * What the background does about the line besides using it: keeps its newest state and its outages, and after each time
 * without a line asks the phone system what came meanwhile.
 *
 *   ready --watchdog--> "up until now"      not ready ... ready again --> gap (up until .. ready)
 *   gap --> ask at once, and again for 2 min, since a call of that time may only be ending --> asked with success --> gone
 */
import { db } from './db';
import { asFailure } from './errors';
import { fetchMissedCalls, idOf, type MissedCall } from './missed-calls';
import { beginOutage, followOutage, noteFetched } from './outages';
import type { Settings } from './settings';
import { type JournalEntry, type LineConfig, type LineState, livesElsewhere } from './softphone/softphone';
import { addNotice, dropNotices, loadLine, storeLine } from './status';

/** A call that ended so long before the loss was noticed may never have reached us. */
const MARGIN_MS = 60_000;
/** How long after the line's return calls of the time before may still come to their end. */
const AFTERMATH_MS = 120_000;
/** Two legs of one call begin within this time. */
const SAME_CALL_MS = 600_000;

/** The line that these settings describe; the demonstration line until another is set up. */
export function lineConfig({ connector, sip, handOff, instanceId, ringtone, calls, audio }: Settings): LineConfig {
  const { doNotDisturb, autoAnswer } = calls;
  // A program that has the calls also rings for them.
  const own = livesElsewhere(connector) ? { ...ringtone, on: false } : ringtone;
  const choices = { ringtone: own, doNotDisturb, autoAnswer, audio };
  if (connector === 'sip') return { connector, account: sip, instanceId, ...choices };
  return connector === 'handOff' ? { connector, ...handOff, ...choices } : { connector, ...choices };
}

export interface LineCareParts {
  settings(): Promise<Settings>;
  takeEvents(entries: JournalEntry[]): Promise<number[]>;
  now(): number;
}

export class LineCare {
  #asking: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: LineCareParts) {}

  /** Takes the newest state of the line, one after the other. @returns whether it says anything new */
  took(line: LineState): Promise<boolean> {
    return this.#inTurn(() => this.#took(line));
  }

  /** A line host has started where one should have been running. */
  hostStarted(): Promise<void> {
    return this.#inTurn(async () => {
      const before = await loadLine();
      if (before.phase === 'ready') await beginOutage((await upUntil()) ?? before.since, 'lineHostGone');
    });
  }

  /** Lost and ready again can come in the same moment: each has to see what the one before it left. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work, work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #took(line: LineState): Promise<boolean> {
    const before = await loadLine();
    if (JSON.stringify(before) === JSON.stringify(line)) return false;
    await storeLine(line);
    await followOutage(before, line, this.parts.now());
    if (line.phase === 'ready' && before.phase !== 'ready') await openGap(line.since);
    return true;
  }

  /** Looks after the line: MUST be called when it is ready again and by the watchdog. Never rejects for the far side's sake. */
  look(): Promise<void> {
    this.#asking ??= this.#look().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #look(): Promise<void> {
    const [{ connector, missedCalls }, line] = await Promise.all([this.parts.settings(), loadLine()]);
    if (connector === 'demo' || connector === 'handOff' || line.phase !== 'ready') return;
    const gap = await loadGap();
    if (gap && missedCalls.url) await this.#ask(missedCalls, gap);
    else if (gap) await db.status.delete('lineGap');
    await db.status.put({ id: 'lineUp', until: this.parts.now() });
  }

  async #ask(settings: Settings['missedCalls'], gap: { from: number; to: number }): Promise<void> {
    try {
      const told = await fetchMissedCalls(settings, gap.from);
      const calls = told.filter(({ startedAt }) => startedAt <= gap.to);
      const unknown = (await Promise.all(calls.map(notInLog))).filter((call) => call !== undefined);
      await this.parts.takeEvents(await Promise.all(unknown.map(asEvent)));
      await noteFetched(gap.from, gap.to, await countOf(calls));
      await dropNotices(({ code }) => code.startsWith('missedCalls'));
      if (this.parts.now() > gap.to + AFTERMATH_MS) await db.status.delete('lineGap');
    } catch (error) {
      const { code, detail } = asFailure(error);
      if (!code.startsWith('missedCalls')) throw error;
      await addNotice(code, detail, this.parts.now());
    }
  }
}

/** The time before `readyAt` without a line. One that has not been asked about yet grows. */
async function openGap(readyAt: number): Promise<void> {
  const up = await upUntil();
  if (up === undefined) return;
  const gap = await loadGap();
  await db.status.put({ id: 'lineGap', from: Math.min(up - MARGIN_MS, gap?.from ?? readyAt), to: readyAt });
}

async function loadGap(): Promise<{ from: number; to: number } | undefined> {
  const row = await db.status.get('lineGap');
  return row?.id === 'lineGap' ? row : undefined;
}

async function upUntil(): Promise<number | undefined> {
  const row = await db.status.get('lineUp');
  return row?.id === 'lineUp' ? row.until : undefined;
}

/** The call, unless it has rung here and is in the log. */
async function notInLog(call: MissedCall): Promise<MissedCall | undefined> {
  const ids = new Set([call.callId, ...call.legs]);
  const known = await db.calls
    .where('startedAt')
    .between(call.startedAt - SAME_CALL_MS, call.endedAt + SAME_CALL_MS)
    .and(({ sipCallId }) => sipCallId !== undefined && ids.has(sipCallId))
    .count();
  return known === 0 ? call : undefined;
}

/** How many of these calls are in the log because they were fetched. */
async function countOf(calls: MissedCall[]): Promise<number> {
  const rows = await db.calls.bulkGet(await Promise.all(calls.map(({ callId }) => idOf(callId))));
  return rows.filter((row) => row !== undefined).length;
}

async function asEvent(call: MissedCall): Promise<JournalEntry> {
  const { callId, number, name, startedAt, endedAt } = call;
  const facts = {
    ...{ id: await idOf(callId), direction: 'incoming' as const, phase: 'ended' as const },
    ...{ number, displayName: name, withheld: number === '', startedAt, sipCallId: callId },
    end: { at: endedAt, reason: 'lineDown' as const },
  };
  // In no journal: asked for again, they come again.
  return { key: 0, event: { seq: 1, facts }, line: 'sip' };
}
