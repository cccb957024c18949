import { useMemo, useState } from 'preact/hooks';
import type { Call } from '../lib/call';
import type { Notice, OutboxRow, Undo } from '../lib/db';
import { type DayFigures, dayFigures } from '../lib/figures';
import type { HistoryQuery } from '../lib/history';
import { startOfDay } from '../lib/i18n';
import { lastUndo } from '../lib/list-requests';
import { type Outage, untoldOutage } from '../lib/outages';
import { markedCalls } from '../lib/outbox-commands';
import { type PanelAnswers, type PanelPicture, readAnswers } from '../lib/panel-picture';
import type { LineState } from '../lib/softphone/softphone';
import { withSpares } from '../lib/spare-calls';
import { loadLine, openNotices } from '../lib/status';
import { SPEED_DIALS, type Suggestion, suggestions } from '../lib/suggestions';
import { MOST_GRACE_MS, taskRows } from '../lib/task-rows';
import { type HistoryWindow, useHistory } from './use-history';
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
 * @param picture what is painted first, where the database keeps us waiting: nothing is asked of it before
 */
export function usePanelData(
  query: HistoryQuery,
  typed: string,
  picture: PanelPicture | undefined,
): PanelData | undefined {
  // What was hung up before the panel opened has had its time, or has the rest of it by the settings; later ones follow.
  const [opened] = useState(() => Date.now() - MOST_GRACE_MS);
  const now = useNow(false, startOfDay(Date.now(), 1));
  const day = startOfDay(now);
  const [first] = useState(() =>
    firstAnswers(picture ? Promise.resolve(picture.answers) : readAnswers(query, opened, day)),
  );
  const line = useLive(loadLine, [], first.line).value;
  const calls = useLive(() => taskRows(opened), [opened], first.calls).value;
  const today = useLive(() => dayFigures(day), [day], first.today).value;
  const past = useHistory(query, first.history);
  const suggest = () => suggestions(typed, typed.trim() ? SUGGESTIONS : SPEED_DIALS);
  const found = useLive(suggest, [typed], first.suggestions).value;
  const notices = useLive(openNotices, [], first.notices).value;
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

async function loadUndo(): Promise<{ last: Undo | undefined }> {
  return { last: await lastUndo() };
}

/** Each of the first answers by itself, all of them asked for at once. */
function firstAnswers(read: Promise<PanelAnswers>) {
  const one = <K extends keyof PanelAnswers>(key: K) => read.then((all) => all[key]);
  return {
    line: one('line'),
    calls: one('calls'),
    today: one('today'),
    history: one('history'),
    suggestions: one('suggestions'),
    notices: one('notices'),
    outage: one('outage'),
    undo: one('undo').then((last) => ({ last })),
    open: one('openRecords'),
  };
}
