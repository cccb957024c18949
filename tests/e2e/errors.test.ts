/** The error table: each row provokes its error for real and reads what stands on screen, in both languages. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../lib/errors.ts';
import { DEFAULT_NOTIFICATIONS } from '../../lib/notification-choice.ts';
import type { Settings } from '../../lib/settings.ts';
import german from '../../public/_locales/de/messages.json' with { type: 'json' };
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import { freeTcpPort } from '../parts/ports.ts';
import { Stage } from '../parts/stage.ts';
import { StallingProxy } from '../parts/stalling-proxy.ts';
import { startTlsFront } from '../parts/tls-front.ts';
import { until } from '../parts/wait.ts';

const WORDS = { en: english, de: german } as const;
const BUSY = '+493012345301';
const TONE = '+493012345309';
/** Rings for long. */
const RINGS = '+493012345302';

let stage: Stage;
let panel: Page;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  await stage.save({ callWindowOpens: false });
  panel = await stage.test.openPanel(await stage.test.openPage('about:blank'));
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

const banners = () =>
  panel.$$eval('.banner', (all) =>
    all.map((one) => ({
      why: one.querySelector('.why')?.textContent ?? '',
      next: one.querySelector('.next')?.textContent ?? '',
    })),
  );

/** Cause and remedy of the code stand in the panel, in English and in German. */
async function isTold(
  code: ErrorCode,
  timeoutMs = 20_000,
  remedy: keyof typeof english = `remedy_${code}`,
): Promise<void> {
  for (const language of ['en', 'de'] as const) {
    await stage.save({ language });
    const words = WORDS[language];
    const next = words[remedy].message;
    // What is no number is named.
    const why = words[code === 'numberInvalid' ? 'error_noNumber' : (`error_${code}` as const)].message.replace(
      /.*\{text\}/,
      '',
    );
    let seen: unknown;
    const told = async () => {
      seen = await banners();
      return (seen as Awaited<ReturnType<typeof banners>>).some(
        (one) => one.why.endsWith(why) && one.next.includes(next),
      );
    };
    await until(`“${why}. ${next}” in the panel`, told, { timeoutMs }).catch((error: Error) => {
      throw new Error(`${error.message}\nseen: ${JSON.stringify(seen)}`);
    });
  }
  await stage.save({ language: 'en' });
}

async function nothingTold(): Promise<void> {
  await until('no banner', async () => (await banners()).length === 0, { timeoutMs: 30_000 });
}

async function type(text: string): Promise<void> {
  const field = await panel.waitForSelector('input[role=combobox]');
  await field?.focus();
  await panel.evaluate((typed) => {
    const input = document.activeElement as HTMLInputElement;
    input.select();
    // As a paste does it: the input cleans the text and says so.
    document.execCommand(typed === '' ? 'delete' : 'insertText', false, typed);
  }, text);
  await field?.press('Enter');
}

const useLine = (sip: Partial<Settings['sip']>) => stage.save({ connector: 'sip', sip: { ...stage.sip, ...sip } });

interface Row {
  name: string;
  code: ErrorCode;
  /** Where a button beside the words is the remedy: what stands there instead. */
  next?: keyof typeof english;
  /** May answer what ends it. */
  provoke(): Promise<unknown>;
}

const LINE_ROWS: Row[] = [
  {
    name: 'nobody at the server’s address',
    code: 'serverUnreachable',
    provoke: async () => useLine({ servers: [`ws://127.0.0.1:${await freeTcpPort()}/ws`] }),
  },
  {
    name: 'a certificate nobody trusts',
    code: 'secureServerUnreachable',
    async provoke() {
      const front = await startTlsFront(stage.pbx.httpPort);
      await useLine({ servers: [`wss://127.0.0.1:${front.port}/ws`] });
      // It is the certificate and nothing else: the browser came, and said so to the server.
      await until('the browser to refuse the certificate', () =>
        front.refusals.some((text) => /certificate/i.test(text)),
      );
      return () => front.close();
    },
  },
  { name: 'a wrong password', code: 'wrongPassword', provoke: () => useLine({ password: 'wrong' }) },
  {
    name: 'a user that the phone system does not let register',
    code: 'registrationRefused',
    provoke: () => {
      const { user, password } = stage.pbx.agents.agent4;
      return useLine({ user, password });
    },
  },
  {
    name: 'a phone system that is down when we start',
    code: 'serverUnreachable',
    async provoke() {
      await stage.save({ connector: 'demo' });
      await stage.pbx.down();
      await useLine({});
      return () => stage.pbx.up();
    },
  },
  {
    name: 'switched off',
    code: 'moduleOff',
    next: 'options_moduleOffText',
    provoke: () => stage.save({ moduleOn: false }),
  },
];

describe('the line', () => {
  it.each(LINE_ROWS)('$name', async ({ code, next, provoke }) => {
    stage.errors.expect(/WebSocket connection to|ERR_/, 'the browser itself writes that a connection failed');
    const end = await provoke();
    try {
      await isTold(code, 20_000, next);
    } finally {
      if (typeof end === 'function') await end();
      await stage.save({ moduleOn: true, connector: 'sip', sip: stage.sip });
    }
    await panel.evaluate(() => document.querySelector<HTMLElement>('.banner.lost .act')?.click());
    await stage.lineIs('ready', 40_000);
    await nothingTold();
  });

  it('an address that is none is not taken, and the line stays what it is', async () => {
    const patch = { sip: { ...stage.sip, servers: ['http://pbx'] } };
    const refused = { ok: false, error: 'settingInvalid', detail: 'sip.servers.1' };
    expect(await stage.tell('saveSettings', { patch })).toEqual(refused);
    await stage.lineIs('ready');
    await nothingTold();
  });

  it('a wrong password is tried once, until the settings change', async () => {
    const proxy = await StallingProxy.start({ to: stage.pbx.httpPort });
    const servers = [proxy.through(stage.pbx.wsUrl)];
    await useLine({ servers, password: 'wrong' });
    await isTold('wrongPassword');
    await until('the connection to be given up', () => proxy.open === 0);
    const { connections } = proxy;
    // What might make the line try again: the watchdog, a setting that is none of the line's.
    await stage.test.evaluateInWorker("browser.alarms.create('watchdog', { when: Date.now() })");
    await until('the watchdog to have run', async () => {
      const isPeriodic = "browser.alarms.get('watchdog').then((alarm) => alarm?.periodInMinutes !== undefined)";
      return stage.test.evaluateInWorker(isPeriodic);
    });
    await stage.save({ graceMs: 5000 });
    expect(proxy.connections).toBe(connections);
    await useLine({ servers });
    await stage.lineIs('ready');
    expect(proxy.connections).toBeGreaterThan(connections);
    await useLine({});
    await stage.lineIs('ready');
    await proxy.close();
  });

  it('a phone system that dies in a call: the call ends as lost, the line says why and comes back', async () => {
    stage.errors.expect(/WebSocket connection to|ERR_/, 'the browser itself writes that a connection failed');
    await type(TONE);
    const { id } = await stage.callIs('connected');
    await stage.pbx.down({ hard: true });
    await isTold('serverUnreachable');
    const ended = await stage.callIs('hungUp', 60_000);
    expect(ended).toMatchObject({ id, endReason: 'lost' });
    await stage.pbx.up();
    await stage.lineIs('ready', 60_000);
    // How long it was away stays told until the user has read it.
    await (await panel.waitForSelector('.banner.warn .ib'))?.click();
    await nothingTold();
  }, 180_000);
});

describe('numbers', () => {
  beforeAll(() => stage.useSip());
  const absurd: [string, string][] = [
    ['10 kB of digits', '7'.repeat(10_240)],
    ['10 kB of letters', 'Telefon '.repeat(1280)],
    ['emoji', '📞☎️🙂'],
    ['a SIP header behind a number', '100@evil>;x=\r\nVia: SIP/2.0/WS evil'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a date', '12.03.2024'],
  ];
  it.each(absurd)('%s is no phone number: said, nothing sent, nothing logged', async (_name, text) => {
    const [invites, logged] = [stage.pbx.invites('agent1').length, (await stage.log()).length];
    await type(text);
    await isTold('numberInvalid');
    // As a message, where no input has cleaned the text.
    expect(await stage.tell('dial', { text })).toMatchObject({ ok: false, error: 'numberInvalid' });
    expect(stage.pbx.invites('agent1').length).toBe(invites);
    expect((await stage.log()).length).toBe(logged);
    await panel.click('.banner .ib');
    await nothingTold();
  });

  it('an empty box dials nothing', async () => {
    const invites = stage.pbx.invites('agent1').length;
    await type('');
    expect(await stage.tell('dial', { text: ' ' })).toMatchObject({ ok: false, error: 'numberInvalid' });
    expect(stage.pbx.invites('agent1').length).toBe(invites);
    expect(await banners()).toEqual([]);
  });

  it('writing-direction marks around a number are no part of it', async () => {
    const count = (await stage.log()).length;
    await type('\u202d+49 30 12345301\u202c\u200f');
    await until('the call in the log', async () => (await stage.log()).length > count);
    expect((await stage.callIs('hungUp')).endReason).toBe('busy');
    expect(stage.pbx.invites('agent1').at(-1)?.dialled).toBe(BUSY);
  });

  const ends: [string, string, keyof typeof english][] = [
    ['a number that does not exist', '030 12345306', 'reason_invalidNumber'],
    ['a network that is full', '030 12345304', 'reason_failed'],
    ['a busy number', '030 12345301', 'reason_busy'],
  ];
  it.each(ends)('%s says so in its entry', async (_name, number, key) => {
    for (const language of ['en', 'de'] as const) {
      await stage.save({ language });
      const count = (await stage.log()).length;
      await type(number);
      const call = await until('the call in the log', async () => (await stage.log())[count]);
      const row = `.tasks .row[data-call="${call.id}"][data-state="hungUp"]`;
      await panel.waitForSelector(`${row} ::-p-text(${WORDS[language][key].message})`);
      await until('a second press to be one of its own', () => Date.now() - call.startedAt > 1000);
    }
    await stage.save({ language: 'en' });
  });

  it('a second call while the first one dials', async () => {
    await type(RINGS);
    await stage.callIs('dialling');
    await type(BUSY);
    await isTold('callInProgress');
    await stage.pbx.hangUpAll();
    await stage.callIs('hungUp');
    await panel.click('.banner .ib');
  });
});

describe('the CRM', () => {
  const rows: [string, ErrorCode, () => Promise<Settings['crmRecord']>][] = [
    [
      'does not take the password',
      'crmSignInNeeded',
      async () => ({ ...stage.crmRecord, password: 'wrong' }) as Settings['crmRecord'],
    ],
    [
      'is not there',
      'crmUnreachable',
      async () => {
        const url = `http://127.0.0.1:${await freeTcpPort()}`;
        await stage.addCrmAddress(url);
        return { ...stage.crmRecord, url } as Settings['crmRecord'];
      },
    ],
  ];
  it.each(rows)('%s: said; the record follows as soon as it is mended', async (_name, code, settings) => {
    stage.errors.expect(
      /ERR_CONNECTION_REFUSED|Failed to (load|fetch)/,
      'the browser itself writes that a load failed',
    );
    await stage.save({ crmRecord: await settings(), notifications: { ...DEFAULT_NOTIFICATIONS, on: true } });
    const count = (await stage.log()).length;
    // Numbers of their own: the same number again within a second is the same press.
    await type(code === 'crmUnreachable' ? '030 12345306' : '030 12345305');
    const { id } = await until('the ended call', async () => {
      const call = (await stage.log())[count];
      return call?.state === 'hungUp' ? call : undefined;
    });
    await isTold(code);
    const isUp = async () => (await stage.test.notifications()).includes('ringside:notStored');
    await until('the notification', isUp);
    if (code === 'crmUnreachable') {
      // The event's own function: the system's notifications are nowhere to be clicked headless.
      await stage.test.evaluateInWorker(`chrome.notifications.onClicked.dispatch('ringside:notStored')`);
      await (await until('the settings of the records', () => stage.test.findOwn('options.html#records'))).close();
    }
    await stage.save({ crmRecord: stage.crmRecord });
    await until('the record', async () => (await stage.crm.callRecords()).some(({ call_id }) => call_id === id), {
      timeoutMs: 30_000,
    });
    await nothingTold();
    await until('the notification to be gone', async () => !(await isUp()));
    await stage.save({ notifications: DEFAULT_NOTIFICATIONS });
  });
});
