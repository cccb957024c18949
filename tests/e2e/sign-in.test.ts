/** OAuth with PKCE in the browser's own sign-in window, in Chromium and Firefox: Dynamics 365 as its documentation says. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Settings } from '../../lib/settings.ts';
import { DynamicsServer } from '../parts/crm/dynamics.ts';
import { putEndedCall } from '../parts/ended-call.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

let stage: Stage;
let dynamics: DynamicsServer;
let crm: Settings['crmRecord'];

beforeAll(async () => {
  dynamics = await new DynamicsServer().start();
  stage = await Stage.start();
  await stage.addCrmAddress(dynamics.url);
  crm = dynamics.account() as Settings['crmRecord'];
  await stage.save({ crmRecord: crm });
});
afterEach(async () => void (await stage.errors.assertClean()));
afterAll(async () => {
  await stage?.stop();
  await dynamics?.stop();
});

const signInNotices = async () =>
  (await stage.rows<{ notices?: { code: string }[] }>('status'))
    .flatMap(({ notices = [] }) => notices)
    .filter(({ code }) => code === 'crmSignInNeeded');
const grants = () => dynamics.seen.flatMap(({ path, body }) => (path.endsWith('/token') ? [body] : []));

/** The window of the sign-in, once it shows its page. */
async function signInWindow(): Promise<Page> {
  return until('the sign-in window', async () => {
    // A page that goes while it is asked is not the one that waits for an answer.
    for (const page of await stage.test.browser.pages()) if (await page.$('#yes').catch(() => null)) return page;
    return undefined;
  });
}

it('a person says yes in the window; the code is exchanged with its proof, and the records go out', async () => {
  dynamics.asks = true;
  dynamics.expiresIn = 30;
  const told = stage.tell('testCrm', { crm });
  await (await (await signInWindow()).$('#yes'))?.click();
  expect(await told).toEqual({ ok: true, detail: 'Katrin Vogel' });
  const redirect = await stage.test.evaluateInWorker('browser.identity.getRedirectURL()');
  const authorize = dynamics.seen.find(({ path }) => path.endsWith('/authorize'));
  expect(Object.fromEntries(authorize?.query ?? [])).toMatchObject({
    code_challenge_method: 'S256',
    redirect_uri: redirect,
  });
  // The server has checked the proof against the challenge.
  expect(grants()[0]).toMatchObject({ grant_type: 'authorization_code', redirect_uri: redirect });
  await putEndedCall(stage, '6b2f7c1e-0000-4000-8000-0000000000d1');
  await stage.tell('retryRecord', { callId: '6b2f7c1e-0000-4000-8000-0000000000d1' });
  await until('the record', () => dynamics.stored().length === 1);
  expect(grants()).toContainEqual(expect.objectContaining({ grant_type: 'refresh_token' }));
});

it('a withdrawn sign-in is told once; after the next one, where the browser is still signed in, all records go out', async () => {
  dynamics.asks = false;
  dynamics.refreshable = false;
  for (const end of ['d2', 'd3']) await putEndedCall(stage, `6b2f7c1e-0000-4000-8000-0000000000${end}`);
  await stage.tell('retryRecord', { callId: '6b2f7c1e-0000-4000-8000-0000000000d2' });
  await until('the notice', async () => (await signInNotices()).length > 0);
  expect(await signInNotices()).toHaveLength(1);
  dynamics.refreshable = true;
  expect(await stage.tell('testCrm', { crm })).toMatchObject({ ok: true });
  await until('all records', () => dynamics.stored().length === 3);
  expect(dynamics.doubles()).toEqual([]);
});
