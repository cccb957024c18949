import { useMemo, useRef, useState } from 'preact/hooks';
import type { Call } from '../lib/call';
import { CALLS_CHANGED, RECORDS_CHANGED } from '../lib/db';
import { HISTORY_PAGE, type HistoryPage, type HistoryQuery, historyPage, type Place } from '../lib/history';
import { heldHead, readHead } from '../lib/history-head';
import { useLiveOf } from './use-live';

/** Pages held at once; those further away are read again when they come near. */
const PAGES = 6;

export interface HistoryWindow {
  /** Loaded calls, newest first: those in view and near it. */
  calls: Call[];
  /** How many newer ones are not loaded any more. */
  skipped: number;
  more: boolean;
  /** What is asked for is still being looked up; what is shown belongs to the search before. */
  busy: boolean;
  /** The view is near the end, or the beginning, of what is loaded. */
  onNear(edge: 'start' | 'end'): void;
}

/**
 * The history of a query, followed live: a window of a few pages that moves with the view, so that what is held in memory
 * does not depend on how many calls there are. Undefined until the first page is there.
 * @param begin the first page of the first query, asked for already
 */
export function useHistory(query: HistoryQuery, begin: Promise<HistoryPage>): HistoryWindow | undefined {
  const key = JSON.stringify(query);
  const [view, setView] = useState<View>({ key, first: 0, pages: 1, starts: [undefined] });
  const current = view.key === key ? view : { key, first: 0, pages: 1, starts: [undefined] };
  const { first, pages, starts } = current;
  const start = starts[first];
  const latest = useRef(key);
  latest.current = key;
  const isWanted = () => latest.current === key;
  const loaded = useLiveOf(
    query.unsaved ? [CALLS_CHANGED, RECORDS_CHANGED] : [CALLS_CHANGED],
    () => load(key, query, first, start, pages, isWanted),
    [key, first, pages, start?.id],
    useMemo(() => begin.then((page) => loadedOf(key, 0, [page])), []),
  ).value;
  const calls = useSame(loaded?.calls);
  if (!loaded) return undefined;
  const last = loaded.nexts.at(-1);
  const onNear = (edge: 'start' | 'end') => {
    if (loaded.key !== key || loaded.first !== first) return;
    // Where the pages begin is remembered, not what is on them.
    const known = { ...current, starts: [...starts.slice(0, first + 1), ...loaded.nexts] };
    const next = edge === 'end' ? forward(known, loaded) : back(known);
    if (next) setView(next);
  };
  return {
    calls,
    skipped: loaded.first * HISTORY_PAGE,
    more: last !== undefined,
    busy: loaded.key !== key,
    onNear,
  };
}

/** The calls as they were read last, those that have not changed as the same objects: their rows need not be drawn anew. */
function useSame(read: Call[] | undefined): Call[] {
  const known = useRef(new Map<string, Call>());
  return useMemo(() => {
    const calls = (read ?? []).map((call) => {
      const before = known.current.get(call.id);
      return before && JSON.stringify(before) === JSON.stringify(call) ? before : call;
    });
    known.current = new Map(calls.map((call) => [call.id, call]));
    return calls;
  }, [read]);
}

interface View {
  key: string;
  /** The first loaded page, and how many from there on. */
  first: number;
  pages: number;
  /** Where each page begins, as far as anybody has been there. */
  starts: (Place | undefined)[];
}

interface Loaded {
  key: string;
  first: number;
  calls: Call[];
  /** Where the page after each loaded one begins. */
  nexts: (Place | undefined)[];
}

function forward({ key, first, pages, starts }: View, { nexts }: Loaded): View | undefined {
  if (nexts.length < pages || nexts.at(-1) === undefined) return undefined;
  if (pages < PAGES) return { key, first, pages: pages + 1, starts };
  return { key, first: first + 1, pages, starts };
}

function back({ key, first, pages, starts }: View): View | undefined {
  return first === 0 ? undefined : { key, first: first - 1, pages, starts };
}

async function load(
  key: string,
  query: HistoryQuery,
  first: number,
  start: Place | undefined,
  pages: number,
  isWanted: () => boolean,
): Promise<Loaded> {
  const read: HistoryPage[] = [];
  const head = heldHead();
  for (let from = start; read.length < pages; from = read.at(-1)?.next) {
    if (read.length > 0 && from === undefined) break;
    let page = await historyPage(query, from, HISTORY_PAGE, head);
    // Nothing in what was looked through yet is no answer; who types on wants none.
    while (page.calls.length === 0 && page.next && isWanted()) page = await historyPage(query, page.next, HISTORY_PAGE);
    read.push(page);
  }
  // For the next key.
  if (query.text && isWanted()) readHead();
  return loadedOf(key, first, read);
}

function loadedOf(key: string, first: number, pages: HistoryPage[]): Loaded {
  return { key, first, calls: pages.flatMap(({ calls }) => calls), nexts: pages.map(({ next }) => next) };
}
