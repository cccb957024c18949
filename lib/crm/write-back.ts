/**
 * What an adapter to one CRM must do: look up a caller, keep one CTI-call record per call.
 * To add one: lib/crm/<crm>/write-back.ts and form.ts, a line in write-backs.ts and forms.ts, a server with recorded replies
 * under tests/fixtures/crm-servers.
 */
import type { Call, CallContact, CallMatch } from '../call';
import type { ErrorCode } from '../errors';

export type PushResult =
  /** `contact`: whom the record is linked to, where the CRM knew it. */
  | { kind: 'ok'; ref: string; url?: string | undefined; contact?: CallContact | undefined }
  /**
   * Not now: unreachable, overloaded. `afterMs` where the CRM said how long. `unsure`: the request that makes the record
   * went out, and the CRM may have stored it all the same.
   */
  | { kind: 'retry'; error: ErrorCode; detail: string; afterMs?: number | undefined; unsure?: true | undefined }
  /** The CRM knows nobody by these credentials, or no longer: told once, the records wait. */
  | { kind: 'signIn'; error: ErrorCode; detail: string; afterMs?: number | undefined }
  /** Never like this: somebody must change something first. */
  | { kind: 'reject'; error: ErrorCode; detail: string };

export type Refusal = Exclude<PushResult, { kind: 'ok' }>;

/** What this CRM can do; the outbox and the user interface go by it. */
export interface Capabilities {
  /**
   * How its search takes a number. `normalised`: the CRM keeps numbers in one form; `contains`: parts of what was typed, with
   * anything in between; `lastDigits`: the end of the number; `exact`: only as written, so several spellings are asked.
   */
  search: 'exact' | 'contains' | 'normalised' | 'lastDigits' | 'none';
  /**
   * How a lost answer never makes a second record. `upsert`: the CRM takes our id as a key and refuses or updates a second
   * one; `search`: the adapter looks for our id before it creates, one push at a time; `createOnly`: neither can be, so a
   * push whose answer was lost stops and the user is asked whether it was stored.
   */
  once: 'upsert' | 'search' | 'createOnly';
  /** Can a stored record be changed (a later note, another contact)? */
  update: boolean;
  /** Can a stored record be taken off whomever it is linked to? Where not, the user has to do that in the CRM. */
  unlink: boolean;
}

/** A match of a look-up. */
export type Match = CallMatch;

/** What a look-up found, best first. `failure`: the CRM could not be asked, which is not the same as nobody. */
export interface LookUp {
  matches: Match[];
  failure?: { error: ErrorCode; detail: string };
}

/**
 * MUST resolve with a value for every answer a server can give; rejects only on bugs.
 * MUST NOT make a second record for the same `call.id`, whatever was lost on the way, as far as `can.once` says.
 * MUST NOT send anything to an origin that is not in `origins`, and MUST NOT follow redirects.
 * NEVER trusts what the server sends: schema-checked, length-limited.
 */
export interface WriteBack {
  readonly can: Capabilities;
  /** Where requests go: the API first, then where one signs in, if that is elsewhere. Empty where the address is none. */
  readonly origins: readonly string[];
  /** Records whose phone equals this E.164 or internal number. */
  lookUp(number: string, signal: AbortSignal): Promise<LookUp>;
  /** Records by a part of their name, for "assign to another record". */
  find(text: string, signal: AbortSignal): Promise<LookUp>;
  /**
   * Creates or updates the record of this ended call. `contact` with a ref of this CRM: the record is linked to it and to no
   * other contact or account, also where it was linked to another one before. Without: to who has the number, for a new
   * record; a stored one keeps its link. null: the record is linked to nobody (a stored one is taken off whomever it was
   * linked to where `can.unlink`). `known`: the ref that an earlier `ok` named.
   */
  store(
    call: Call,
    contact: CallContact | null | undefined,
    signal: AbortSignal,
    known?: string | undefined,
  ): Promise<PushResult>;
  /** Signs in anew and names the user, for "test" in the options. May ask the user in a window of the browser. */
  check(signal: AbortSignal): Promise<{ ok: true; user: string } | { ok: false; error: ErrorCode; detail: string }>;
}
