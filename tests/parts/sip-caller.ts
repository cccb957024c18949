import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSipp, ROOT } from '../setup/ensure.ts';
import type { Pbx } from './asterisk.ts';
import { startChild } from './child.ts';
import { freeUdpPort } from './ports.ts';
import { until } from './wait.ts';

/**
 * What the caller outside does: gives up after so many seconds of ringing, hangs up so many seconds after the
 * answer, or waits for the agent to hang up.
 */
export type CallerPlan = { cancelAfterS: number } | { byeAfterS: number } | 'waitForBye';

export interface OutsideCallOptions {
  number?: string;
  name?: string;
  /**
   * The caller hides: true, From says anonymous and nothing else; 'asserted', the network knows the number but the
   * agent may not (P-Asserted-Identity with Privacy: id), so that the PBX sends From anonymous@anonymous.invalid.
   */
  withheld?: boolean | 'asserted';
  /** The extension in [from-outside]: 100 is agent1, 100m agent1 at every browser, 103 agent3. */
  to?: string;
  plan?: CallerPlan;
  /** After so many seconds all ends, whatever the plan says. */
  limitS?: number;
}

export interface OutsideCallResult {
  /** SIP Call-ID of the caller's own leg. */
  callId: string;
  /** The final answer to the INVITE; 0 when there was none. */
  status: number;
  /** Did everything go as planned? False where the agent refused or nobody came. */
  asPlanned: boolean;
  /** The SIP messages, for error messages. */
  trace: string;
}

/** A call from the outside world over the PBX's trunk, made by SIPp. Settles when the call is over. */
export async function callFromOutside(pbx: Pbx, options: OutsideCallOptions = {}): Promise<OutsideCallResult> {
  const { number = '+493023125001', name = '', withheld = false, to = '100', limitS = 60 } = options;
  const plan = options.plan ?? { byeAfterS: 1 };
  const folder = mkdtempSync(join(tmpdir(), 'ringside-sipp-'));
  const callId = randomUUID();
  const quotedName = name === '' ? '' : `"${name.replaceAll(/["\\]/g, '\\$&')}" `;
  const from = withheld ? '"Anonymous" <sip:anonymous@anonymous.invalid>' : `${quotedName}<sip:${number}@127.0.0.1>`;
  const identity = withheld === 'asserted' ? `\r\nP-Asserted-Identity: <sip:${number}@127.0.0.1>` : '';
  const privacy = `Privacy: ${withheld ? 'id' : 'none'}${identity}`;
  const args = [
    `127.0.0.1:${pbx.sipPort}`,
    ...['-sf', join(ROOT, 'tests', 'fixtures', 'pbx', 'sipp', `${scenario(plan)}.xml`), '-s', to],
    ...['-i', '127.0.0.1', '-p', String(await freeUdpPort()), '-mp', String(await freeUdpPort())],
    ...['-m', '1', '-d', String(durationMs(plan)), '-cid_str', callId, '-timeout', `${limitS}s`],
    ...['-key', 'from', from, '-key', 'privacy', privacy],
    ...['-nostdin', '-trace_msg', '-message_file', 'messages.log'],
  ];
  const child = startChild(ensureSipp(), args, { cwd: folder, logFile: join(folder, 'console.log') });
  try {
    await until('the end of the SIPp call', child.ended, { timeoutMs: (limitS + 10) * 1000 });
    const log = join(folder, 'messages.log');
    const trace = existsSync(log) ? readFileSync(log, 'utf8') : '';
    if (trace === '') throw new Error(`SIPp did not call:\n${child.tail()}`);
    const status = finalStatus(trace);
    const planned = scenario(plan) === 'cancel' ? 487 : 200;
    return { callId, status, asPlanned: child.exitCode() === 0 && status === planned, trace };
  } finally {
    await child.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface CrowdOptions extends Omit<OutsideCallOptions, 'withheld' | 'name' | 'limitS'> {
  calls: number;
  /** New calls per second. */
  rate: number;
}

/** Many calls from outside that all go the same way. Settles when all are over. */
export async function crowdFromOutside(pbx: Pbx, options: CrowdOptions): Promise<void> {
  const { number = '+493023125001', to = '100', calls, rate } = options;
  const plan = options.plan ?? { byeAfterS: 1 };
  const folder = mkdtempSync(join(tmpdir(), 'ringside-sipp-'));
  const limitS = Math.ceil(calls / rate) + 60;
  const args = [
    `127.0.0.1:${pbx.sipPort}`,
    ...['-sf', join(ROOT, 'tests', 'fixtures', 'pbx', 'sipp', `${scenario(plan)}.xml`), '-s', to],
    ...['-i', '127.0.0.1', '-p', String(await freeUdpPort()), '-mp', String(await freeUdpPort())],
    ...['-m', String(calls), '-r', String(rate), '-l', '1000', '-d', String(durationMs(plan))],
    ...['-timeout', `${limitS}s`, '-nostdin'],
    ...['-key', 'from', `<sip:${number}@127.0.0.1>`, '-key', 'privacy', 'Privacy: none'],
  ];
  const child = startChild(ensureSipp(), args, { cwd: folder, logFile: join(folder, 'console.log') });
  try {
    await until('the end of the SIPp calls', child.ended, { timeoutMs: (limitS + 10) * 1000 });
    if (child.exitCode() !== 0) throw new Error(`SIPp ended with ${child.exitCode()}:\n${child.tail()}`);
  } finally {
    await child.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function scenario(plan: CallerPlan): string {
  if (plan === 'waitForBye') return 'wait';
  return 'cancelAfterS' in plan ? 'cancel' : 'bye';
}

function durationMs(plan: CallerPlan): number {
  if (plan === 'waitForBye') return 0;
  return 1000 * ('cancelAfterS' in plan ? plan.cancelAfterS : plan.byeAfterS);
}

function finalStatus(trace: string): number {
  const answers = trace.matchAll(/^SIP\/2\.0 (\d{3}) [\s\S]*?^CSeq: 1 (\w+)/gm);
  const finals = [...answers].filter(([, , method]) => method === 'INVITE').map(([, status]) => Number(status));
  return finals.find((status) => status >= 200) ?? 0;
}
