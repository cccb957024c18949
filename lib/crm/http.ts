/**
 * One request to a CRM's API, read as JSON, with everything a hostile or broken server can do turned into a `CrmFailure`:
 * no redirect is followed (a token must not reach another origin), no cookie goes along unless the browser's own session is
 * what signs us in, size and time are limited, and what is no JSON is refused.
 */
import type { Refusal } from './write-back';

/** Longest wait for a whole answer, ms. */
export const ANSWER_MS = 10_000;
/** Largest answer, bytes. */
export const ANSWER_BYTES = 1024 * 1024;
const DETAIL_LENGTH = 300;

/** Why a request gave nothing; `result` is what the outbox is told. The message holds no secret: only what the server said. */
export class CrmFailure extends Error {
  override name = 'CrmFailure';
  constructor(
    readonly result: Refusal,
    /** HTTP status, where there was an answer. */
    readonly status?: number,
    /** The parsed answer, where it was JSON. */
    readonly body?: unknown,
  ) {
    super(`${result.error}: ${result.detail}`);
  }
}

interface More {
  status?: number;
  body?: unknown;
  afterMs?: number | undefined;
  unsure?: true | undefined;
}

/** A failure that goes away by itself or by a change of the settings: the record waits. */
export function later(error: Refusal['error'], detail: string, more: More = {}): CrmFailure {
  const { status, body, afterMs, unsure } = more;
  const result: Refusal =
    error === 'crmSignInNeeded'
      ? { kind: 'signIn', error, detail: clean(detail), afterMs }
      : { kind: 'retry', error, detail: clean(detail), afterMs, ...(unsure && { unsure }) };
  return new CrmFailure(result, status, body);
}

/** The CRM refuses this record as it is. */
export function never(detail: string, more: Pick<More, 'status' | 'body'> = {}): CrmFailure {
  return new CrmFailure({ kind: 'reject', error: 'crmRejected', detail: clean(detail) }, more.status, more.body);
}

export interface CrmRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON; URLSearchParams as a form; a string as it is. */
  body?: unknown;
  /** This request makes a record: whoever gets no clear answer to it cannot know whether it was stored. */
  creates?: boolean;
  /** The browser's cookies of the CRM go along: its session signs us in. */
  session?: boolean;
  /** Any success is fine, also one that is no JSON: a webhook says what it likes. No content is fine without this. */
  answerOptional?: boolean;
}

export interface CrmAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON, unchecked in its shape; undefined for no content. */
  body: unknown;
}

/** Sends one request and returns its answer. Throws CrmFailure, and nothing else but bugs. */
export async function ask(request: CrmRequest, signal: AbortSignal): Promise<CrmAnswer> {
  const unsure = request.creates ? true : undefined;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
  try {
    return await readAnswer(await fetch(request.url, fetchOptions(request, limited)), request);
  } catch (error) {
    if (error instanceof CrmFailure) throw error;
    // fetch says TypeError for everything on the network; the abort reason tells our own time limit.
    const why = limited.aborted ? 'no answer in time' : 'no connection';
    throw later('crmUnreachable', why, { unsure });
  }
}

/** POSTs JSON and returns the parsed answer, unchecked in its shape. Throws CrmFailure, and nothing else but bugs. */
export async function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  signal: AbortSignal,
  more: Pick<CrmRequest, 'creates' | 'session'> = {},
): Promise<unknown> {
  return (await ask({ method: 'POST', url, body, headers, ...more }, signal)).body;
}

function fetchOptions({ method = 'GET', headers, body, session }: CrmRequest, signal: AbortSignal): RequestInit {
  const json = body !== undefined && typeof body !== 'string' && !(body instanceof URLSearchParams);
  return {
    method,
    headers: { Accept: 'application/json', ...(json && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: json ? JSON.stringify(body) : (body as BodyInit) }),
    signal,
    redirect: 'manual',
    credentials: session ? 'include' : 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  };
}

async function readAnswer(response: Response, request: CrmRequest): Promise<CrmAnswer> {
  const { status, headers } = response;
  try {
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
      throw later('crmUnreachable', 'the address redirects elsewhere: enter the final one', { status });
    if (!response.ok) throw await refusalOf(response, request);
    if (request.answerOptional || status === 204 || headers.get('content-length') === '0')
      return { status, headers, body: await optionalBody(response) };
    const unsure = request.creates ? true : undefined;
    if (!isJson(response)) throw later('crmUnreachable', `${typeOf(response)} instead of JSON`, { status, unsure });
    return { status, headers, body: parsed(await limitedText(response, unsure), status, unsure) };
  } catch (error) {
    // Whatever is still under way of this answer is not wanted any more.
    if (!response.bodyUsed) await response.body?.cancel();
    throw error;
  }
}

async function optionalBody(response: Response): Promise<unknown> {
  if (!isJson(response)) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await limitedText(response, undefined);
  return text ? parsed(text, response.status, undefined) : undefined;
}

/** What an error status means by HTTP itself; adapters that know better read `status` and `body` of the failure. */
async function refusalOf(response: Response, request: CrmRequest): Promise<CrmFailure> {
  const { status } = response;
  const json = isJson(response);
  const body = json ? await errorBody(response) : undefined;
  const said = wordsOf(body) || response.headers.get('x-status-reason') || '';
  const detail = clean(said ? `HTTP ${status}: ${said}` : `HTTP ${status}`);
  const afterMs = retryAfter(response);
  if (status === 401 || (status === 403 && !json)) return later('crmSignInNeeded', detail, { status, body });
  if (status === 404)
    return later('crmNotSetUp', said ? detail : 'HTTP 404: nothing at this address', { status, body });
  if (status === 429)
    return later('crmUnreachable', said ? detail : 'HTTP 429: too many requests', { status, body, afterMs });
  if (status === 408 || status === 425 || status >= 500) {
    // Only a server that says "not now" has surely done nothing.
    const unsure = request.creates && status !== 503 ? true : undefined;
    return later('crmUnreachable', detail, { status, body, afterMs, unsure });
  }
  return never(detail, { status, body });
}

async function errorBody(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await limitedText(response, undefined));
  } catch {
    return undefined;
  }
}

/** The sentence in which APIs say what is wrong, wherever they put it. */
export function wordsOf(body: unknown, depth = 0): string {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return depth < 4 ? wordsOf(body[0], depth + 1) : '';
  if (typeof body !== 'object' || body === null || depth > 4) return '';
  const fields = body as Record<string, unknown>;
  for (const name of ['detail', 'message', 'error_description', 'error', 'errors', 'title', 'reason']) {
    const words = wordsOf(fields[name], depth + 1);
    if (words) return words;
  }
  return '';
}

function isJson(response: Response): boolean {
  return /[/+]json\b/i.test(response.headers.get('content-type') ?? '');
}

function typeOf(response: Response): string {
  return `answered with ${response.headers.get('content-type') ?? 'no content type'}`;
}

function parsed(text: string, status: number, unsure: true | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw later('crmUnreachable', 'answered with broken JSON', { status, unsure });
  }
}

async function limitedText(response: Response, unsure: true | undefined): Promise<string> {
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
      throw later('crmUnreachable', 'the answer is larger than 1 MB', { status: response.status, unsure });
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

/** What a CrmFailure tells the outbox; anything else is a bug and goes on. */
export function refusal(error: unknown): Refusal {
  if (error instanceof CrmFailure) return error.result;
  throw error;
}

/** Server address without path rests, hash, credentials; '' if it is none. */
export function baseUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, origin, pathname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return '';
  return origin + pathname.replace(/\/+$/, '');
}

/** The origin of an address as `origins` names it; none where it is no http(s) address. */
export function originsOf(...urls: string[]): string[] {
  const bases = urls.map(baseUrl).filter(Boolean);
  return [...new Set(bases.map((base) => new URL(base).origin))];
}
