/**
 * How soon an agent sees who is calling: the number, then the name from a real Tryton that holds 10,000 parties and 30,000
 * contact mechanisms on the same machine. Times run from the moment the event reached the background.
 */
import type { Page } from 'puppeteer-core';
import type { Call } from '../../lib/call.ts';
import type { TestBrowser } from '../parts/browser.ts';
import { Stage } from '../parts/stage.ts';
import type { Tryton } from '../parts/tryton.ts';
import { until } from '../parts/wait.ts';
import { type Measured, quantile } from './figure.ts';

const PARTIES = 10_000;
const BATCH = 250;
const CALLS = 20;

/** Every party has three: a phone, a mobile, a fax; no number twice. */
const phoneOf = (party: number) => `+4930${5_000_000 + party}`;
const nameOf = (party: number) => `Betrieb ${party}`;

export async function callerName(): Promise<Record<string, Measured>> {
  const stage = await Stage.start({ pbx: true, crm: true });
  try {
    await fill(stage.crm);
    await stage.save({ callWindowOpens: false });
    const panel = await stage.test.openPanel(await stage.test.openPage('about:blank'));
    await watchEvents(stage.test as TestBrowser);
    const [number, name]: [number[], number[]] = [[], []];
    for (let n = 0; n < CALLS; n++) {
      const seen = await ring(stage, panel, 1 + Math.floor((n * PARTIES) / CALLS));
      number.push(seen.number);
      name.push(seen.name);
    }
    return {
      'caller.number-p95': { value: quantile(number, 0.95), samples: { number } },
      'caller.name-p95': { value: quantile(name, 0.95), samples: { name } },
    };
  } finally {
    await stage.stop();
  }
}

async function fill(crm: Tryton): Promise<void> {
  for (let first = 1; first <= PARTIES; first += BATCH) {
    const parties = Array.from({ length: BATCH }, (_, i) => {
      const party = first + i;
      const mechanisms = [
        { type: 'phone', value: phoneOf(party), sequence: 1 },
        { type: 'mobile', value: `+49151${50_000_000 + party}`, sequence: 2 },
        { type: 'fax', value: `+4930${6_000_000 + party}`, sequence: 3 },
      ];
      return { name: nameOf(party), contact_mechanisms: [['create', mechanisms]] };
    });
    await crm.rpc('model.party.party.create', [parties]);
  }
}

/** Notes when events of the line reach the background. */
async function watchEvents(browser: TestBrowser): Promise<void> {
  await browser.evaluateInWorker(`(() => {
    globalThis.eventTimes = [];
    browser.runtime.onMessage.addListener((message) => {
      if (message?.name === 'events') globalThis.eventTimes.push(Date.now());
    });
  })()`);
}

/** One call: after how many ms the panel showed its number, and its name. */
async function ring(stage: Stage, panel: Page, party: number): Promise<{ number: number; name: number }> {
  const browser = stage.test as TestBrowser;
  await browser.evaluateInWorker('globalThis.eventTimes.splice(0)');
  const painted = panel.evaluate(watchPanel, nameOf(party)) as Promise<{ number: number; name: number }>;
  const caller = await stage.pbx.ring({ number: phoneOf(party) });
  const at = await painted;
  const [reached = Number.NaN] = (await browser.evaluateInWorker('globalThis.eventTimes')) as number[];
  await caller.hangUp();
  const { id } = await until('the call to be missed', async () => missed(await stage.log(), party));
  await stage.tell('remove', { callId: id });
  return { number: at.number - reached, name: at.name - reached };
}

function missed(log: Call[], party: number): Call | undefined {
  return log.find((call) => call.number === phoneOf(party) && call.state === 'missed');
}

/** Runs in the panel: when a live call is painted, and when its name is. Epoch ms. */
function watchPanel(name: string): Promise<{ number: number; name: number }> {
  return new Promise((resolve) => {
    let number = 0;
    let waiting = false;
    const look = () => {
      const title = document.querySelector('section[data-call][data-state="ringing"] h1')?.textContent ?? '';
      if (!title || waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        number ||= Date.now();
        if (title !== name) return look();
        observer.disconnect();
        resolve({ number, name: Date.now() });
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
