import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../lib/db';
import { addFollower, setFollowed } from '../../lib/followers';
import type { PageConfig, Sender } from '../../lib/messages';

const PAGE = 'https://crm.example/contact/7';
const SENDER = { tab: { id: 5 }, frameId: 2, url: PAGE } as Sender;
const told = { on: true, line: { ready: true, demo: false, why: '' }, language: 'en' } as PageConfig;
const lost: PageConfig = { ...told, line: { ready: false, demo: false, why: 'No line.' } };

const pushed = vi.fn<(tabId: number, message: unknown, options: unknown) => Promise<unknown>>();

beforeEach(async () => {
  fakeBrowser.reset();
  await db.followers.clear();
  pushed.mockReset().mockResolvedValue(null);
  vi.spyOn(browser.tabs, 'sendMessage').mockImplementation(pushed as never);
});

it('a frame is on the list, and hears nothing where all is as it was told', async () => {
  await addFollower(SENDER, told, async () => structuredClone(told));
  expect(await db.followers.toArray()).toEqual([{ key: '5:2', tabId: 5, frameId: 2, page: PAGE, numbers: [] }]);
  expect(pushed).not.toHaveBeenCalled();
});

it('what changed while it was written to the list is told once it stands there', async () => {
  await addFollower(SENDER, told, async () => {
    // Whatever changes from here on finds the frame on the list.
    expect(await db.followers.count()).toBe(1);
    return lost;
  });
  const message = expect.objectContaining({ to: 'page', name: 'configure', data: { config: lost } });
  expect(pushed.mock.calls).toEqual([[5, message, { frameId: 2 }]]);
});

it('a frame that is gone by then is on no list', async () => {
  pushed.mockRejectedValue(new Error('Receiving end does not exist.'));
  await addFollower(SENDER, told, async () => lost);
  expect(await db.followers.count()).toBe(0);
});

it('the same page keeps its numbers, another one starts without', async () => {
  await addFollower(SENDER, told, async () => told);
  await setFollowed(SENDER, ['+493023125001']);
  await addFollower(SENDER, told, async () => told);
  expect((await db.followers.get('5:2'))?.numbers).toEqual(['+493023125001']);
  await addFollower({ ...SENDER, url: 'https://crm.example/contact/8' }, told, async () => told);
  expect((await db.followers.get('5:2'))?.numbers).toEqual([]);
});

it('another page that has come into the frame meanwhile is not told what was the first one’s', async () => {
  const next = `${PAGE}/edit`;
  await addFollower(SENDER, told, async () => {
    await addFollower({ ...SENDER, url: next }, told, async () => told);
    return lost;
  });
  expect(pushed).not.toHaveBeenCalled();
  expect((await db.followers.get('5:2'))?.page).toBe(next);
});
