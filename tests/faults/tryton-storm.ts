/**
 * The promise of R10 in a storm: calls of all directions and outcomes while Tryton comes and goes, its answers are late, cut
 * after the record was stored or wrong, and the browser is killed. At the end there is one record for each call.
 */
import type { Call } from '../../lib/call.ts';
import type { AgentCall } from '../parts/asterisk-cdr.ts';
import type { TestBrowser } from '../parts/browser.ts';
import type { Mood, MoodyProxy } from '../parts/moody-proxy.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import type { Stage } from '../parts/stage.ts';
import type { CallRecord } from '../parts/tryton.ts';
import { until } from '../parts/wait.ts';

export interface Storm {
  stage: Stage;
  proxy: MoodyProxy;
  /** Ids of parties with the numbers of PARTIES. */
  parties: ReadonlyMap<string, number>;
  calls: number;
  /** How often the browser is killed, and Tryton stopped for a while. */
  kills: number;
  outages: number;
  /** Call-IDs of calls that rang while no browser ran; filled by the storm. */
  missedMeanwhile: string[];
  /** 0..1, repeatable. */
  random: () => number;
}

export interface StormResult {
  calls: number;
  /** Calls that the PBX knows of this agent and the log or the CRM does not. */
  lost: string[];
  doubled: string[];
  /** Calls whose record tells something else than the log. */
  wrong: string[];
  moods: MoodyProxy['counts'];
}

export const CALLERS = Array.from({ length: 8 }, (_, i) => `+49302312500${i}`);
/** Services of the PBX that answer and sound, are busy, refuse, know no such number, ring for long. */
const DIALLED = ['309', '301', '305', '306', '302'].map((service) => `+493012345${service}`);
const BAD: Mood[] = ['late', 'cutAfter', 'cutAfter', 'errorBefore', 'errorAfter', 'gone'];
const KINDS = ['missed', 'declined', 'answered', 'remote', 'dialled', 'dialled', 'talk'] as const;

/** Half of all requests fare badly. */
export function moods(random: () => number): () => Mood {
  return () => (random() < 0.5 ? 'pass' : (BAD[Math.floor(random() * BAD.length)] as Mood));
}

export async function playStorm(storm: Storm): Promise<void> {
  const { stage, calls, kills, outages } = storm;
  const at = (times: number) =>
    new Set(Array.from({ length: times }, (_, i) => Math.floor(((i + 0.5) * calls) / times)));
  const [killAt, outageAt] = [at(kills), at(outages)];
  let backAt = -1;
  for (let n = 0; n < calls; n++) {
    if (outageAt.has(n)) {
      await stage.crm.down();
      backAt = n + 3;
    }
    if (n === backAt) await stage.crm.up();
    if (killAt.has(n)) await killInCall(storm);
    else await oneCall(storm, n);
  }
  if (backAt >= calls) await stage.crm.up();
}

async function oneCall({ stage, random }: Storm, n: number): Promise<void> {
  const kind = KINDS[n % KINDS.length];
  const number = CALLERS[Math.floor(random() * CALLERS.length)] as string;
  const note = `note ${n}`;
  if (kind === 'dialled' || kind === 'talk') {
    const to = kind === 'talk' ? (DIALLED[0] as string) : (DIALLED[Math.floor(random() * DIALLED.length)] as string);
    await dial(stage, to, note);
    return;
  }
  const caller = await stage.pbx.ring({ number, whenAnswered: 'tone440' });
  const call = await callOf(stage, caller.callId, 'ringing');
  await stage.tell('setNote', { callId: call.id, note });
  if (kind === 'missed') await caller.hangUp();
  else if (kind === 'declined') await stage.tell('reject', { callId: call.id });
  else {
    await stage.tell('accept', { callId: call.id });
    await caller.answered();
    await callOf(stage, caller.callId, 'connected');
    if (kind === 'remote') await caller.hangUp();
    else await stage.tell('hangUp', { callId: call.id });
  }
  await over(stage, call.id);
}

async function dial(stage: Stage, number: string, note: string): Promise<void> {
  const log = await stage.log();
  const known = new Set(log.map(({ id }) => id));
  // The same number again within a second is the same press.
  const last = Math.max(0, ...log.filter((call) => call.number === number).map(({ startedAt }) => startedAt));
  await until('a press of its own', () => Date.now() - last > 1100);
  await until('the dial to be taken', async () => ((await stage.tell('dial', { text: number })) as { ok: boolean }).ok);
  const call = await until('the call', async () => (await stage.log()).find(({ id }) => !known.has(id)));
  await stage.tell('setNote', { callId: call.id, note });
  if (number.endsWith('302') || number.endsWith('309')) {
    const under = async () => (await stage.log()).find(({ id }) => id === call.id);
    await until('it to ring or talk', async () => {
      const now = await under();
      return now?.alertingAt !== undefined || now?.state === 'connected';
    });
    await stage.tell('hangUp', { callId: call.id });
  }
  await over(stage, call.id);
}

/** The browser dies while a call talks, another one comes while it is dead, and it starts again. */
async function killInCall({ stage, missedMeanwhile }: Storm): Promise<void> {
  const browser = stage.test as TestBrowser;
  const caller = await stage.pbx.ring({ number: CALLERS[0] as string, whenAnswered: 'tone440' });
  const call = await callOf(stage, caller.callId, 'ringing');
  await stage.tell('accept', { callId: call.id });
  await callOf(stage, caller.callId, 'connected');
  await browser.kill9();
  await stage.pbx.hangUpAll();
  await until('the PBX to forget the dead browser', async () => (await stage.pbx.contacts()) === 0);
  const { callId } = await callFromOutside(stage.pbx, { number: CALLERS[1] as string, plan: { cancelAfterS: 1 } });
  missedMeanwhile.push(callId);
  await browser.start();
  await stage.pbx.registered();
  await stage.lineIs('ready', 30_000);
  await over(stage, call.id);
}

async function callOf(stage: Stage, sipCallId: string, state: Call['state']): Promise<Call> {
  const now = async () => (await stage.log()).find((call) => call.sipCallId === sipCallId && call.state === state);
  return until(`the call ${sipCallId} to be ${state}`, now, { timeoutMs: 15_000 });
}

async function over(stage: Stage, id: string): Promise<void> {
  const ended = async () => (await stage.log()).find((call) => call.id === id)?.endedAt !== undefined;
  await until('the end of the call', ended, { timeoutMs: 20_000 });
}

/** Fair weather again: everything that waits goes out. Then PBX, log and CRM are held against each other. */
export async function judgeStorm({ stage, proxy, parties, calls, missedMeanwhile }: Storm): Promise<StormResult> {
  proxy.mood = () => 'pass';
  const fetched = async () => {
    const log = await stage.log();
    return missedMeanwhile.every((callId) => log.some(({ sipCallId }) => sipCallId === callId));
  };
  // What the PBX writes down after the line is back is asked for by the watchdog, 45 s later.
  await until('the calls that rang while no browser ran', fetched, { timeoutMs: 75_000 }).catch(() => undefined);
  const through = async () => {
    const rows = await stage.rows<{ callId: string; state: string }>('outbox');
    const waiting = rows.filter(({ state }) => state !== 'stored');
    for (const { callId } of waiting) await stage.tell('retryRecord', { callId });
    return waiting.length === 0;
  };
  // A push that the last kill cut off holds its lease for a minute.
  await until('an empty outbox', through, { timeoutMs: 180_000, intervalMs: 2000 });
  const log = await stage.log();
  // The PBX writes a killed agent's call only when it has given up on the silence.
  const cdr = await stage.pbx.waitForCalls(calls, 'agent1', 60_000);
  const records = await stage.crm.callRecords();
  const result: StormResult = { calls, lost: [], doubled: [], wrong: [], moods: proxy.counts };
  for (const agentCall of cdr) judgeCall(agentCall, log, result);
  for (const call of log) judgeRecord(call, records, parties, result);
  for (const callId of missedMeanwhile)
    judgeCall({ callId, direction: 'in', number: 'while no browser ran' }, log, result);
  const known = new Set(log.map(({ id }) => id));
  for (const { call_id } of records) if (!known.has(call_id)) result.doubled.push(`record of no call ${call_id}`);
  return result;
}

function judgeCall(
  { callId, direction, number }: Pick<AgentCall, 'callId' | 'direction' | 'number'>,
  log: Call[],
  { lost, doubled }: StormResult,
): void {
  const rows = log.filter(({ sipCallId }) => sipCallId === callId);
  if (rows.length === 0) lost.push(`${direction} ${number} ${callId}: not in the log`);
  if (rows.length > 1) doubled.push(`${direction} ${number} ${callId}: in the log ${rows.length} times`);
}

function judgeRecord(
  call: Call,
  records: CallRecord[],
  parties: ReadonlyMap<string, number>,
  { lost, doubled, wrong }: StormResult,
): void {
  const name = `${call.direction} ${call.number} ${call.id} (${call.endReason})`;
  const found = records.filter(({ call_id }) => call_id === call.id);
  const [record] = found;
  if (found.length > 1) doubled.push(`${name}: ${found.length} records`);
  if (!record) {
    lost.push(`${name}: no record`);
    return;
  }
  const told = {
    direction: record.direction,
    number: record.number,
    party: record.party,
    answered: record.answered_at !== null,
    note: record.note?.trim() ?? '',
  };
  const kept = {
    direction: call.direction === 'incoming' ? 'in' : 'out',
    number: call.number,
    party: parties.get(call.number) ?? null,
    answered: call.answeredAt !== undefined,
    note: call.note,
  };
  const difference = Object.keys(kept).filter(
    (key) => told[key as keyof typeof told] !== kept[key as keyof typeof kept],
  );
  for (const key of difference)
    wrong.push(`${name}: ${key} ${told[key as keyof typeof told]} instead of ${kept[key as keyof typeof kept]}`);
  if (call.endReason === 'lost' ? record.outcome !== 'lost' : record.outcome === 'lost')
    wrong.push(`${name}: outcome ${record.outcome}`);
  for (const [at, date] of [
    [call.startedAt, record.started_at],
    [call.endedAt, record.ended_at],
  ] as const)
    if (at !== undefined && Math.abs(at - (date?.getTime() ?? 0)) >= 2000) wrong.push(`${name}: time ${date} of ${at}`);
}
