/** The background worker is killed in five states of a call, and the call must come out right all the same. */
import type { TestBrowser } from '../parts/browser.ts';
import type { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';
import type { Campaign, Recovery } from './campaign.ts';

const CALLER = '+493023125001';
/** Services of the PBX: rings 45 s; answers and sounds until hung up. */
const RINGS = '+493012345302';
const TONE = '+493012345309';
/** A worker that was killed while it wrote to the CRM holds its lease for a while; the log must be right long before. */
const LIMIT_MS = 20_000;
const TARGET = '0 lost, 0 doubled, log = CDR = Tryton';

export const WORKER_KILLS: Campaign[] = [
  { id: 'worker-killed-before-invite', target: TARGET, run: beforeInvite },
  { id: 'worker-killed-ringing', target: TARGET, run: whileRinging },
  { id: 'worker-killed-dialling', target: TARGET, run: (stage) => whilePlaced(stage, RINGS, 'dialling') },
  { id: 'worker-killed-connected', target: TARGET, run: (stage) => whilePlaced(stage, TONE, 'connected') },
  { id: 'worker-killed-held', target: TARGET, run: (stage) => whilePlaced(stage, TONE, 'connected', hold) },
];

/** Dead before the call comes, and woken only when the caller has given up: the host alone knew of the call. */
async function beforeInvite(stage: Stage): Promise<Recovery> {
  await kill(stage);
  await holdMail(stage, true);
  const ring = await stage.pbx.ring({ number: CALLER });
  await until('the softphone to ring', async () =>
    (await stage.pbx.channels()).some(({ state }) => state === 'Ringing'),
  );
  assertDead(stage);
  await ring.hangUp();
  await ring.over();
  await until(
    'the end of the call in the host’s journal',
    async () => (await journalled(stage, ring.callId)) === 'ended',
  );
  assertDead(stage);
  const before = performance.now();
  await holdMail(stage, false);
  return settled(stage, ring.callId, 'missed', before);
}

async function whileRinging(stage: Stage): Promise<Recovery> {
  const ring = await stage.pbx.ring({ number: CALLER });
  await logged(stage, ring.callId, 'ringing');
  await kill(stage);
  const before = performance.now();
  await ring.hangUp();
  return settled(stage, ring.callId, 'missed', before);
}

/** A call we place; the far side ends it while the worker is dead. */
async function whilePlaced(
  stage: Stage,
  number: string,
  state: 'dialling' | 'connected',
  first?: (stage: Stage, sipCallId: string) => Promise<void>,
): Promise<Recovery> {
  const count = stage.pbx.invites('agent1').length;
  await until('the dial to be taken', async () => ((await stage.tell('dial', { text: number })) as { ok: boolean }).ok);
  const invite = await until('the INVITE', () => stage.pbx.invites('agent1')[count]);
  await logged(stage, invite.callId, state);
  if (state === 'dialling')
    await until('it to ring there', async () => (await callsOf(stage, invite.callId))[0]?.alertingAt !== undefined);
  await first?.(stage, invite.callId);
  await kill(stage);
  const before = performance.now();
  await stage.pbx.hangUpAll();
  return settled(stage, invite.callId, 'hungUp', before);
}

async function hold(stage: Stage, sipCallId: string): Promise<void> {
  const [call] = await callsOf(stage, sipCallId);
  await stage.tell('control', { callId: call?.id, control: { kind: 'hold' } });
  await until('it to be held', async () => (await callsOf(stage, sipCallId))[0]?.heldByUs === true);
}

/** Kills the worker; when this returns it is gone, whatever woke it in between. */
async function kill(stage: Stage): Promise<void> {
  const browser = stage.test as TestBrowser;
  await until('the worker to be gone', async () => {
    await browser.killWorker();
    return !browser.workerRuns();
  });
}

function assertDead(stage: Stage): void {
  if ((stage.test as TestBrowser).workerRuns()) throw new Error('The worker was awake before the next event.');
}

/**
 * The browser cannot start the worker: what the line host sends fails, as it does while one is being replaced or the
 * machine is out of memory.
 */
async function holdMail(stage: Stage, held: boolean): Promise<void> {
  const offscreen = await (stage.test as TestBrowser).offscreen();
  await offscreen.evaluate((hold) => {
    const api = globalThis as unknown as {
      browser: { runtime: Mail };
      chrome: { runtime: Mail };
      heldMail?: Mail['sendMessage'];
    };
    const { runtime } = api.browser ?? api.chrome;
    api.heldMail ??= runtime.sendMessage;
    const fail = async () => Promise.reject(new Error('Could not establish connection.'));
    runtime.sendMessage = hold ? fail : api.heldMail;
  }, held);
}

interface Mail {
  sendMessage(...message: unknown[]): Promise<unknown>;
}

/** The newest phase of the call in the line host's own journal. */
async function journalled(stage: Stage, sipCallId: string): Promise<string | undefined> {
  const page = await stage.ownPage();
  const entries = (await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('ringside-journal');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const all = open.result.transaction('events').objectStore('events').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result);
          };
        };
      }),
  )) as { event: { facts: { phase: string; sipCallId?: string } } }[];
  return entries.filter(({ event }) => event.facts.sipCallId === sipCallId).at(-1)?.event.facts.phase;
}

const callsOf = async (stage: Stage, sipCallId: string) =>
  (await stage.log()).filter((call) => call.sipCallId === sipCallId);

async function logged(stage: Stage, sipCallId: string, state: string): Promise<void> {
  const now = async () => (await callsOf(stage, sipCallId))[0]?.state === state;
  await until(`the call to be ${state} in the log`, now, { timeoutMs: LIMIT_MS });
}

/** Waits for the state that is right now, and counts the call's entries. */
async function settled(stage: Stage, sipCallId: string, state: string, before: number): Promise<Recovery> {
  await logged(stage, sipCallId, state);
  const ms = performance.now() - before;
  return { ms, entries: (await callsOf(stage, sipCallId)).length };
}
