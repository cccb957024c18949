import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../lib/db';
import { createTexts, type Messages } from '../../lib/i18n';
import { DEFAULT_NOTIFICATIONS } from '../../lib/notification-choice';
import { defaultSettings, type Settings } from '../../lib/settings';
import type { LineState } from '../../lib/softphone/softphone';
import { tellStanding } from '../../lib/standing-notices';
import { addNotice, dropNotices, storeLine } from '../../lib/status';

const texts = createTexts('en', JSON.parse(readFileSync('public/_locales/en/messages.json', 'utf8')) as Messages);
const ON: Settings = { ...defaultSettings(), notifications: { ...DEFAULT_NOTIFICATIONS, on: true } };
const { kinds } = ON.notifications;
const BACK: Settings = { ...ON, notifications: { ...ON.notifications, kinds: { ...kinds, lineBack: kinds.missed } } };
const line = (phase: LineState['phase'], since = Date.now()) =>
  storeLine({ phase, connector: 'sip', since, ...(phase === 'lost' && { reason: 'serverUnreachable' }) });
const up = async () => Object.keys(await fakeBrowser.notifications.getAll()).sort();
const first = fakeBrowser.notifications.create;
let created: string[] = [];

beforeEach(async () => {
  fakeBrowser.reset();
  await db.status.clear();
  created = [];
  const create = first as unknown as (id: string, options: object) => Promise<string>;
  const noting = (id: string, options: object) => {
    created.push(id);
    return create(id, options);
  };
  Object.assign(fakeBrowser.notifications, { create: noting });
});

describe('a lost line', () => {
  it('is told once, after 10 s without it, and withdrawn when it is back', async () => {
    await line('lost', Date.now() - 3000);
    await tellStanding(ON, texts);
    expect(await up()).toEqual([]);
    for (const phase of ['lost', 'connecting', 'lost'] as const) {
      await line(phase, Date.now() - 11_000);
      await tellStanding(ON, texts);
      expect(await up()).toEqual(['ringside:lineLost']);
    }
    expect(created).toEqual(['ringside:lineLost']);
    await line('ready');
    await tellStanding(BACK, texts);
    await tellStanding(BACK, texts);
    expect(await up()).toEqual(['ringside:lineBack']);
    expect(created).toEqual(['ringside:lineLost', 'ringside:lineBack']);
  });

  it('is not told where notifications, this kind or the module are off', async () => {
    await line('lost', Date.now() - 11_000);
    await tellStanding(defaultSettings(), texts);
    await tellStanding({ ...ON, moduleOn: false }, texts);
    const off = { ...kinds, lineLost: { ...kinds.lineLost, on: false } };
    await tellStanding({ ...ON, notifications: { ...ON.notifications, kinds: off } }, texts);
    expect(created).toEqual([]);
  });
});

it('a call that the CRM refuses is told once, and withdrawn when that is mended', async () => {
  await addNotice('crmRejected', '', 1);
  await tellStanding(ON, texts);
  await addNotice('crmRejected', 'again', 2);
  await tellStanding(ON, texts);
  expect(created).toEqual(['ringside:notStored']);
  await dropNotices(() => true);
  await tellStanding(ON, texts);
  expect(await up()).toEqual([]);
});
