/**
 * Notifications of what lasts: a line that is gone, a line that is back, calls the CRM does not take. They follow what is
 * stored, so that a worker which was away tells no more and no less than one that was not.
 */
import { db } from './db';
import { failureWords, type Texts } from './i18n';
import type { NoticeKind } from './notification-choice';
import type { Settings } from './settings';
import { loadLine } from './status';
import { type StandingKind, showStanding, withdrawStanding } from './surfaces/notifications';
import { usInFront } from './surfaces/windows';

/** A line that is back sooner was not worth a word. */
const PATIENCE_MS = 10_000;

let again: ReturnType<typeof setTimeout> | undefined;

/** Tells what is new, withdraws what is mended. Each cause once, however often this runs. */
export async function tellStanding(settings: Settings, texts: Texts): Promise<void> {
  const [line, row, told] = await Promise.all([loadLine(), db.status.get('notices'), toldBefore()]);
  const notices = row?.id === 'notices' ? row.notices : [];
  const now: Partial<Record<StandingKind, { cause: string; title: string; message: string }>> = {};
  clearTimeout(again);
  // A line that is being tried again is still gone.
  const gone = line.phase === 'lost' || (line.phase === 'connecting' && told.lineLost !== undefined);
  if (settings.moduleOn && gone) {
    const wait = told.lineLost ? 0 : line.since + PATIENCE_MS - Date.now();
    if (wait > 0) again = setTimeout(() => void tellStanding(settings, texts), wait);
    const { why, next } = failureWords(texts, line.reason ?? 'serverUnreachable');
    if (wait <= 0) now.lineLost = { cause: 'lost', title: texts.t('notify_lineLost'), message: `${why}. ${next}` };
  }
  if (line.phase === 'ready' && told.lineLost)
    now.lineBack = {
      cause: String(line.since),
      title: texts.t('notify_lineBack'),
      message: texts.t('notify_lineBackText'),
    };
  const refused = notices.find(({ code }) => code.startsWith('crm'));
  if (refused) {
    const { why, next } = failureWords(texts, refused.code);
    now.notStored = { cause: refused.code, title: texts.t('notify_notStored'), message: `${why}. ${next}` };
  }
  const { on, kinds } = settings.notifications;
  for (const kind of ['lineLost', 'lineBack', 'notStored'] as const) {
    const sign = now[kind];
    const wanted = sign && on && settings.moduleOn && kinds[kind].on;
    if (!wanted && kind !== 'lineBack') await withdrawStanding(kind);
    if (!wanted || told[kind] === sign.cause) continue;
    const hidden = kinds[kind].onlyAway && (await usInFront(settings.crmAddresses.map(({ pattern }) => pattern)));
    if (!hidden) await showStanding(kind, sign.title, sign.message, kinds[kind]);
  }
  await remember(causes(now));
}

type Told = Partial<Record<NoticeKind, string>>;

function causes(now: Partial<Record<StandingKind, { cause: string }>>): Told {
  return Object.fromEntries(Object.entries(now).map(([kind, { cause }]) => [kind, cause]));
}

async function toldBefore(): Promise<Told> {
  const row = await db.status.get('told');
  return row?.id === 'told' ? row.told : {};
}

async function remember(told: Told): Promise<void> {
  if (JSON.stringify(told) !== JSON.stringify(await toldBefore())) await db.status.put({ id: 'told', told });
}
