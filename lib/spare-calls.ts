/**
 * Where calls live while the database takes nothing (disk full, profile broken): the browser's session memory. It outlives
 * the worker, so a call can be seen, answered and hung up all the same; the line host keeps its events until the database
 * takes them. Written by the background alone; no content script can read it.
 */
import { browser } from 'wxt/browser';
import type { Call } from './call';

const PREFIX = 'spareCall:';

/** What was read last. The background knows its own changes; a page of ours MUST follow them. */
let held: Promise<Map<string, Call>> | undefined;

/** All of them. Usually none, and then this costs nothing. */
export function spareCalls(): Promise<ReadonlyMap<string, Call>> {
  held ??= read();
  return held;
}

/** Keeps a call here. @throws where the browser's memory takes nothing either */
export async function keepSpare(call: Call): Promise<void> {
  await browser.storage.session.set({ [PREFIX + call.id]: call });
  held = undefined;
}

/** The database has it now. */
export async function dropSpare(id: string): Promise<void> {
  await browser.storage.session.remove(PREFIX + id);
  held = undefined;
}

/** Tells after every change, by whomever. @returns how to stop it */
export function followSpares(changed: () => void): () => void {
  const hear = (changes: Record<string, unknown>, area: string) => {
    if (area !== 'session' || !Object.keys(changes).some((key) => key.startsWith(PREFIX))) return;
    held = undefined;
    changed();
  };
  browser.storage.onChanged.addListener(hear);
  return () => browser.storage.onChanged.removeListener(hear);
}

/** Rows of the database with the spare ones in their place, or behind them. */
export function withSpares(rows: readonly Call[], spares: ReadonlyMap<string, Call>): Call[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows.map((row) => spares.get(row.id) ?? row), ...[...spares.values()].filter(({ id }) => !known.has(id))];
}

async function read(): Promise<Map<string, Call>> {
  const all = await browser.storage.session.get(null);
  const ours = Object.entries(all).filter(([key]) => key.startsWith(PREFIX));
  return new Map(ours.map(([key, call]) => [key.slice(PREFIX.length), call as Call]));
}
