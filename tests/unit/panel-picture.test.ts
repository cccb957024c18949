import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { applyEvent } from '../../lib/call-log';
import { db } from '../../lib/db';
import { startOfDay } from '../../lib/i18n';
import { pictureText, readPicture } from '../../lib/panel-picture';
import { forgetNumber } from '../../lib/retention';
import { defaultSettings, EMPTY_ACCOUNT, storeSettings } from '../../lib/settings';
import { storeLine } from '../../lib/status';

const NOW = Date.now();
const NUMBER = '+493023125418';

async function rings(id: string, number = NUMBER): Promise<void> {
  const facts = { id, direction: 'incoming', number, displayName: 'Vogel', withheld: false, startedAt: NOW } as const;
  await applyEvent({ seq: 1, facts: { ...facts, phase: 'ringing' } }, 'sip', { keepDeclined: false });
}

async function missed(id: string, number = NUMBER): Promise<void> {
  await rings(id, number);
  const facts = { id, direction: 'incoming', number, displayName: 'Vogel', withheld: false, startedAt: NOW } as const;
  const end = { at: NOW + 1000, reason: 'callerGaveUp' } as const;
  await applyEvent({ seq: 2, facts: { ...facts, phase: 'ended', end } }, 'sip', { keepDeclined: false });
}

beforeEach(() => Promise.all(db.tables.map((table) => table.clear())));

it('holds what the panel shows of the newest calls and of the settings, and none that goes on', async () => {
  await storeLine({ phase: 'ready', connector: 'sip', since: NOW });
  await storeSettings({ connector: 'sip', sip: { ...EMPTY_ACCOUNT, displayName: 'Empfang' }, graceMs: 7000 });
  await missed('missed');
  await rings('rings');
  const picture = readPicture(await pictureText(NOW), NOW);
  expect(picture?.settings).toMatchObject({ connector: 'sip', sip: { displayName: 'Empfang' }, graceMs: 7000 });
  expect(picture?.answers.calls.map(({ id }) => id)).toEqual(['missed']);
  expect(picture?.answers.history.calls.map(({ id }) => id)).toEqual(['missed']);
  expect(picture?.answers.openRecords).toEqual(new Map());
  // Where it is needed no line is up yet.
  expect(picture?.answers.line).toEqual({ phase: 'connecting', connector: 'sip', since: NOW });
});

it('holds no secret', async () => {
  await storeSettings({
    connector: 'sip',
    sip: {
      ...EMPTY_ACCOUNT,
      user: 'anna',
      password: 'geheim-1',
      iceServers: [{ urls: 'turn:t', credential: 'geheim-2' }],
    },
    crmRecord: {
      adapter: 'tryton',
      url: 'https://crm.example',
      database: 'd',
      user: 'u',
      password: 'geheim-3',
    } as never,
  });
  await db.tokens.put({ key: 'k', access: 'geheim-4', refresh: 'geheim-5', expiresAt: NOW });
  const text = await pictureText(NOW);
  expect(text).toContain('anna');
  expect(text).not.toContain('geheim');
});

it('holds nothing of a number that was forgotten', async () => {
  await missed('a');
  await missed('b', '+494066969217');
  expect(await pictureText(NOW)).toContain(NUMBER);
  await forgetNumber(NUMBER);
  const text = await pictureText(NOW);
  expect(text).not.toContain(NUMBER);
  expect(text).toContain('+494066969217');
});

it('begins a new day with nothing', async () => {
  await missed('a');
  const text = await pictureText(NOW);
  expect(readPicture(text, NOW)?.answers.today).toMatchObject({ calls: 1, missed: 1 });
  expect(readPicture(text, startOfDay(NOW, 1) + 1)?.answers.today).toMatchObject({ calls: 0, missed: 0 });
});

it('has the default of a setting that it does not know', async () => {
  const kept = JSON.parse(await pictureText(NOW));
  delete kept.settings.graceMs;
  delete kept.settings.calls.doNotDisturb;
  const { graceMs, calls } = defaultSettings();
  expect(readPicture(JSON.stringify(kept), NOW)?.settings).toMatchObject({ graceMs, calls });
});

it('is none where the file is not of this form', async () => {
  const kept = await pictureText(NOW);
  expect(readPicture(kept.replace(/"form":\d+/, '"form":99'), NOW)).toBeUndefined();
  for (const text of ['', 'null', '7', '{}', '{"form":0}', '{"form":1}', '[', '{"form":1,"answers":7}'])
    expect(readPicture(text, NOW), text).toBeUndefined();
});
