/**
 * One request to a CRM's API, read as JSON, with everything a hostile or broken server can do turned into a `CrmFailure`:
 * no redirect is followed (a token must not reach another origin), no cookie goes along, size and time are limited.
 */
import type { PushResult } from './write-back';

/** Longest wait for a whole answer, ms. */
export const ANSWER_MS = 10_000;
/** Largest answer, bytes. */
export const ANSWER_BYTES = 1024 * 1024;
const DETAIL_LENGTH = 300;

/** Why a request gave nothing; `result` is what the outbox is told. The message holds no secret: only what the server said. */
export class CrmFailure extends Error {
  override name = 'CrmFailure';
  constructor(
    readonly result: Exclude<PushResult, { kind: 'ok' }>,
    /** HTTP status, where there was an answer. */
    readonly status?: number,
  ) {
    super(`${result.error}: ${result.detail}`);
  }
}

/** A failure that goes away by itself or by a change of the settings: the record waits. */
export function later(
  error: Exclude<PushResult, { kind: 'ok' }>['error'],
  detail: string,
  more: { status?: number; afterMs?: number | undefined } = {},
): CrmFailure {
  return new CrmFailure({ kind: 'retry', error, detail: clean(detail), afterMs: more.afterMs }, more.status);
}

/** The CRM refuses this record as it is. */
export function never(detail: string): CrmFailure {
  return new CrmFailure({ kind: 'reject', error: 'crmRejected', detail: clean(detail) });
}

/** POSTs JSON and returns the parsed answer, unchecked in its shape. Throws CrmFailure, and nothing else but bugs. */
export async function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<unknown> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      signal: limited,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return await readJson(response);
  } catch (error) {
    if (error instanceof CrmFailure) throw error;
    // fetch says TypeError for everything on the network; the abort reason tells our own time limit.
    const why = limited.aborted ? 'no answer in time' : 'no connection';
    throw later('crmUnreachable', why);
  }
}

async function readJson(response: Response): Promise<unknown> {
  const { status } = response;
  try {
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
      throw later('crmUnreachable', 'the address redirects elsewhere: enter the final one', { status });
    if (status === 429)
      throw later('crmUnreachable', 'HTTP 429: too many requests', { status, afterMs: retryAfter(response) });
    if (status === 401 || status === 403) throw later('crmSignInNeeded', `HTTP ${status}`, { status });
    if (status === 404) throw later('crmNotSetUp', 'HTTP 404: nothing at this address', { status });
    if (!response.ok) throw later('crmUnreachable', `HTTP ${status}`, { status, afterMs: retryAfter(response) });
    const type = response.headers.get('content-type') ?? 'no content type';
    if (!/[/+]json\b/i.test(type)) throw later('crmUnreachable', `answered with ${type} instead of JSON`, { status });
    return parsed(await limitedText(response), status);
  } catch (error) {
    // Whatever is still under way of this answer is not wanted any more.
    if (!response.bodyUsed) await response.body?.cancel();
    throw error;
  }
}

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw later('crmUnreachable', 'answered with broken JSON', { status });
  }
}

async function limitedText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > ANSWER_BYTES) {
      await reader.cancel();
      throw later('crmUnreachable', 'the answer is larger than 1 MB', { status: response.status });
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Retry-After in ms, from seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(response: Response): number | undefined {
  const text = response.headers.get('retry-after')?.trim();
  if (!text) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** Server text as one short printable line. */
export function clean(text: string, length = DETAIL_LENGTH): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, length);
}
