/**
 * Calls in the notification system (R11: off until the user turns them on). One notification per call, replaced or withdrawn
 * as soon as the call changes; one row of KINDS per kind.
 */
import { browser } from 'wxt/browser';
import { asks, type Call, isLive } from '../call';
import type { NoticeChoice, NoticeKind, NotificationChoice } from '../notification-choice';

export type NotificationKind = Extract<NoticeKind, 'incoming' | 'missed'>;
/** What lasts until it is mended, and belongs to no call. */
export type StandingKind = Exclude<NoticeKind, NotificationKind>;
export type NotificationAction = 'accept' | 'reject' | 'callBack' | 'open';

/** Button texts and titles in the UI's language; the caller's name is data and comes as such. */
export interface NotificationWords {
  title(kind: NotificationKind, call: Call): string;
  message(kind: NotificationKind, call: Call): string;
  action(action: NotificationAction): string;
}

interface Kind {
  applies(call: Call): boolean;
  /** Stays on screen until answered, where the browser can do that. */
  stays: boolean;
  buttons(call: Call): NotificationAction[];
}

const KINDS: Record<NotificationKind, Kind> = {
  incoming: { applies: (call) => call.state === 'ringing', stays: true, buttons: () => ['accept', 'reject'] },
  missed: {
    applies: asks,
    stays: false,
    buttons: (call) => (call.withheld ? [] : ['callBack']),
  },
};

function idOf(kind: NotificationKind, callId: string): string {
  return `ringside:${kind}:${callId}`;
}

/** The kind that this call deserves now, if any. */
export function kindFor(call: Call): NotificationKind | undefined {
  return (Object.keys(KINDS) as NotificationKind[]).find((kind) => KINDS[kind].applies(call));
}

/** Is the user looking at a CRM page or the side panel? Asked only where it matters. */
export type InFront = () => Promise<boolean>;

/** Shows what this call needs and withdraws what it no longer is. `fresh` = the call has just come into this state. */
export async function updateNotification(
  call: Call,
  fresh: boolean,
  choice: NotificationChoice,
  words: NotificationWords,
  inFront: InFront,
): Promise<void> {
  const deserved = choice.on ? kindFor(call) : undefined;
  const wanted = deserved && choice.kinds[deserved].on ? deserved : undefined;
  for (const kind of Object.keys(KINDS) as NotificationKind[])
    if (kind !== wanted) await browser.notifications.clear(idOf(kind, call.id));
  if (!wanted || !fresh || (choice.kinds[wanted].onlyAway && (await inFront()))) return;
  const kind = KINDS[wanted];
  await show(idOf(wanted, call.id), words.title(wanted, call), words.message(wanted, call), choice.kinds[wanted], {
    requireInteraction: kind.stays,
    buttons: kind.buttons(call).map((action) => ({ title: words.action(action) })),
  });
}

/** A notification that belongs to no call; a repeated one replaces the older. */
export async function showStanding(
  kind: StandingKind,
  title: string,
  message: string,
  choice: NoticeChoice,
): Promise<void> {
  await show(`ringside:${kind}`, title, message, choice, {});
}

export async function withdrawStanding(kind: StandingKind): Promise<void> {
  await browser.notifications.clear(`ringside:${kind}`);
}

async function show(
  id: string,
  title: string,
  message: string,
  { silent }: NoticeChoice,
  extras: object,
): Promise<void> {
  const iconUrl = browser.runtime.getURL('/icons/mark-128.png');
  // Firefox refuses a whole notification that names buttons, requireInteraction or silent (measured).
  const more = import.meta.env.FIREFOX ? {} : { silent, ...extras };
  await browser.notifications.create(id, { type: 'basic', iconUrl, title, message, ...more });
}

/** Takes every notification of ours away. */
export async function withdrawNotifications(): Promise<void> {
  for (const id of Object.keys(await browser.notifications.getAll()))
    if (id.startsWith('ringside:')) await browser.notifications.clear(id);
}

/** Registers what a click means. MUST be called synchronously at start, or a woken worker misses the click. */
export function onNotificationAction(
  callById: (id: string) => Promise<Call | undefined>,
  act: (action: NotificationAction, call: Call) => void,
  mend: (section: 'records' | 'line') => void,
): void {
  const parse = (id: string) => /^ringside:(incoming|missed):(.+)$/.exec(id);
  const run = async (id: string, choose: (call: Call, kind: NotificationKind) => NotificationAction | undefined) => {
    const [, kind, callId = ''] = parse(id) ?? [];
    const call = callId ? await callById(callId) : undefined;
    if (!call) return;
    const action = choose(call, kind as NotificationKind);
    if (action) act(action, call);
    if (!isLive(call)) await browser.notifications.clear(id);
  };
  browser.notifications.onClicked.addListener((id) => {
    const [, standing] = /^ringside:(lineLost|lineBack|notStored)$/.exec(id) ?? [];
    if (!standing) return void run(id, () => 'open');
    mend(standing === 'notStored' ? 'records' : 'line');
    void browser.notifications.clear(id);
  });
  browser.notifications.onButtonClicked.addListener(
    (id, index) => void run(id, (call, kind) => KINDS[kind].buttons(call)[index]),
  );
}
