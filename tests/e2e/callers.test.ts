/** Who is calling: names that pages have shown, several records with one number, the record that opens by itself. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CALLERS } from '../../lib/caller-rules.ts';
import type { Settings } from '../../lib/settings.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { EspoServer } from '../parts/crm/espocrm.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const SHOWN = '+493023125777';
const SHARED = '+494066969222';
/** A contact and its firm have it. */
const FIRM = '+493023125888';
/** Answers and sounds. */
const TONE = '+493012345309';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><main><h1>Petra Lindholm</h1>
  <label>Telefon <input value="030 23125777"></label><label>Notiz <input id="note"></label></main></html>`;

let stage: Stage;
let server: TestServer;
let mask: Page;

beforeAll(async () => {
  const tone = MASK.replace('Petra Lindholm', 'Ansagedienst').replace('23125777', '12345309');
  const other = '<!doctype html><title>Other</title>';
  server = await startServer({ pages: { '/petra': MASK, '/tone': tone, '/other': other, '/new': other } });
  stage = await Stage.start({ pbx: true, crm: true });
  await stage.addCrmAddress(server.url);
  mask = await stage.test.openPage(`${server.url}/petra`);
  await iconIs(mask, SHOWN, 'ready');
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  await stage?.stop();
  await server?.close();
});

const rules = (patch: Partial<typeof DEFAULT_CALLERS>) =>
  stage.save({ callers: { ...DEFAULT_CALLERS, popIncoming: 'off', ...patch } });

/** The window of this call, opened as by the button in the list: beside a panel that is open none opens by itself. */
async function windowOf(callId: string): Promise<Page> {
  await stage.tell('openCallWindow', { callId });
  const window = await stage.callWindow();
  await window.waitForSelector(`[data-call="${callId}"]`);
  return window;
}

async function ring(number: string) {
  const caller = await stage.pbx.ring({ number });
  const call = await stage.callIs('ringing');
  return { caller, id: call.id };
}

/** Chooses on the options page, as a user does. */
async function choose(name: keyof typeof DEFAULT_CALLERS, value: string | boolean): Promise<void> {
  const options = await stage.test.openExtensionPage('options.html#callers');
  const field = await options.waitForSelector(`[name="${name}"]`);
  if (typeof value === 'boolean') await field?.click();
  else if (name === 'createContact' || name === 'outcomes') {
    await field?.type(value);
    await (await options.waitForSelector('form:has([name=outcomes]) button[type=submit]'))?.click();
  } else await field?.select(value);
  await until(`${name} to be ${value}`, async () => {
    const [row] = await stage.rows<{ value: Settings }>('settings');
    const kept = row?.value.callers?.[name];
    return (Array.isArray(kept) ? kept.join('\n') : kept) === value;
  });
  await options.close();
}

const recordOf = async (id: string) => (await stage.crm.callRecords()).find(({ call_id }) => call_id === id);
const visible = (page: Page) => page.evaluate('document.visibilityState === "visible"');
const popped = async () => ((await stage.log()).at(-1)?.poppedAt ?? 0) > 0;

async function giveUp({ caller, id }: Awaited<ReturnType<typeof ring>>): Promise<void> {
  await caller.hangUp();
  await stage.callIs('missed');
  await stage.tell('remove', { callId: id });
}

describe('a number that a CRM page has shown', () => {
  it('has its name at once, though the CRM knows nobody by it', async () => {
    await until('the page to have told', async () =>
      (await stage.rows<{ number: string; name: string }>('seen')).some(
        ({ number, name }) => number === SHOWN && name === 'Petra Lindholm',
      ),
    );
    const rung = await ring(SHOWN);
    const window = await stage.callWindow();
    await window.waitForSelector('h1::-p-text(Petra Lindholm)');
    await giveUp(rung);
  });

  it('opens that page again by itself, in the tab that shows it, and never over somebody who writes', async () => {
    await rules({ popIncoming: 'ring' });
    const other = await stage.test.openPage(`${server.url}/other`);
    const rung = await ring(SHOWN);
    await until('the tab with the record to come to the front', () =>
      mask.evaluate('document.visibilityState === "visible"'),
    );
    await giveUp(rung);

    await other.bringToFront();
    await other.evaluate('document.body.append(document.createElement("textarea"))');
    await other.type('textarea', 'half a sentence');
    const again = await ring(SHOWN);
    await until('the record to have been opened', async () => ((await stage.log()).at(-1)?.poppedAt ?? 0) > 0);
    expect(await other.evaluate('document.visibilityState')).toBe('visible');
    await giveUp(again);
    await other.close();
    await rules({});
  });
});

describe('a record that opens by itself', () => {
  let away: Page;
  let tone: Page;
  beforeAll(async () => {
    tone = await stage.test.openPage(`${server.url}/tone`);
    await iconIs(tone, TONE, 'ready');
    await until('both numbers to be known', async () => (await stage.rows('seen')).length >= 2);
    away = await stage.test.openPage(`${server.url}/other`);
  });
  afterAll(() => rules({}));

  /** The user looks at something else: the browser's main window is the focused one. */
  async function lookAway(): Promise<void> {
    await (await stage.test.findOwn('call.html'))?.close();
    await away.bringToFront();
    await until('another tab in front', () => visible(away));
  }

  it('incoming on accepting, and not while it rings', async () => {
    await choose('popIncoming', 'accept');
    await lookAway();
    const { caller, id } = await ring(SHOWN);
    await until('the name', async () => (await stage.log()).at(-1)?.contact?.name === 'Petra Lindholm');
    expect(await popped()).toBe(false);
    await stage.tell('accept', { callId: id });
    await until('the record in front', () => visible(mask));
    await caller.hangUp();
    await stage.callIs('hungUp');
  });

  it('incoming on the click that opens the call, and not before', async () => {
    await choose('popIncoming', 'click');
    await lookAway();
    const { caller, id } = await ring(SHOWN);
    const panel = await stage.test.openPanel(away);
    await stage.tell('accept', { callId: id });
    await stage.callIs('connected');
    expect(await popped()).toBe(false);
    await panel.click(`.call[data-call="${id}"] .ib[aria-label="Open"]`);
    await until('the record in front of its window', () => visible(mask));
    await caller.hangUp();
    await stage.callIs('hungUp');
  });

  it('outgoing as chosen for outgoing calls alone: when dialling, when connected, never', async () => {
    for (const [moment, opens] of [
      ['off', false],
      ['ring', true],
      ['accept', true],
    ] as const) {
      await choose('popOutgoing', moment);
      await lookAway();
      expect(await stage.tell('dial', { text: TONE })).toEqual({ ok: true });
      const { id } = await stage.callIs('connected');
      await until('the name', async () => (await stage.log()).at(-1)?.contact?.name === 'Ansagedienst');
      if (opens) await until('the record in front', () => visible(tone));
      else expect(await popped()).toBe(false);
      await stage.tell('hangUp', { callId: id });
      await until('the end', async () => (await stage.log()).at(-1)?.endedAt !== undefined);
      // The same number again within a second is the same press.
      const again = Date.now() + 1100;
      await until('a press of its own', () => Date.now() > again);
    }
  });

  it('in a tab of its own where none shows it, and the next one in the same', async () => {
    await choose('popIncoming', 'ring');
    await Promise.all([mask.close(), tone.close()]);
    await lookAway();
    const pageOf = async (path: string) => (await stage.test.browser.pages()).find((page) => page.url().endsWith(path));
    const first = await ring(SHOWN);
    const opened = await until('a tab with the record', () => pageOf('/petra'));
    await giveUp(first);
    const second = await ring(TONE);
    await until('the next record in it', () => opened.url().endsWith('/tone'));
    await giveUp(second);
    expect(await pageOf('/petra')).toBeUndefined();
    await iconIs(opened, TONE, 'ready');
    // Somebody writes there: the tab stays as it is, the record opens behind.
    await opened.bringToFront();
    await opened.type('#note', 'half a sentence');
    const third = await ring(SHOWN);
    mask = await until('a tab behind', () => pageOf('/petra'));
    await giveUp(third);
    expect(opened.url()).toMatch(/\/tone$/);
    expect(await visible(opened)).toBe(true);
    await opened.close();
    await away.close();
  });

  it('in the tab of the real Tryton that shows the party, whatever its client added to the address', async () => {
    const party = await stage.crm.createParty({
      name: 'Baumann GmbH',
      mechanisms: [{ type: 'phone', value: '030 23125444' }],
    });
    const client = await stage.test.openPage('about:blank');
    await stage.crm.login(client);
    await stage.crm.openParty(client, party);
    await until('what the client adds', () => client.url() !== stage.crm.partyUrl(party));
    const other = await stage.test.openPage(`${server.url}/other`);
    await other.bringToFront();
    const rung = await ring('+493023125444');
    await until('the party’s tab in front', () => visible(client));
    expect((await stage.test.browser.pages()).filter((page) => page.url().startsWith(stage.crm.url))).toHaveLength(1);
    await giveUp(rung);
    await Promise.all([client.close(), other.close()]);
  });
});

describe('a number that several records have', () => {
  it('asks who it is; the choice names the caller and moves the record, also afterwards', async () => {
    const mechanisms = [{ type: 'phone' as const, value: '040 66969222' }];
    const [wieczorek, kanzlei] = [
      await stage.crm.createParty({ name: 'Sandra Wieczorek', mechanisms }),
      await stage.crm.createParty({ name: 'Wieczorek Steuerberatung', mechanisms }),
    ];
    const rung = await ring(SHARED);
    const window = await windowOf(rung.id);
    await window.waitForSelector('.pick input[type=radio]');
    expect(await window.$$eval('.pick .opt b', (all) => all.map((one) => one.textContent))).toEqual([
      'Sandra Wieczorek',
      'Wieczorek Steuerberatung',
      'None of them',
    ]);
    await window.click('.pick .opt:nth-of-type(1) input');
    await window.waitForSelector('h1::-p-text(Sandra Wieczorek)');
    await rung.caller.hangUp();
    await stage.callIs('missed');
    const party = async () => (await stage.crm.callRecords()).find(({ call_id }) => call_id === rung.id)?.party;
    await until('the record at the chosen party', async () => (await party()) === wieczorek);

    await window.click('.pick .opt:nth-of-type(2) input');
    await until('the record to move', async () => (await party()) === kanzlei);
    await window.click('.pick .opt:nth-of-type(3) input');
    await until('the record to be nobody’s', async () => (await party()) === null);
    await stage.tell('remove', { callId: rung.id });
  });

  it('asks in the panel during the talk as well; the last choice counts', async () => {
    const { caller, id } = await ring(SHARED);
    const panel = await stage.test.openPanel(mask);
    await stage.tell('accept', { callId: id });
    await stage.callIs('connected');
    const pick = (nth: number) => panel.click(`.call[data-call="${id}"] .pick .opt:nth-of-type(${nth}) input`);
    await panel.waitForSelector(`.call[data-call="${id}"] .pick`);
    await pick(1);
    await panel.waitForSelector(`.call[data-call="${id}"] h1::-p-text(Sandra Wieczorek)`);
    await pick(2);
    await panel.waitForSelector(`.call[data-call="${id}"] h1::-p-text(Wieczorek Steuerberatung)`);
    await caller.hangUp();
    await stage.callIs('hungUp');
    const chosen = (await stage.log()).at(-1)?.contact?.ref;
    await until('the record', async () => {
      const record = await recordOf(id);
      return record && `party.party,${record.party}` === chosen;
    });
  });

  it('belongs to nobody as long as nobody has said who it is', async () => {
    const rung = await ring(SHARED);
    await until('the matches', async () => (await stage.log()).at(-1)?.matches?.length === 2);
    await giveUp(rung);
    const record = await until('the record', async () =>
      (await stage.crm.callRecords()).find(({ call_id }) => call_id === rung.id),
    );
    expect(record.party).toBeNull();
  });
});

describe('a number at a contact and its firm', () => {
  let espo: EspoServer;
  beforeAll(async () => {
    espo = await new EspoServer().start();
    espo.person('Muster GmbH', '+49 30 23125888', 'account');
    espo.person('Erika Muster', '030/23125888');
    await stage.addCrmAddress(espo.url);
    await stage.save({ crmRecord: espo.account() as Settings['crmRecord'] });
  });
  afterAll(async () => {
    await stage.save({ crmRecord: stage.crmRecord });
    await rules({});
    await espo.stop();
  });

  it('belongs to the one that the rule of the options names, until somebody chooses the other', async () => {
    for (const [rule, kind, name] of [
      ['account', 'Account', 'Muster GmbH'],
      ['contact', 'Contact', 'Erika Muster'],
    ] as const) {
      await choose('several', rule);
      const rung = await ring(FIRM);
      const window = await windowOf(rung.id);
      const here = `[data-call="${rung.id}"]`;
      await window.waitForSelector(`${here} h1::-p-text(${name})`);
      await rung.caller.hangUp();
      await stage.callIs('missed');
      const linked = () => espo.calls.find(({ description }) => String(description).includes(rung.id))?.parentType;
      await until('the record at the rule’s choice', () => linked() === kind);
      // Both are offered all the same.
      const other = kind === 'Account' ? 'Erika Muster' : 'Muster GmbH';
      await (await window.waitForSelector(`${here} .pick .opt::-p-text(${other})`))?.click();
      await until('the record to move', () => linked() !== undefined && linked() !== kind);
      await stage.tell('remove', { callId: rung.id });
    }
  });
});

describe('a number that nobody has', () => {
  it('makes a new contact at the address of the options', async () => {
    await choose('createContact', `${server.url}/new?phone={number}`);
    const rung = await ring('+493023125999');
    const window = await windowOf(rung.id);
    await (await window.waitForSelector(`[data-call="${rung.id}"] .newcontact`))?.click();
    await until('the CRM’s form with the number', () => server.requests.includes('GET /new?phone=%2B493023125999'));
    await giveUp(rung);
    expect((await until('the record', () => recordOf(rung.id))).party).toBeNull();
    await rules({});
  });
});

describe('what the agent notes', () => {
  it('goes to the record from window and panel, during the talk and after it, with outcomes of the user’s own', async () => {
    await choose('outcomes', 'Angebot\nAbsage');
    const { caller, id } = await ring(SHOWN);
    const here = `[data-call="${id}"]`;
    const window = await windowOf(id);
    const panel = await stage.test.openPanel(mask);
    await stage.tell('accept', { callId: id });
    const noted = (note: string, outcome?: string) =>
      until(`"${note}" to be kept`, async () => {
        const call = (await stage.log()).at(-1);
        return call?.note === note && call.outcome === outcome;
      });
    const recorded = (text: string) => until(`"${text}" in the CRM`, async () => (await recordOf(id))?.note === text);
    await (await window.waitForSelector(`${here} textarea`))?.type('Preis');
    await noted('Preis');
    await (await panel.waitForSelector(`.call${here} .chip::-p-text(Absage)`))?.click();
    await noted('Preis', 'Absage');
    await panel.type(`.call${here} textarea`, ' bis Montag');
    await noted('Preis bis Montag', 'Absage');
    await caller.hangUp();
    await stage.callIs('hungUp');
    await recorded('Preis bis Montag\nAbsage');
    // After the talk: in the window that is still open, and at the call's row in the history.
    await (await window.waitForSelector(`${here} .chip::-p-text(Angebot)`))?.click();
    await recorded('Preis bis Montag\nAngebot');
    await rules({});
  });
});

describe('a CRM that hangs', () => {
  it('holds nothing up: the number is there, the call is answered and ends, its record follows', async () => {
    stage.crm.pause();
    const { caller, id } = await ring('+493023125998');
    const window = await windowOf(id);
    await window.waitForSelector(`[data-call="${id}"] h1::-p-text(030 23125998)`);
    await stage.press(window, `[data-call="${id}"] .btn.go`);
    await stage.callIs('connected');
    await caller.hangUp();
    await stage.callIs('hungUp');
    stage.crm.resume();
    await until('the record', () => recordOf(id), { timeoutMs: 45_000, intervalMs: 500 });
  });
});

describe('what stays out of the CRM', () => {
  it('a private call: a record without number, name and note; made open again, all of it', async () => {
    const rung = await ring(SHARED);
    const window = await windowOf(rung.id);
    await stage.tell('accept', { callId: rung.id });
    const here = `[data-call="${rung.id}"]`;
    const toggle = async () => (await window.waitForSelector(`${here} input[name=private]`))?.click();
    await toggle();
    await window.type(`${here} textarea`, 'Geburtstag');
    await until('the note', async () => (await stage.log()).at(-1)?.note === 'Geburtstag');
    await rung.caller.hangUp();
    await stage.callIs('hungUp');
    const record = await until('the record', () => recordOf(rung.id));
    expect(record).toMatchObject({ number: '', party: null });
    expect(record.note ?? '').not.toContain('Geburtstag');
    await toggle();
    await until('number and note', async () => {
      const row = await recordOf(rung.id);
      return row?.number === SHARED && row.note?.includes('Geburtstag');
    });
  });

  it('calls from within the house, where the options say so', async () => {
    await choose('internalRecords', false);
    const rung = await ring('214');
    await giveUp(rung);
    await until('nothing on its way', async () =>
      (await stage.rows<{ callId: string }>('outbox')).every(({ callId }) => callId !== rung.id),
    );
    expect(await recordOf(rung.id)).toBeUndefined();
    await choose('internalRecords', true);
    const recorded = await ring('214');
    await giveUp(recorded);
    expect(await until('the record', () => recordOf(recorded.id))).toMatchObject({ number: '214', outcome: 'missed' });
  });
});

describe('a password that Tryton takes no longer', () => {
  it('is told once; calls go on, their records wait, and go out after the sign-in', async () => {
    await until('nothing on its way', async () =>
      (await stage.rows<{ state: string }>('outbox')).every(({ state }) => state === 'stored'),
    );
    const { user, password } = stage.crm;
    const [id] = (await stage.crm.rpc('model.res.user.create', [
      [{ name: 'Agent', login: 'agent', password: 'agent-xyz-1' }],
    ])) as number[];
    const account = (words: string) =>
      ({ ...stage.crmRecord, user: 'agent', password: words }) as typeof stage.crmRecord;
    await stage.save({ crmRecord: account('agent-xyz-1') });
    expect(await stage.tell('testCrm', { crm: account('agent-xyz-1') })).toEqual({ ok: true, detail: 'Agent' });
    await stage.crm.rpc('model.res.user.write', [[id], { password: 'berlin-xyz-2' }]);
    // Tryton keeps a session that it has given out: a worker that starts anew has none.
    await (stage.test as TestBrowser).killWorker();
    const before = (await stage.crm.callRecords()).length;
    const signIns = async () =>
      (await stage.rows<{ notices?: { code: string; at: number }[] }>('status'))
        .flatMap(({ notices = [] }) => notices)
        .filter(({ code }) => code === 'crmSignInNeeded');

    await giveUp(await ring(SHARED));
    await until('the notice', async () => (await signIns()).length > 0);
    const panel = await stage.test.openPanel(await stage.test.openPage('about:blank'));
    const talked = await ring(SHOWN);
    await stage.tell('accept', { callId: talked.id });
    await stage.callIs('connected');
    await panel.waitForSelector('[data-state=connected] textarea');
    await panel.type('[data-state=connected] textarea', 'wants an offer');
    await panel.click('[data-state=connected] .chip');
    await until('note and outcome', async () => {
      const call = (await stage.log()).at(-1);
      return call?.note === 'wants an offer' && call.outcome;
    });
    await talked.caller.hangUp();
    await stage.callIs('hungUp');
    await giveUp(await ring(SHARED));
    expect(await signIns()).toHaveLength(1);
    expect(await stage.crm.callRecords()).toHaveLength(before);
    await stage.lineIs('ready');

    await stage.save({ crmRecord: account('berlin-xyz-2') });
    await stage.tell('testCrm', { crm: account('berlin-xyz-2') });
    await until('the records that waited', async () => (await stage.crm.callRecords()).length === before + 3);
    const kept = (await stage.crm.callRecords()).find(({ call_id }) => call_id === talked.id);
    expect(kept?.note).toMatch(/^wants an offer\n\w/);
    await until('the notice to go', async () => (await signIns()).length === 0);
    await stage.save({ crmRecord: { ...stage.crmRecord, user, password } as typeof stage.crmRecord });
  });
});
