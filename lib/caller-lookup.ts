/**
 * Who is calling: first what CRM pages have shown, at once and without the network, then the CRM itself, whose word goes
 * before it. Never in the way of anything: a call can be answered and ended while this still asks.
 *
 *   number --seen on a page--> name --CRM: one--> its record    --CRM: several--> the rule's choice, or the user is asked
 */
import type { Call, CallContact, CallMatch } from './call';
import { setCaller } from './call-log';
import type { CallerRules } from './caller-rules';
import type { WriteBack } from './crm/write-back';
import { seenWith } from './seen-contacts';

/** A look-up must never hold anything up; after this time what we have has to do. */
const LOOK_UP_MS = 8000;

export interface LookUpParts {
  callers: CallerRules;
  writeBack: WriteBack | null;
  now(): number;
}

/** Finds out whose number it is and keeps it with the call. Resolves with the call when all has been asked. */
export async function findCaller(call: Call, { callers, writeBack, now }: LookUpParts): Promise<Call | undefined> {
  if (!call.number || call.withheld || call.line === 'demo') return undefined;
  let latest: Call | undefined;
  const seen = await seenWith(call.number, callers.seenDays, now());
  const [only, ...others] = seen;
  if (only && others.length === 0)
    latest = await setCaller(call.id, (before) =>
      before.contact || before.contactFrom ? undefined : { contact: only, contactFrom: 'seen' },
    );
  if (!writeBack) return latest;
  const { matches } = await writeBack.lookUp(call.number, AbortSignal.timeout(LOOK_UP_MS));
  return (await setCaller(call.id, (before) => decide(before, matches, callers.several))) ?? latest;
}

/** What a call knows of its caller once the CRM has answered; undefined = as before. */
export function decide(
  call: Pick<Call, 'contact' | 'contactFrom'>,
  matches: readonly CallMatch[],
  several: CallerRules['several'],
): Pick<Call, 'contact' | 'contactFrom' | 'matches'> | undefined {
  if (matches.length === 0 || call.contactFrom === 'user') return undefined;
  const { contact } = call;
  const fromPage = contact !== undefined && call.contactFrom !== 'seen' && call.contactFrom !== 'crm';
  if (fromPage) {
    // A call that was started from a record belongs to that record, whoever else has the number.
    const same = contact.ref
      ? undefined
      : matches.find(({ name, url }) => name === contact.name || url === contact.url);
    return same && { contact: contactOf(same), contactFrom: 'crm' };
  }
  const [first] = matches;
  if (matches.length === 1 && first) return { contact: contactOf(first), contactFrom: 'crm', matches: undefined };
  const best = several === 'ask' ? undefined : (matches.find(({ type }) => type === several) ?? first);
  return { contact: best && contactOf(best), contactFrom: 'crm', matches: [...matches] };
}

/** The user's choice among the matches; null = none of them. */
export function chosen(call: Pick<Call, 'matches'>, index: number | null): Pick<Call, 'contact' | 'contactFrom'> {
  const match = index === null ? undefined : call.matches?.[index];
  return { contact: match && contactOf(match), contactFrom: 'user' };
}

function contactOf({ ref, name, organisation, url }: CallMatch): CallContact {
  return { ref, name, organisation, url };
}
