/**
 * Calls that came while the line was down, asked for at a small JSON address of the phone system (README, "Calls missed
 * while the line was down"). What it answers is checked line by line: it may be wrong, old or not ours at all.
 */
import { AppError } from './errors';
import { plainText } from './softphone/plain-text';

/** Where missed calls are asked for; '' = nowhere. */
export interface MissedCallSettings {
  /** https:// address, or http:// on this computer. */
  url: string;
  /** Proves to it which agent asks. */
  token: string;
}

export const NO_MISSED_CALLS: MissedCallSettings = { url: '', token: '' };

export interface MissedCall {
  /** SIP Call-ID of the caller's own leg: the call's identity. */
  callId: string;
  /** SIP Call-IDs of the legs towards the agent: a call that did ring here is in the log by one of them. */
  legs: string[];
  /** '' when withheld. */
  number: string;
  name: string;
  startedAt: number;
  endedAt: number;
}

const LIMIT_MS = 10_000;
const LONGEST_ANSWER = 1_000_000;
/** More than that in one answer is no list of one agent's missed calls. */
const MOST_CALLS = 500;
const LONGEST_CALL_MS = 86_400_000;

/** May this address be asked? Its token must not go over a network in the clear. */
export function isMissedCallAddress(text: string): boolean {
  const url = URL.parse(text.trim());
  if (!url || url.username || url.password) return false;
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && here);
}

/**
 * The agent's calls that nobody answered and that ended at or after `since`.
 * @throws AppError missedCallsRefused | missedCallsFailed, never with the token in it
 */
export async function fetchMissedCalls({ url, token }: MissedCallSettings, since: number): Promise<MissedCall[]> {
  if (!isMissedCallAddress(url)) throw new AppError('missedCallsFailed', 'not an https address');
  const address = new URL(url.trim());
  address.searchParams.set('since', new Date(since).toISOString());
  let text: string;
  try {
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (answer.status === 401 || answer.status === 403) throw new AppError('missedCallsRefused', `${answer.status}`);
    if (!answer.ok) throw new AppError('missedCallsFailed', `${answer.status}`);
    text = await readText(answer);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new AppError('missedCallsFailed', late ? 'no answer in time' : 'no connection');
  }
  return readMissedCalls(text, since);
}

/** Checks an answer. @throws AppError missedCallsFailed naming what is wrong with it */
export function readMissedCalls(text: string, since: number): MissedCall[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new AppError('missedCallsFailed', 'the answer is no JSON');
  }
  const calls = (answer as { calls?: unknown } | null)?.calls;
  if (!Array.isArray(calls)) throw new AppError('missedCallsFailed', 'the answer has no list "calls"');
  if (calls.length > MOST_CALLS) throw new AppError('missedCallsFailed', `more than ${MOST_CALLS} calls`);
  return calls.map((call, index) => readCall(call, `calls[${index}]`)).filter(({ endedAt }) => endedAt >= since);
}

function readCall(value: unknown, at: string): MissedCall {
  if (typeof value !== 'object' || value === null) throw wrong(at, 'is no object');
  const { callId, legs = [], from, name = '', startedAt, endedAt } = value as Record<string, unknown>;
  if (!isCallId(callId)) throw wrong(`${at}.callId`, 'is no SIP Call-ID');
  if (!Array.isArray(legs) || legs.length > 50 || !legs.every(isCallId)) throw wrong(`${at}.legs`, 'are no Call-IDs');
  if (typeof from !== 'string' || !/^(\+?[\d*#]{1,40})?$/.test(from)) throw wrong(`${at}.from`, 'is no number');
  if (typeof name !== 'string') throw wrong(`${at}.name`, 'is no text');
  const [began, ended] = [instant(startedAt), instant(endedAt)];
  if (began === undefined) throw wrong(`${at}.startedAt`, 'is no time');
  if (ended === undefined || ended < began || ended - began > LONGEST_CALL_MS)
    throw wrong(`${at}.endedAt`, 'is no time');
  return { callId, legs, number: from, name: plainText(name, 200), startedAt: began, endedAt: ended };
}

function wrong(at: string, what: string): AppError {
  return new AppError('missedCallsFailed', `${at} ${what}`);
}

function isCallId(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value);
}

/** ISO 8601 with a zone, as RFC 3339 has it. */
function instant(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value))
    return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) || at > Date.now() + 86_400_000 ? undefined : at;
}

/** The answer as text, up to a length nothing honest has. */
async function readText(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > LONGEST_ANSWER) {
      await reader?.cancel();
      throw new AppError('missedCallsFailed', 'the answer is too long');
    }
  }
}

/** Always the same id for the same call, so that it enters the log once, however often it is told. */
export async function idOf(callId: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`ringside missed call ${callId}`));
  const bytes = new Uint8Array(hash).slice(0, 16);
  // A UUID of version 8 (RFC 9562): made by a rule of our own.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
