import { useMemo, useState } from 'preact/hooks';
import type { Call } from '../lib/call';
import { db, type Notice, type OutboxRow, type Undo } from '../lib/db';
import { type DayFigures, dayFigures } from '../lib/figures';
import { type HistoryQuery, historyPage } from '../lib/history';
import { startOfDay } from '../lib/i18n';
import { lastUndo } from '../lib/list-requests';
import { type Outage, untoldOutage } from '../lib/outages';
import { markedCalls } from '../lib/outbox-commands';
import type { LineState } from '../lib/softphone/softphone';
import { withSpares } from '../lib/spare-calls';
import { loadLine } from '../lib/status';
import { SPEED_DIALS, type Suggestion, suggestions } from '../lib/suggestions';
import { MOST_GRACE_MS, taskRows } from '../lib/task-rows';
import { HISTORY_PAGE, type HistoryWindow, useHistory } from './use-history';
import { useLive } from './use-live';
import { useNow } from './use-now';
import { useSpares } from './use-spares';

/** Suggestions under the number box. */
const SUGGESTIONS = 5;

export interface PanelData {
  line: LineState;
  calls: Call[];
  today: DayFigures;
  history: HistoryWindow;
  suggestions: Suggestion[];
  notices: Notice[];
  /** The newest time without a line that the user has not put away. */
  outage: Outage | undefined;
  /** What was taken off a list last. */
  undo: Undo | undefined;
  /** Calls whose record is not surely in the CRM, or stays here only. */
  openRecords: ReadonlyMap<string, OutboxRow['state']>;
}

/**
 * Everything the panel shows, followed live; undefined until the first answers are there. Needs no settings: those are read
 * at the same time.
 */
export function usePanelData(query: HistoryQuery, typed: string): PanelData | undefined {
  // What was hung up before the panel opened has had its time, or has the rest of it by the settings; later ones follow.
  const [opened] = useState(() => Date.now() - MOST_GRACE_MS);
  const now = useNow(false, startOfDay(Date.now(), 1));
  const day = startOfDay(now);
  const [first] = useState(() => firstAnswers(query, opened, day));
  const line = useLive(loadLine, [], first.line).value;
  const calls = useLive(() => taskRows(opened), [opened], first.calls).value;
  const today = useLive(() => dayFigures(day), [day], first.today).value;
  const past = useHistory(query, first.history);
  const suggest = () => suggestions(typed, typed.trim() ? SUGGESTIONS : SPEED_DIALS);
  const found = useLive(suggest, [typed], first.suggestions).value;
  const notices = useLive(loadNotices, [], first.notices).value;
  const outage = useLive(untoldOutage, [], first.outage).value;
  const undo = useLive(loadUndo, [], first.undo).value;
  const open = useLive(markedCalls, [], first.open).value;
  const spares = useSpares();
  const shown = useMemo(() => withSpares(calls ?? [], spares ?? new Map()), [calls, spares]);
  // Spare calls are not waited for: there are hardly ever any, and they come from another place than all the rest.
  if (!line || !calls || !today || !past || !notices || !open || !undo) return undefined;
  return {
    line,
    calls: shown,
    today,
    history: past,
    suggestions: found ?? [],
    notices,
    outage,
    undo: undo.last,
    openRecords: open,
  };
}

async function loadNotices(): Promise<Notice[]> {
  const row = await db.status.get('notices');
  return row?.id === 'notices' ? row.notices : [];
}

async function loadUndo(): Promise<{ last: Undo | undefined }> {
  return { last: await lastUndo() };
}

/** What the first picture shows, in one transaction: each of its own is a way to the database and back. */
function firstAnswers(query: HistoryQuery, opened: number, day: number) {
  const tables = [db.calls, db.tasks, db.people, db.outages, db.outbox, db.status];
  const read = db.transaction('r', tables, async () =>
    Promise.all([
      loadLine(),
      taskRows(opened),
      dayFigures(day),
      historyPage(query, undefined, HISTORY_PAGE),
      suggestions('', SPEED_DIALS),
      loadNotices(),
      untoldOutage(),
      loadUndo(),
      markedCalls(),
    ]),
  );
  const answer = <N extends keyof Awaited<typeof read>>(n: N) => Promise.resolve(read.then((all) => all[n]));
  return {
    line: answer(0),
    calls: answer(1),
    today: answer(2),
    history: answer(3),
    suggestions: answer(4),
    notices: answer(5),
    outage: answer(6),
    undo: answer(7),
    open: answer(8),
  };
}
