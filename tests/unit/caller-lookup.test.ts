import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call, CallMatch } from '../../lib/call';
import { beginCall, callById, setCaller } from '../../lib/call-log';
import { chosen, decide, findCaller } from '../../lib/caller-lookup';
import { createContactUrl, DEFAULT_CALLERS } from '../../lib/caller-rules';
import { linkOf } from '../../lib/crm/call-record';
import type { WriteBack } from '../../lib/crm/write-back';
import { db } from '../../lib/db';
import { isPopDue } from '../../lib/screen-pop';
import { forgetSeen, forgetSeenBefore, MOST_SEEN, noteSeen, seenWith } from '../../lib/seen-contacts';

const NUMBER = '+493023125418';
const NOW = 1_795_000_000_000;
const DAY = 86_400_000;

const KATRIN: CallMatch = { ref: 'p,1', name: 'Katrin Vogel', url: 'https://crm.example/1', type: 'contact' };
const BAUMANN: CallMatch = { ref: 'p,2', name: 'Baumann GmbH', url: 'https://crm.example/2', type: 'account' };
const asContact = ({ ref, name, url }: CallMatch) => ({ ref, name, organisation: undefined, url });

function ringing(rest: Partial<Call> = {}): Call {
  return {
    ...{ id: 'a', direction: 'incoming', state: 'ringing', number: NUMBER, displayName: '', withheld: false },
    ...{ startedAt: NOW, seq: 1, line: 'sip', removed: 0, note: '', ...rest },
  } as Call;
}

const crm = (matches: CallMatch[]) => ({ lookUp: async () => ({ matches }) }) as unknown as WriteBack;
const parts = (writeBack: WriteBack | null, rules = {}) => ({
  callers: { ...DEFAULT_CALLERS, ...rules },
  writeBack,
  now: () => NOW,
});

beforeEach(() => Promise.all(db.tables.map((table) => table.clear())));

describe('what pages have shown', () => {
  const sighting = (name: string, url: string, ref = '') => ({ number: NUMBER, contact: { ref, name, url } });

  it('names a number, newest first, each record once, until the days are over', async () => {
    await noteSeen([sighting('Katrin Vogel', 'https://crm.example/1')], NOW - 3 * DAY);
    await noteSeen([sighting('Katrin V.', 'https://crm.example/1')], NOW - 2 * DAY);
    await noteSeen([sighting('Baumann', 'https://crm.example/2')], NOW - DAY);
    expect((await seenWith(NUMBER, 30, NOW)).map(({ name }) => name)).toEqual(['Baumann', 'Katrin V.']);
    expect((await seenWith(NUMBER, 1.5, NOW)).map(({ name }) => name)).toEqual(['Baumann']);
    expect(await seenWith(NUMBER, 0, NOW)).toEqual([]);
    await forgetSeenBefore(1.5, NOW);
    expect(await db.seen.count()).toBe(1);
    await forgetSeen(NUMBER);
    expect(await db.seen.count()).toBe(0);
  });

  it('keeps no row without a name or without a way to the record, and writes nothing that it knew an hour ago', async () => {
    await noteSeen([sighting('', 'https://crm.example/1'), sighting('Nobody', '')], NOW);
    expect(await db.seen.count()).toBe(0);
    await noteSeen([sighting('Katrin', 'https://crm.example/1')], NOW);
    await noteSeen([sighting('Katrin', 'https://crm.example/1')], NOW + 1000);
    expect((await db.seen.toArray())[0]?.seenAt).toBe(NOW);
  });

  it('forgets the oldest when there are too many', async () => {
    const many = Array.from({ length: 400 }, (_, i) => ({
      number: `+4930${i}`,
      contact: { ref: '', name: `N ${i}`, url: `https://crm.example/${i}` },
    }));
    for (let part = 0; part * many.length < MOST_SEEN + many.length; part++)
      await noteSeen(
        many.map(({ number, contact }) => ({ number: `${number}${part}`, contact })),
        NOW + part,
      );
    expect(await db.seen.count()).toBe(MOST_SEEN);
    expect(await seenWith('+493000', 30, NOW)).toEqual([]);
  });
});

describe('who is calling', () => {
  it('is named by a page at once, and the CRM’s word goes before it', async () => {
    await noteSeen([{ number: NUMBER, contact: { ref: '', name: 'From a page', url: 'https://crm.example/9' } }], NOW);
    await beginCall(ringing());
    await findCaller(ringing(), parts(null));
    expect(await callById('a')).toMatchObject({ contact: { name: 'From a page' }, contactFrom: 'seen' });
    await findCaller(ringing(), parts(crm([KATRIN])));
    expect(await callById('a')).toMatchObject({ contact: asContact(KATRIN), contactFrom: 'crm' });
  });

  it('is asked where several have the number, and the user’s word is never overruled', async () => {
    await beginCall(ringing());
    await findCaller(ringing(), parts(crm([KATRIN, BAUMANN])));
    const call = await callById('a');
    expect(call?.contact).toBeUndefined();
    expect(call?.matches).toEqual([KATRIN, BAUMANN]);
    await setCaller('a', (before) => chosen(before, 1));
    await findCaller(ringing(), parts(crm([KATRIN])));
    expect(await callById('a')).toMatchObject({ contact: asContact(BAUMANN), contactFrom: 'user' });
  });

  it.each([
    ['contact', KATRIN],
    ['account', BAUMANN],
  ] as const)('may be the first %s by rule, the others stay to be chosen', (several, expected) => {
    const result = decide({}, [BAUMANN, KATRIN], several);
    expect(result).toMatchObject({ contact: asContact(expected), matches: [BAUMANN, KATRIN] });
  });

  it('stays the record that the call was started from, and learns its key by its address', () => {
    const page = { ref: 'p,9', name: 'Own', url: 'https://crm.example/9' };
    expect(decide({ contact: page }, [KATRIN], 'contact')).toBeUndefined();
    const seen = { ref: '', name: 'Katrin', url: KATRIN.url };
    expect(decide({ contact: seen }, [BAUMANN, KATRIN], 'ask')).toMatchObject({ contact: asContact(KATRIN) });
  });

  it('is nobody for demonstrations and withheld numbers', async () => {
    for (const rest of [{ line: 'demo' }, { withheld: true, number: '' }])
      expect(await findCaller(ringing(rest), parts(crm([KATRIN])))).toBeUndefined();
  });
});

describe('the record of a call is linked', () => {
  it('to whom the call knows, to nobody where the user said so or has not said yet, else as the CRM finds', () => {
    expect(linkOf({ contact: KATRIN, matches: [KATRIN, BAUMANN] })).toBe(KATRIN);
    expect(linkOf({ matches: [KATRIN, BAUMANN] })).toBeNull();
    expect(linkOf({ contactFrom: 'user', matches: [KATRIN, BAUMANN] })).toBeNull();
    expect(linkOf({})).toBeUndefined();
  });
});

describe('a record opens by itself', () => {
  const known = { contact: asContact(KATRIN) };
  it.each([
    ['ring', {}, false, true],
    ['accept', {}, false, false],
    ['accept', { state: 'connected' }, false, true],
    ['click', {}, false, false],
    ['click', {}, true, true],
    ['off', {}, true, false],
    ['ring', { poppedAt: NOW }, false, false],
    ['ring', { state: 'missed' }, false, false],
    ['ring', { contact: undefined }, false, false],
  ] as const)('%s, %o, by click %s: %s', (popIncoming, rest, byClick, expected) => {
    expect(isPopDue(ringing({ ...known, ...rest }), { ...DEFAULT_CALLERS, popIncoming }, byClick)).toBe(expected);
  });
});

describe('the address for a new contact', () => {
  it.each([
    ['https://crm.example/new?phone={number}', 'https://crm.example/new?phone=%2B493023125418'],
    ['https://crm.example/new', undefined],
    ['javascript:alert({number})', undefined],
    ['', undefined],
  ])('%s', (template, expected) => {
    expect(createContactUrl(template, NUMBER)).toBe(expected);
  });
});
