/** The line's state and open notices, kept where every page can read them by live query. Background only writes. */
import { db, type Notice } from './db';
import type { ErrorCode } from './errors';
import type { LineState } from './softphone/softphone';

/** What holds before any line host has spoken. */
export function lineOff(now: number): LineState {
  return { phase: 'off', connector: 'none', since: now };
}

/** The newest line state; `off` before the first. */
export async function loadLine(): Promise<LineState> {
  const row = await db.status.get('line');
  return row?.id === 'line' ? row.line : lineOff(0);
}

/** Keeps the newest line state. */
export async function storeLine(line: LineState): Promise<void> {
  await db.status.put({ id: 'line', line });
}

/** Adds something the user must be told; a repeated code replaces the older notice. */
export async function addNotice(code: ErrorCode, detail: string, at: number): Promise<void> {
  await changeNotices((notices) => [...notices.filter((notice) => notice.code !== code), { code, detail, at }]);
}

/** What the user must be told and has not put away. */
export async function openNotices(): Promise<Notice[]> {
  const row = await db.status.get('notices');
  return row?.id === 'notices' ? row.notices : [];
}

/** Takes notices away that were dismissed or mended. */
export async function dropNotices(gone: (notice: Notice) => boolean): Promise<void> {
  await changeNotices((notices) => notices.filter((notice) => !gone(notice)));
}

async function changeNotices(change: (notices: Notice[]) => Notice[]): Promise<void> {
  await db.transaction('rw', db.status, async () => {
    await db.status.put({ id: 'notices', notices: change(await openNotices()) });
  });
}
