/** Runs lib/page in a world of its own as the content script does, with a fake background that writes down what is asked. */
import { profiles } from '../../lib/crm/profiles.ts';
import type { NumberState, PageConfig } from '../../lib/messages.ts';
import { startPage } from '../../lib/page/page.ts';
import { toolsOf } from '../../lib/page/tools.ts';
import { vocabulary } from '../../lib/page/vocabulary.ts';
import { judge, regionFor } from '../../lib/phone-number.ts';

export interface Asked {
  dialled: { number: string; contact: unknown }[];
  hungUp: string[];
  opened: string[];
  judged: string[];
  followed: string[];
  logged: string[];
}

const asked: Asked = { dialled: [], hungUp: [], opened: [], judged: [], followed: [], logged: [] };
const config: PageConfig = {
  on: true,
  line: { ready: true, demo: false, why: '' },
  language: 'de',
  profiles: [...profiles],
  linksDial: false,
  numbers: '',
  texts: {
    call: 'Anrufen: {number}',
    dialling: '{number} wird angerufen',
    dials: 'gewählt: {number}',
    cancel: 'Abbrechen',
    hangUp: 'Auflegen',
    ringing: 'Klingelt: Anruffenster öffnen',
    callButton: 'Anrufen',
    choose: 'Nummer wählen',
    demo: 'Demonstration',
  },
};

let stop = new AbortController();
let alive = true;
/** The tools are not there yet when they are first asked for so often. */
let late = 0;
let page: ReturnType<typeof startPage> | undefined;

const harness = {
  asked,
  start() {
    performance.mark('ringside-start');
    stop = new AbortController();
    const ok = { ok: true, message: '' };
    page = startPage(
      {
        async judge(candidates) {
          // As a message to the background does, the answer comes in a task of its own.
          await new Promise((resolve) => setTimeout(resolve));
          asked.judged.push(...candidates.map(({ text }) => text));
          return candidates.map((each) =>
            judge(each, { country: regionFor('', each.country, 'de'), internalDigits: 4 }),
          );
        },
        async follow(numbers) {
          asked.followed = numbers;
          return Object.fromEntries(numbers.map((number) => [number, 'idle' as NumberState]));
        },
        async dial(data) {
          asked.dialled.push(data);
          page?.states({ [data.number]: 'active' });
          return ok;
        },
        seen: () => undefined,
        async hangUp(number) {
          asked.hungUp.push(number);
          page?.states({ [number]: 'idle' });
          return ok;
        },
        async open(number) {
          asked.opened.push(number);
          return ok;
        },
        tools: async () => (late-- > 0 ? undefined : toolsOf),
        alive: () => alive,
        log: (text) => void asked.logged.push(text),
      },
      config,
      vocabulary,
      stop.signal,
    );
  },
  stop: () => stop.abort(),
  startWithLateTools() {
    late = 2;
    harness.start();
  },
  orphan() {
    alive = false;
  },
  states: (states: Record<string, NumberState>) => page?.states(states),
  line: (line: PageConfig['line']) => page?.configure({ ...config, line }),
};

export type Harness = typeof harness;
(globalThis as unknown as { harness: Harness }).harness = harness;
harness.start();
