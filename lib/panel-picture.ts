/**
 * What the panel shows first, kept in a small file beside the database: in a browser that has just started, a large database
 * takes longer to open than the panel to be drawn. The background writes it some time after each change; the panel paints
 * from it only while the database is not open, and follows the database from then on. Nothing is ever decided by it.
 *
 * The file lies in the extension's own file system, which no website and no content script can open. It holds no secret,
 * and no call that is under way: those are shown from the database alone.
 */
import Dexie from 'dexie';
import { type Call, isLive } from './call';
import { db, type Notice, type OutboxRow, type Undo } from './db';
import { report } from './errors';
import { type DayFigures, dayFigures, NO_FIGURES } from './figures';
import { ALL_CALLS, HISTORY_PAGE, type HistoryPage, type HistoryQuery, historyPage } from './history';
import { startOfDay } from './i18n';
import { lastUndo } from './list-requests';
import { type Outage, untoldOutage } from './outages';
import { markedCalls } from './outbox-commands';
import { writePictureFile } from './picture-file';
import { loadPolicy, NO_POLICY, type Policy } from './policy';
import { laid } from './setting-layers';
import { defaultSettings, loadSettings, type Settings } from './settings';
import { shareable } from './settings-file';
import type { LineState } from './softphone/softphone';
import { loadLine, openNotices } from './status';
import { SPEED_DIALS, type Suggestion, suggestions } from './suggestions';
import { MOST_GRACE_MS, taskRows } from './task-rows';

/** What the panel asks the database for its first picture. */
export interface PanelAnswers {
  line: LineState;
  calls: Call[];
  today: DayFigures;
  history: HistoryPage;
  suggestions: Suggestion[];
  notices: Notice[];
  outage: Outage | undefined;
  undo: Undo | undefined;
  openRecords: ReadonlyMap<string, OutboxRow['state']>;
}

export interface PanelPicture {
  settings: Settings;
  policy: Policy;
  answers: PanelAnswers;
}

/** Grows when an older file could be misread. */
const FORM = 1;
/** The file follows once nothing has changed for so long, ms: not beside a change, which would wait for it, nor for each of many. */
const FOLLOWS_MS = 1000;
/** Where changes never pause it follows after so many times that. */
const MOST_PAUSES = 10;
/** What the picture shows. */
const SHOWN = ['calls', 'outbox', 'settings', 'status', 'people', 'outages'].map((table) => `idb://ringside/${table}/`);

/** In one transaction: each of its own is a way to the database and back. `since`: calls hung up before are not listed. */
export function readAnswers(query: HistoryQuery, since: number, day: number): Promise<PanelAnswers> {
  const tables = [db.calls, db.tasks, db.people, db.outages, db.outbox, db.status];
  return db.transaction('r', tables, async () => {
    const [line, calls, today, history, found, notices, outage, undo, openRecords] = await Promise.all([
      loadLine(),
      taskRows(since),
      dayFigures(day),
      historyPage(query, undefined, HISTORY_PAGE),
      suggestions('', SPEED_DIALS),
      openNotices(),
      untoldOutage(),
      lastUndo(),
      markedCalls(),
    ]);
    return { line, calls, today, history, suggestions: found, notices, outage, undo, openRecords };
  });
}

/** Text of the file that was written last, by us. */
let written = '';

/** Writes the file as the database is now. Background only; the newest of several wins. */
export async function keepPicture(now = Date.now()): Promise<void> {
  const text = await pictureText(now);
  if (text === written) return;
  await writePictureFile(text);
  written = text;
}

/** The picture as the database is now, as a text. */
export async function pictureText(now: number): Promise<string> {
  const day = startOfDay(now);
  const [settings, { locked }, answers] = await Promise.all([
    loadSettings(),
    loadPolicy(),
    readAnswers(ALL_CALLS, now - MOST_GRACE_MS, day),
  ]);
  return JSON.stringify({
    form: FORM,
    day,
    settings: { ...shareable(settings), crmAddresses: settings.crmAddresses },
    locked,
    answers: {
      ...answers,
      calls: answers.calls.filter((call) => !isLive(call)),
      openRecords: [...answers.openRecords],
    },
  });
}

/** The picture in the file's text; undefined where it is none of ours that can be read. */
export function readPicture(text: string, now = Date.now()): PanelPicture | undefined {
  try {
    const { form, settings, locked, answers, day } = JSON.parse(text);
    if (form !== FORM) return undefined;
    return {
      settings: laid<Settings>(defaultSettings(), settings),
      policy: { ...NO_POLICY, locked },
      answers: {
        ...answers,
        line: begun(answers.line),
        // Nobody has called today: the file would have followed.
        today: day === startOfDay(now) ? answers.today : NO_FIGURES,
        openRecords: new Map(answers.openRecords),
      },
    };
  } catch {
    return undefined;
  }
}

/** Whatever the line was, where the file is needed it has only begun to connect. */
function begun({ phase, connector, since }: LineState): LineState {
  return { phase: phase === 'off' ? phase : 'connecting', connector, since };
}

/** Has the file follow every change of what it shows. Background only. MUST be called in the first turn. */
export function followPicture(): void {
  let [waiting, again] = [false, false];
  const follow = async () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    do {
      for (let pauses = 0; pauses === 0 || (again && pauses < MOST_PAUSES); pauses++) {
        again = false;
        await new Promise((go) => setTimeout(go, FOLLOWS_MS));
      }
      again = false;
      await keepPicture().catch((error: unknown) => report(error, 'the panel’s first picture'));
    } while (again);
    waiting = false;
  };
  Dexie.on('storagemutated', (parts) => void (SHOWN.some((table) => table in parts) && follow()));
}
