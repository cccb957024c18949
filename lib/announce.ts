/** What follows from a stored change of a call, on every surface: icons, toolbar, notification, call window, caller's name. */
import type { Call } from './call';
import { isLive } from './call';
import { type Applied, callById, liveCalls } from './call-log';
import { findCaller } from './caller-lookup';
import type { WriteBack } from './crm/write-back';
import { report } from './errors';
import { missedCount } from './figures';
import { pushAllStates, pushStates } from './followers';
import type { Texts } from './i18n';
import { numberStates } from './number-states';
import { popRecord } from './screen-pop';
import type { Settings } from './settings';
import { tellStanding } from './standing-notices';
import { loadLine } from './status';
import { updateNotification, withdrawNotifications } from './surfaces/notifications';
import { keepAwake } from './surfaces/power';
import { showToolbar, toolbarIcon } from './surfaces/toolbar';
import { panelInFront, showCallWindow, usInFront } from './surfaces/windows';
import { notificationWords, toolbarTitle } from './words';

/** What pages have shown is known at once; the CRM gets this long to know better before a record opens by itself. */
const POP_PATIENCE_MS = 1500;

export interface AnnounceParts {
  settings(): Promise<Settings>;
  texts(): Promise<Texts>;
  writeBack(): Promise<WriteBack | null>;
  /** A call that has ended was stored: its record is due. */
  ended(): void;
}

/** Builds the announcer. Announcements run one after the other, in the order in which changes were stored. */
export function announcer(parts: AnnounceParts) {
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (what: string, work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work).catch((error: unknown) => report(error, what));
    return queue;
  };
  const refreshToolbar = async () => {
    const facts = Promise.all([loadLine(), liveCalls(), missedCount(), parts.texts(), parts.settings()]);
    const [line, live, missed, texts, { calls }] = await facts;
    const inCall = live.some((call) => call.state !== 'ringing');
    keepAwake(inCall);
    const icon = toolbarIcon(line, inCall);
    await showToolbar(icon, missed, toolbarTitle(texts, { icon, line, missed, doNotDisturb: calls.doNotDisturb }));
    await tellStanding(await parts.settings(), texts);
  };
  const notify = async (call: Call, fresh: boolean) => {
    const { notifications, moduleOn, crmAddresses } = await parts.settings();
    const choice = { ...notifications, on: notifications.on && moduleOn };
    const words = notificationWords(await parts.texts(), notifications.names);
    await updateNotification(call, fresh, choice, words, () => usInFront(crmAddresses.map(({ pattern }) => pattern)));
  };
  let caughtUp = false;
  /** Changes that wait to be announced: where many come at once, the toolbar shows what came of the last. */
  let waiting = 0;
  return {
    refreshToolbar,
    /** Says what a worker before this one may have died over: kept, but not announced. */
    async catchUp(): Promise<void> {
      await refreshToolbar();
      if (caughtUp) return;
      caughtUp = true;
      await enqueue('telling pages all states', async () => pushAllStates(numberStates(await liveCalls())));
    },
    /** A row was taken off the list or put back. */
    async listChanged(callId: string): Promise<void> {
      await refreshToolbar();
      const call = await callById(callId);
      if (call) await notify(call, false);
    },
    /** The module was switched off: no notification, no icon stays. */
    async allOff(): Promise<void> {
      await withdrawNotifications();
      await refreshToolbar();
    },
    announce(change: Applied): void {
      const { call, before } = change;
      const fresh = before?.state !== call.state;
      waiting += 1;
      void enqueue('announcing a call', async () => {
        waiting -= 1;
        if (call.number) {
          const state = numberStates(await liveCalls())[call.number] ?? 'idle';
          await pushStates({ [call.number]: state });
        }
        if (waiting === 0) await refreshToolbar();
        await notify(call, fresh);
        if (fresh && call.state === 'ringing') await openWindow(call, await parts.settings());
      });
      const follow = before
        ? undefined
        : recognise(call, parts, (known) => enqueue('naming a caller', () => notify(known, false)));
      const popped = follow ?? (fresh ? pop(call.id, parts) : undefined);
      void popped?.catch((error: unknown) => report(error, 'caller look-up'));
      if (!isLive(call)) parts.ended();
    },
  };
}

/** A call window that shows a talk keeps showing it: its note may be half written. It only asks for attention. */
async function openWindow(call: Call, settings: Settings): Promise<void> {
  if (!settings.callWindowOpens || (await panelInFront())) return;
  const talks = (await liveCalls()).filter(({ state }) => state !== 'ringing').map(({ id }) => id);
  await showCallWindow(call.id, false, talks);
}

/** Finds out who it is, tells `named`, and opens the record if it is time. */
async function recognise(call: Call, parts: AnnounceParts, named: (call: Call) => Promise<void>): Promise<void> {
  const { callers } = await parts.settings();
  const found = findCaller(call, { callers, writeBack: await parts.writeBack(), now: Date.now });
  const patience = new Promise((resolve) => setTimeout(resolve, POP_PATIENCE_MS));
  await Promise.race([found, patience]);
  await pop(call.id, parts);
  const known = await found;
  if (!known) return;
  await named(known);
  await pop(call.id, parts);
}

async function pop(callId: string, parts: Pick<AnnounceParts, 'settings'>): Promise<void> {
  await popRecord(callId, (await parts.settings()).callers, Date.now());
}
