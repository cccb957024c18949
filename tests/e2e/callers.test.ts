/** Who is calling: names that pages have shown, several records with one number, the record that opens by itself. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CALLERS } from '../../lib/caller-rules.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { iconIs } from '../parts/icons.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const SHOWN = '+493023125777';
const SHARED = '+494066969222';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><main><h1>Petra Lindholm</h1>
  <label>Telefon <input value="030 23125777"></label><label>Notiz <input id="note"></label></main></html>`;

let stage: Stage;
let server: TestServer;
let mask: Page;

beforeAll(async () => {
  server = await startServer({ pages: { '/petra': MASK, '/other': '<!doctype html><title>Other</title>' } });
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

const rules = (patch: Partial<typeof DEFAULT_CALLERS>) => stage.save({ callers: { ...DEFAULT_CALLERS, ...patch } });

async function ring(number: string) {
  const caller = await stage.pbx.ring({ number });
  const call = await stage.callIs('ringing');
  return { caller, id: call.id };
}

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

describe('a number that several records have', () => {
  it('asks who it is; the choice names the caller and moves the record, also afterwards', async () => {
    const mechanisms = [{ type: 'phone' as const, value: '040 66969222' }];
    const [wieczorek, kanzlei] = [
      await stage.crm.createParty({ name: 'Sandra Wieczorek', mechanisms }),
      await stage.crm.createParty({ name: 'Wieczorek Steuerberatung', mechanisms }),
    ];
    const rung = await ring(SHARED);
    const window = await stage.callWindow();
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

describe('what stays out of the CRM', () => {
  it('a private call: a record without number, name and note; made open again, all of it', async () => {
    const rung = await ring(SHARED);
    await stage.tell('setPrivate', { callId: rung.id, isPrivate: true });
    await stage.tell('setNote', { callId: rung.id, note: 'Geburtstag' });
    await giveUp(rung);
    const record = async () => (await stage.crm.callRecords()).find(({ call_id }) => call_id === rung.id);
    expect(await until('the record', record)).toMatchObject({ number: '', party: null });
    expect((await record())?.note ?? '').not.toContain('Geburtstag');
    await stage.tell('setPrivate', { callId: rung.id, isPrivate: false });
    await until('number and note', async () => {
      const row = await record();
      return row?.number === SHARED && row.note?.includes('Geburtstag');
    });
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
