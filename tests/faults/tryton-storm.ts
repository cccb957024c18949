/**
 * The promise of R10 in a storm: calls of all directions and outcomes while Tryton comes and goes, its answers are late, cut
 * after the record was stored or wrong, and the browser is killed. At the end there is one record for each call.
 */
import type { Call } from '../../lib/call.ts';
import type { AgentCall } from '../parts/asterisk-cdr.ts';
import type { TestBrowser } from '../parts/browser.ts';
import type { Mood, MoodyProxy } from '../parts/moody-proxy.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import { checkCdr, type Stage } from '../parts/stage.ts';
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
  /** When the browser was killed in which call, by SIP Call-ID; filled by the storm. */
  killed: Map<string, number>;
  /** What was done in each call, in the words of the record, by our id; filled by the storm. */
  played: Map<string, string>;
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
/** Services of the PBX that answer and sound, are busy, refuse, know no such number, ring for long; what then becomes of it. */
const SERVICES = { 309: 'answered', 301: 'busy', 305: 'rejected', 306: 'invalid_number', 302: 'cancelled' } as const;
const DIALLED = Object.keys(SERVICES).map((service) => `+493012345${service}`);
const TALK = '+493012345309';
/** A killed browser is known to have talked up to its last sign of life, every 4 s. */
const KILL_MS = 5000;
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

async function oneCall(storm: Storm, n: number): Promise<void> {
  const { stage, random, played } = storm;
  const kind = KINDS[n % KINDS.length];
  const number = CALLERS[Math.floor(random() * CALLERS.length)] as string;
  const note = `note ${n}`;
  if (kind === 'dialled' || kind === 'talk') {
    const to = kind === 'talk' ? TALK : (DIALLED[Math.floor(random() * DIALLED.length)] as string);
    await dial(storm, to, note);
    return;
  }
  const caller = await stage.pbx.ring({ number, whenAnswered: 'tone440' });
  const call = await callOf(stage, caller.callId, 'ringing');
  played.set(call.id, kind === 'missed' || kind === 'declined' ? kind : 'answered');
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

async function dial({ stage, played }: Storm, number: string, note: string): Promise<void> {
  const log = await stage.log();
  const known = new Set(log.map(({ id }) => id));
  // The same number again within a second is the same press.
  const last = Math.max(0, ...log.filter((call) => call.number === number).map(({ startedAt }) => startedAt));
  await until('a press of its own', () => Date.now() - last > 1100);
  await until('the dial to be taken', async () => ((await stage.tell('dial', { text: number })) as { ok: boolean }).ok);
  const call = await until('the call', async () => (await stage.log()).find(({ id }) => !known.has(id)));
  played.set(call.id, SERVICES[Number(number.slice(-3)) as keyof typeof SERVICES]);
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
async function killInCall({ stage, missedMeanwhile, killed, played }: Storm): Promise<void> {
  const browser = stage.test as TestBrowser;
  const caller = await stage.pbx.ring({ number: CALLERS[0] as string, whenAnswered: 'tone440' });
  const call = await callOf(stage, caller.callId, 'ringing');
  await stage.tell('accept', { callId: call.id });
  await callOf(stage, caller.callId, 'connected');
  played.set(call.id, 'lost');
  killed.set(caller.callId, Date.now());
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
export async function judgeStorm(storm: Storm): Promise<StormResult> {
  const { stage, proxy, calls, missedMeanwhile } = storm;
  proxy.mood = () => 'pass';
  const fetched = async () => {
    const log = await stage.log();
    return missedMeanwhile.every((callId) => log.some(({ sipCallId }) => sipCallId === callId));
  };
  // What the PBX writes down after the line is back is asked for by the watchdog, 45 s later. One that is still missing
  // then is counted as lost below, with its number.
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
  for (const call of log) {
    judgeTimes(call, cdr, storm, result);
    judgeRecord(call, records, storm, result);
  }
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

/** The log against the PBX: direction, number, whether and when it was answered, when it began and ended. */
function judgeTimes(call: Call, cdr: AgentCall[], { killed, missedMeanwhile }: Storm, { wrong }: StormResult): void {
  // No leg towards this agent: no browser was registered.
  if (missedMeanwhile.includes(call.sipCallId ?? '')) return;
  const killedAt = killed.get(call.sipCallId ?? '');
  // The PBX learns of a kill by hanging up; what we know is the kill itself.
  const told = killedAt === undefined ? call : { ...call, endedAt: undefined };
  try {
    checkCdr(told, cdr);
  } catch (error) {
    wrong.push(`${nameOf(call)}: ${error instanceof Error ? error.message : error}`);
  }
  if (killedAt !== undefined && Math.abs((call.endedAt ?? 0) - killedAt) > KILL_MS)
    wrong.push(`${nameOf(call)}: ended ${(call.endedAt ?? 0) - killedAt} ms after the kill`);
}

/** The record against the log, and against what was played. */
function judgeRecord(
  call: Call,
  records: CallRecord[],
  { parties, played }: Storm,
  { lost, doubled, wrong }: StormResult,
): void {
  const name = nameOf(call);
  const found = records.filter(({ call_id }) => call_id === call.id);
  const [record] = found;
  if (found.length > 1) doubled.push(`${name}: ${found.length} records`);
  if (!record) {
    lost.push(`${name}: no record`);
    return;
  }
  const { direction, number, party, outcome, note, started_at, answered_at, ended_at } = record;
  const told = { direction, number, party, outcome, note: note?.trim() ?? '' };
  const kept = {
    direction: call.direction === 'incoming' ? 'in' : 'out',
    number: call.number,
    party: parties.get(call.number) ?? null,
    // Nobody played what rang while no browser ran.
    outcome: played.get(call.id) ?? 'missed',
    note: call.note,
  };
  for (const key of Object.keys(kept) as (keyof typeof kept)[])
    if (told[key] !== kept[key]) wrong.push(`${name}: ${key} ${told[key]} instead of ${kept[key]}`);
  const times = {
    started: [call.startedAt, started_at],
    answered: [call.answeredAt, answered_at],
    ended: [call.endedAt, ended_at],
  };
  // Tryton keeps whole seconds.
  for (const [what, [at, date]] of Object.entries(times) as [string, [number | undefined, Date | null]][])
    if ((at === undefined ? null : Math.floor(at / 1000)) !== (date && date.getTime() / 1000))
      wrong.push(`${name}: ${what} ${date?.toISOString()} instead of ${at}`);
}

const nameOf = (call: Call) => `${call.direction} ${call.number} ${call.id} (${call.endReason})`;
