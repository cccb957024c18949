/** A log as an older version left it, in the browser of a test: the next who opens it brings it up to date first. */
import type { Page } from 'puppeteer-core';

/** The stores of version 8, as db.ts has them. */
const VERSION = 80;
const STORES: Record<string, string> = {
  calls: 'id, startedAt, [number+startedAt], [state+startedAt], [direction+startedAt], *words',
  tasks: 'id, state, number, [state+startedAt]',
  callers: 'number, lastAt, *terms',
  people: 'id, [from+favourite], *terms',
  outbox: 'callId, [state+dueAt]',
  settings: 'id',
  status: 'id',
  followers: 'key, tabId, *numbers',
  outages: 'from',
  seen: 'key, number, seenAt, *terms',
  tokens: 'key',
};

/**
 * Puts an old log of so many calls in the place of the one there is, and keeps it from being opened by anybody until
 * `letGo` is called. The page MUST be one of ours that shows nothing.
 */
export async function putOldLog(page: Page, calls: number): Promise<{ letGo(): Promise<void> }> {
  await page.evaluate(replaceLog, VERSION, STORES, calls);
  return { letGo: () => page.evaluate('letGo()') as Promise<void> };
}

/** Runs in the page. */
function replaceLog(version: number, stores: Record<string, string>, calls: number): Promise<void> {
  return new Promise((held, fail) => {
    // In one turn: whoever else asks for the database stands behind both.
    indexedDB.deleteDatabase('ringside');
    const open = indexedDB.open('ringside', version);
    open.onerror = () => fail(open.error);
    open.onupgradeneeded = () => {
      for (const [name, schema] of Object.entries(stores)) {
        const [key = '', ...indexes] = schema.split(', ');
        const store = open.result.createObjectStore(name, { keyPath: key });
        for (const index of indexes) {
          const many = index.startsWith('*');
          const plain = index.replace('*', '');
          store.createIndex(plain, plain.startsWith('[') ? plain.slice(1, -1).split('+') : plain, { multiEntry: many });
        }
      }
      const [log, outbox, status] = ['calls', 'outbox', 'status'].map((name) => open.transaction?.objectStore(name));
      const now = Date.now();
      for (let n = 0; n < calls; n++) {
        const startedAt = now - 86_400_000 - (calls - n) * 60_000;
        const times = { startedAt, answeredAt: startedAt + 5000, endedAt: startedAt + 50_000 };
        const call = {
          direction: 'incoming',
          state: 'ended',
          endReason: 'localHangUp',
          displayName: `Caller ${n}`,
          ...times,
        };
        const rest = { number: '+4930231100000', withheld: false, seq: 3, line: 'sip', removed: 0, note: '' };
        log?.add({ id: `old-${n}`, ...call, ...rest });
        outbox?.add({ callId: `old-${n}`, state: 'waiting', dueAt: 0, attempts: 0, leaseUntil: 0 });
      }
      status?.add({ id: 'calls', count: calls });
    };
    open.onsuccess = () => {
      // Deaf to whoever wants a newer version.
      Object.assign(window, { letGo: () => open.result.close() });
      held();
    };
  });
}
