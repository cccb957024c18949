/**
 * The frames of CRM pages that show icons. Pages hold no port (a reconnecting port would keep the worker awake for ever):
 * they say hello, tell which numbers they show, and are told what changes.
 */
import { browser } from 'wxt/browser';
import { db, type Follower } from './db';
import type { NumberState, PageConfig } from './messages';
import { pushToFrame, type Sender } from './messages';

/**
 * Remembers the frame behind this message. One that says hello again (a new address, a page from the back/forward cache)
 * keeps its numbers: it does not tell them again. Another page starts without. `told` is what it was told meanwhile, since
 * no page waits for this to be written: what has become otherwise by then it is told now.
 */
export async function addFollower(sender: Sender, told: PageConfig, now: () => Promise<PageConfig>): Promise<void> {
  const frame = frameOf(sender);
  if (!frame) return;
  await db.transaction('rw', db.followers, async () => {
    const known = await db.followers.get(frame.key);
    await db.followers.put({ ...frame, numbers: known?.page === frame.page ? known.numbers : [] });
  });
  const config = await now();
  if (JSON.stringify(config) === JSON.stringify(told)) return;
  // Another page in the frame has been told what is its own.
  if ((await db.followers.get(frame.key))?.page !== frame.page) return;
  await reach(frame, () => pushToFrame(frame.tabId, frame.frameId, 'configure', { config }));
}

/** Replaces the numbers that this frame wants to hear about. */
export async function setFollowed(sender: Sender, numbers: string[]): Promise<void> {
  const frame = frameOf(sender);
  if (frame) await db.followers.put({ ...frame, numbers });
}

function frameOf(sender: Sender): Omit<Follower, 'numbers'> | undefined {
  const tabId = sender.tab?.id;
  if (tabId === undefined) return undefined;
  const frameId = sender.frameId ?? 0;
  return { key: `${tabId}:${frameId}`, tabId, frameId, page: pageOf(sender) };
}

/** The http(s) URL that stands for this frame: frames without an own address belong to their tab. */
export function pageOf(sender: Sender): string {
  const own = [sender.url, sender.origin].find((url) => url !== undefined && /^https?:/.test(url));
  return own ?? sender.tab?.url ?? '';
}

/** Tells every frame about all its numbers; those without a state are idle. */
export async function pushAllStates(states: Record<string, NumberState>): Promise<void> {
  const followers = await db.followers.filter(({ numbers }) => numbers.length > 0).toArray();
  await Promise.all(
    followers.map((follower) => {
      const all = Object.fromEntries(follower.numbers.map((number) => [number, states[number] ?? 'idle']));
      return reach(follower, () => pushToFrame(follower.tabId, follower.frameId, 'states', { states: all }));
    }),
  );
}

/** Tells every frame that shows one of these numbers. */
export async function pushStates(states: Record<string, NumberState>): Promise<void> {
  const numbers = Object.keys(states);
  const followers = await db.followers.where('numbers').anyOf(numbers).distinct().toArray();
  await Promise.all(
    followers.map((follower) => {
      const shown = numbers.filter((number) => follower.numbers.includes(number));
      const part = Object.fromEntries(shown.map((number) => [number, states[number] ?? 'idle']));
      return reach(follower, () => pushToFrame(follower.tabId, follower.frameId, 'states', { states: part }));
    }),
  );
}

/** Gives every frame its new configuration; `configFor` sees the frame's page, so that a revoked address gets an "off". */
export async function pushConfig(configFor: (page: string) => PageConfig): Promise<void> {
  const followers = await db.followers.toArray();
  await Promise.all(
    followers.map((follower) => {
      const config = configFor(follower.page);
      return reach(follower, () => pushToFrame(follower.tabId, follower.frameId, 'configure', { config }));
    }),
  );
}

/** A frame that does not answer is gone: nobody is told when a frame goes. Another page may have taken its place by then. */
async function reach({ key, page }: Pick<Follower, 'key' | 'page'>, push: () => Promise<unknown>): Promise<void> {
  try {
    await push();
  } catch {
    await db.transaction('rw', db.followers, async () => {
      if ((await db.followers.get(key))?.page === page) await db.followers.delete(key);
    });
  }
}

/** Forgets a closed tab. */
export async function dropTab(tabId: number): Promise<void> {
  await db.followers.where('tabId').equals(tabId).delete();
}

/** Tab ids mean nothing in another browser session. */
export async function forgetFollowers(): Promise<void> {
  const open = new Set((await browser.tabs.query({})).map((tab) => tab.id));
  await db.followers.filter((follower) => !open.has(follower.tabId)).delete();
}
