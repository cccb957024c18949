import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/call.ts';
import { callFromOutside } from '../parts/sip-caller.ts';
import { Stage } from '../parts/stage.ts';
import { hasTone } from '../parts/tone.ts';
import { until } from '../parts/wait.ts';

/** What an agent does during calls, in the product's own pages; what became of it is asked of the PBX and the others. */

/** A party that sounds 600 Hz and records; another one with 700 Hz; whoever reads keys; somebody busy. */
const [PARTY, OTHER, KEYS, BUSY] = ['+493012345313', '+493012345312', '+493012345310', '+493012345301'];
/** Rings 45 s. */
const RINGS = '+493012345302';

const CALLS = { doNotDisturb: false, autoAnswer: false, callerId: 'default', digits: 'rtp' } as const;

let stage: Stage;
let page: Page;
let panel: Page;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true });
  page = await stage.test.openPage('about:blank');
  panel = await stage.test.openPanel(page);
});
afterEach(async () => {
  await until('no live call', async () => {
    // A call that was dialled just now has its channel a moment later.
    await stage.pbx.hangUpAll();
    return (await stage.log()).every(({ endedAt }) => endedAt !== undefined);
  });
  stage.pbx.forgetRecordings();
  await (await stage.test.findOwn('call.html'))?.close();
  await stage.save({ calls: CALLS });
  await stage.errors.assertClean();
});
afterAll(() => stage?.stop());

const one = async (id: string) => (await stage.log()).find((call) => call.id === id);
const becomes = (id: string, expected: Partial<Call>) =>
  until(`the call to be ${JSON.stringify(expected)}`, async () => {
    const call = await one(id);
    return call && Object.entries(expected).every(([key, value]) => (call[key as keyof Call] ?? false) === value);
  });

/** Dials in the number box; resolves when the far side has answered. */
async function talkTo(number: string): Promise<string> {
  const before = (await stage.log()).length;
  await panel.waitForSelector('.dial input');
  await panel.click('.dial input', { count: 3 });
  await panel.type('.dial input', `${number}\n`);
  const call = await until('the call in the log', async () => (await stage.log())[before]);
  await becomes(call.id, { state: 'connected' });
  return call.id;
}

async function press(on: Page, selector: string): Promise<void> {
  await on.waitForSelector(selector);
  await on.click(selector);
}

/** Does the first party hear our microphone from this sample on? */
function partyHears(from: number): boolean {
  const { samples, rate } = stage.pbx.recording();
  return hasTone(samples.slice(from), rate, stage.test.microphoneHz);
}

async function othersHearEachOther(): Promise<void> {
  const at = { one: () => stage.pbx.recording(), other: () => stage.pbx.heardBy700() };
  await until('700 Hz at the one', () => hasTone(at.one().samples, 48_000, 700), { timeoutMs: 15_000 });
  await until('600 Hz at the other', () => hasTone(at.other().samples, 48_000, 600), { timeoutMs: 15_000 });
}

describe('several calls', () => {
  it('a second dial holds the first, which falls silent; swapped, it hears us again', async () => {
    const first = await talkTo(PARTY);
    await until('our voice at the party', () => partyHears(0));
    const second = await talkTo(OTHER);
    expect(await one(first)).toMatchObject({ state: 'connected', heldByUs: true });
    await panel.waitForSelector(`.call.held[data-call="${first}"] ::-p-text(On hold)`);
    const quiet = await stage.pbx.heardFromNow();
    await until('1 s more of the recording', () => stage.pbx.recording().samples.length > quiet + 48_000);
    expect(partyHears(quiet)).toBe(false);
    await press(panel, `[data-swap="${first}"]`);
    await becomes(first, { heldByUs: false });
    await becomes(second, { heldByUs: true });
    const again = stage.pbx.recording().samples.length;
    await until('our voice again', () => partyHears(again));
    await stage.press(panel, `.call[data-call="${first}"] .btn.end`);
    await becomes(first, { state: 'ended' });
    expect(await one(second)).toMatchObject({ state: 'connected', heldByUs: true });
    await press(panel, `.call[data-call="${second}"] [data-tile="hold"]`);
    await becomes(second, { heldByUs: false });
  });

  it('accepting a second call holds the first', async () => {
    const first = await talkTo(PARTY);
    const caller = callFromOutside(stage.pbx, { number: '+494066969111', plan: 'waitForBye' });
    const { id } = await stage.callIs('ringing');
    await panel.waitForSelector(`.call[data-call="${id}"] ::-p-text(on hold)`);
    await stage.press(panel, `.call[data-call="${id}"] .btn.go`);
    await becomes(id, { state: 'connected' });
    expect(await one(first)).toMatchObject({ state: 'connected', heldByUs: true });
    await stage.press(panel, `.call[data-call="${id}"] .btn.end`);
    expect((await caller).asPlanned).toBe(true);
  });

  it('while one dials, another can neither be dialled nor accepted: both are told', async () => {
    const before = (await stage.log()).length;
    await panel.click('.dial input', { count: 3 });
    await panel.type('.dial input', `${RINGS}\n`);
    await until('the call in the log', async () => (await stage.log()).length > before);
    expect(await stage.tell('dial', { text: BUSY })).toMatchObject({ ok: false, error: 'callInProgress' });
    const caller = await stage.pbx.ring();
    const { id } = await stage.callIs('ringing');
    expect(await stage.tell('accept', { callId: id })).toMatchObject({ ok: false, error: 'callInProgress' });
    await caller.hangUp();
  });

  it('a call for help goes out all the same: what talks is held, what dials ends', async () => {
    const first = await talkTo(PARTY);
    expect(await stage.tell('dial', { text: RINGS })).toMatchObject({ ok: true });
    const second = (await stage.log()).at(-1) as Call;
    await becomes(second.id, { state: 'dialling' });
    expect(await stage.tell('dial', { text: '112' })).toMatchObject({ ok: true });
    await until('the call for help at the PBX', () => stage.pbx.invites('agent1').at(-1)?.dialled === '112');
    await becomes(second.id, { state: 'ended', endReason: 'cancelled' });
    expect(await one(first)).toMatchObject({ state: 'connected', heldByUs: true });
  });
});

describe('during a call', () => {
  it('mute is silence at the other side', async () => {
    const id = await talkTo(PARTY);
    await until('our voice at the party', () => partyHears(0));
    await press(panel, `.call[data-call="${id}"] [data-tile="mute"]`);
    await becomes(id, { muted: true });
    const quiet = await stage.pbx.heardFromNow();
    await until('1 s more of the recording', () => stage.pbx.recording().samples.length > quiet + 48_000);
    const loudest = stage.pbx
      .recording()
      .samples.slice(quiet)
      .reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    expect(loudest).toBeLessThan(40);
    await press(panel, `.call[data-call="${id}"] [data-tile="mute"]`);
    await becomes(id, { muted: false });
    const again = stage.pbx.recording().samples.length;
    await until('our voice again', () => partyHears(again));
    // How it sounds stands there within some seconds, and stays with the call.
    await panel.waitForSelector(`.call[data-call="${id}"] [data-quality]`);
    await stage.press(panel, `.call[data-call="${id}"] .btn.end`);
    await becomes(id, { state: 'ended' });
    expect((await one(id))?.quality?.mos).toBeGreaterThan(1);
  });

  it('a note that is being written when the far side hangs up is written to its end', async () => {
    const id = await talkTo(PARTY);
    const block = `.call[data-call="${id}"]`;
    await press(panel, `${block} textarea`);
    await panel.keyboard.type('Ruft');
    await stage.pbx.hangUpAll();
    await becomes(id, { state: 'hungUp' });
    await panel.waitForSelector(`${block}[data-state="hungUp"]`);
    await panel.keyboard.type(' morgen an');
    await becomes(id, { note: 'Ruft morgen an' });
    // The entry leaves in its time all the same.
    await panel.waitForSelector(`.tasks [data-call="${id}"]`, { hidden: true });
    expect(await panel.$(`${block} textarea`)).not.toBeNull();
    // What is pressed next stays under the pointer until it is let go.
    const chip = await panel.waitForSelector('.search .chips .chip:nth-child(2)');
    const { x = 0, y = 0 } = (await chip?.boundingBox()) ?? {};
    await panel.mouse.move(x + 8, y + 8);
    await panel.mouse.down();
    await until('the focus to leave', () => panel.evaluate(() => !document.activeElement?.matches('textarea')));
    await panel.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    await panel.mouse.up();
    await panel.waitForSelector('.search .chips .chip:nth-child(2)[aria-pressed="true"]');
    await panel.waitForSelector(block, { hidden: true });
    await press(panel, '.search .chips .chip:nth-child(1)');
  });

  it.each(['rtp', 'info'] as const)('keys pressed and typed arrive by %s', async (digits) => {
    await stage.save({ calls: { ...CALLS, digits } });
    const before = stage.pbx.keysRead().length;
    const id = await talkTo(KEYS);
    await press(panel, `.call[data-call="${id}"] [data-tile="keypad"]`);
    await press(panel, '.key[data-key="4"]');
    await panel.keyboard.type('1*8#');
    await until('the keys at the PBX', () => stage.pbx.keysRead().length > before);
    expect(stage.pbx.keysRead().at(-1)).toBe('41*8');
    expect(await panel.$eval('.typed', (typed) => typed.textContent)).toBe('41*8#');
  });
});

describe('giving a call away', () => {
  async function partyCalls(): Promise<string> {
    await stage.pbx.ringFromParty();
    const { id } = await stage.callIs('ringing');
    await stage.press(panel, `.call[data-call="${id}"] .btn.go`);
    await becomes(id, { state: 'connected' });
    return id;
  }

  it('to a number that does not exist: the call comes back with the reason; then to one that answers', async () => {
    const id = await partyCalls();
    const give = async (number: string) => {
      await press(panel, `.call[data-call="${id}"] [data-tile="transfer"]`);
      await panel.waitForSelector('input[name=target]');
      await panel.type('input[name=target]', number);
      await until('the target to be taken', async () => {
        if ((await panel.$('.give')) === null) return true;
        // Not waited for: Firefox never answers a click whose button goes away under it.
        void panel.click('.give .btn.quiet').catch(() => {});
        return false;
      });
    };
    await give('99');
    await panel.waitForSelector('.call .problem ::-p-text(99)');
    expect(await one(id)).toMatchObject({ state: 'connected', transfer: { state: 'failed' } });
    const from = stage.pbx.recording().samples.length;
    await until('our voice at the party, as before', () => partyHears(from));
    await give('311');
    await becomes(id, { state: 'ended', endReason: 'transferred' });
    await othersHearEachOther();
  });

  it('after asking, in the call window: the two others hear each other and we are free', async () => {
    const id = await partyCalls();
    await panel.click(`.call[data-call="${id}"] .top .ib`);
    const window = await stage.callWindow();
    await press(window, '[data-tile="transfer"]');
    await window.waitForSelector('input[name=target]');
    await window.type('input[name=target]', '312');
    // A button takes no click in the first 300 ms after what was there before.
    await until('the target to be called', async () => {
      if ((await stage.log()).at(-1)?.consultFor === id) return true;
      await window.click('.give .btn:not(.quiet)').catch(() => {});
      return false;
    });
    const asked = await until('the call that asks', async () => {
      const newest = (await stage.log()).at(-1);
      return newest?.state === 'connected' ? newest : undefined;
    });
    expect(await one(id)).toMatchObject({ heldByUs: true });
    await window.waitForSelector(`main[data-call="${asked.id}"]`);
    await until('a press to count', async () => {
      await window.click('.connect').catch(() => {});
      return (await one(id))?.state !== 'connected';
    });
    for (const callId of [id, asked.id]) await becomes(callId, { state: 'ended', endReason: 'transferred' });
    await othersHearEachOther();
  });
});

describe('calls that come in unattended', () => {
  it('do not disturb: turned away unseen, missed with the reason, and shown', async () => {
    await press(panel, '.bar [aria-pressed="false"]');
    await panel.waitForSelector('.banner ::-p-text(Do not disturb)');
    const outside = await callFromOutside(stage.pbx, { number: '+494066969333', plan: 'waitForBye' });
    expect(outside.status).toBe(480);
    const missed = await stage.callIs('missed');
    expect(missed).toMatchObject({ number: '+494066969333', endReason: 'doNotDisturb' });
    await panel.waitForSelector(`.tasks .row[data-call="${missed.id}"] ::-p-text(Do not disturb)`);
    expect(await stage.test.findOwn('call.html')).toBeUndefined();
    await press(panel, '.bar [aria-pressed="true"]');
    await panel.waitForSelector('.bar [aria-pressed="false"]');
  });

  it('shortcuts accept, mute and hang up', async () => {
    const ring = await stage.pbx.ring({ whenAnswered: 'silent' });
    const { id } = await stage.callIs('ringing');
    await stage.test.pressShortcut('accept');
    await ring.answered();
    await becomes(id, { state: 'connected' });
    await stage.test.pressShortcut('mute');
    await becomes(id, { muted: true });
    await stage.test.pressShortcut('hang-up');
    await becomes(id, { state: 'ended', endReason: 'localHangUp' });
  });

  it('one that wants to be answered by itself is only where that is allowed', async () => {
    await stage.pbx.ringFromParty({ to: '100a' });
    const { id } = await stage.callIs('ringing');
    await stage.save({ calls: { ...CALLS, autoAnswer: true } });
    expect((await one(id))?.state).toBe('ringing');
    await stage.tell('reject', { callId: id });
    await becomes(id, { state: 'ended' });
    await stage.pbx.hangUpAll();
    await stage.pbx.ringFromParty({ to: '100a' });
    await stage.callIs('connected');
  });
});
