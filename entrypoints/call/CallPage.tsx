import { useEffect, useMemo, useState } from 'preact/hooks';
import { controlActions } from '../../components/call-controls/control-actions';
import { wordOf } from '../../components/call-look';
import { CallWindow } from '../../components/call-window/CallWindow';
import { NoCall } from '../../components/call-window/NoCall';
import type { Remedy } from '../../components/FailureBanner';
import { QuestionDialog } from '../../components/QuestionDialog';
import { useUi } from '../../components/ui';
import { type Command, type Commands, useCommands } from '../../components/use-command';
import { useLive } from '../../components/use-live';
import { useSpares } from '../../components/use-spares';
import type { Call } from '../../lib/call';
import { liveCalls } from '../../lib/call-log';
import { callsBefore } from '../../lib/call-search';
import { callerOf } from '../../lib/caller';
import { db } from '../../lib/db';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { recordHandlers } from '../../lib/record-requests';
import type { Settings } from '../../lib/settings';
import { showPage } from '../../lib/surfaces/pages';

/** Earlier calls shown. */
const LAST = 3;

/** The call window, wired: the call in the address, its record, earlier calls. */
export function CallPage({ settings }: { settings: Settings }) {
  const ui = useUi();
  const asked = useHash();
  const commands = useCommands();
  const found = useLive(() => load(asked), [asked]).value;
  // Until the answer is there, the call before stays: with an empty page the focus would be lost.
  const callId = found?.callId ?? asked;
  const actions = useMemo(() => callActions(commands), [commands]);
  const records = useMemo(() => recordHandlers(commands), [commands]);
  const spares = useSpares();
  const live = useLive(liveCalls).value;
  const call = spares?.get(callId) ?? found?.call;
  const title = call ? `${wordOf(call, ui.texts)}: ${callerOf(call, ui).name}` : ui.texts.t('extensionName');
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (!found || !spares || !live) return null;
  if (!call) return <NoCall />;
  const crm = settings.crmRecord.adapter !== 'none';
  const aboutCaller = callerActions(callId, commands);
  return (
    <>
      <CallWindow
        {...found}
        call={call}
        others={live.filter(({ id, state }) => id !== call.id && state !== 'ringing')}
        tabs={live.some(({ id }) => id === call.id) ? live : [...live, call]}
        onShow={moveTo}
        record={crm ? found.record : undefined}
        crm={crm}
        outcomes={settings.callers.outcomes}
        createContact={settings.callers.createContact}
        now={Date.now()}
        failure={commands.failure.value}
        actions={{ ...actions, onCallBack: () => void callBack(call, commands) }}
        onCopy={(number) => void navigator.clipboard.writeText(ui.showNumber(number))}
        onNote={(note) => void commands.run(() => askBackground<UiCalls, 'setNote'>('setNote', { callId, note }))}
        {...aboutCaller}
        records={records}
        onClose={() => window.close()}
        onRemedy={remedy}
        onDismissFailure={commands.dismiss}
        onFailed={(error) => report(error, 'small window')}
      />
      <QuestionDialog commands={commands} />
    </>
  );
}

/** The call's id from the address: call.html#<id>. */
function useHash(): string {
  const [id, setId] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const read = () => setId(location.hash.slice(1));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return id;
}

async function load(callId: string) {
  const [call, record] = await Promise.all([db.calls.get(callId), db.outbox.get(callId)]);
  return { callId, call, record, last: call ? await callsBefore(call, LAST) : [] };
}

/** Moves the window to this call, or to the newest one that our user has placed. */
function moveTo(callId?: string): void {
  if (callId) location.hash = callId;
  else
    void liveCalls().then((calls) => {
      const placed = calls.findLast(({ direction }) => direction === 'outgoing');
      if (placed) moveTo(placed.id);
    });
}

function callActions(commands: Commands) {
  const run = (name: 'accept' | 'reject' | 'hangUp' | 'remove') => (callId: string) =>
    void commands.run(() => askBackground<UiCalls, typeof name>(name, { callId }));
  return {
    ...controlActions(commands, moveTo),
    onAccept: run('accept'),
    onReject: run('reject'),
    onHangUp: run('hangUp'),
    // The window has no list: taking the entry off it is done with the window too.
    onRemove: (callId: string) =>
      void commands
        .run(() => askBackground<UiCalls, 'remove'>('remove', { callId }))
        .then((ok) => ok && window.close()),
  };
}

function callerActions(callId: string, { run }: Commands) {
  return {
    onOutcome: (outcome: string) =>
      void run(() => askBackground<UiCalls, 'setOutcome'>('setOutcome', { callId, outcome })),
    onChoose: (index: number | null) =>
      void run(() => askBackground<UiCalls, 'chooseContact'>('chooseContact', { callId, index })),
    onPrivate: (isPrivate: boolean) =>
      void run(() => askBackground<UiCalls, 'setPrivate'>('setPrivate', { callId, isPrivate })),
    onRecord: () => void run(() => askBackground<UiCalls, 'openRecord'>('openRecord', { callId })),
  };
}

/** Calls back, and moves the window on to the new call. */
async function callBack(call: Call, commands: Commands): Promise<void> {
  const dial: Command = (confirmed) => askBackground<UiCalls, 'callBack'>('callBack', { callId: call.id, confirmed });
  if (await commands.run(dial)) moveTo();
}

function remedy(to: Remedy): void {
  const shown = to === 'microphone' ? showPage('/microphone.html') : showPage('/options.html', to);
  shown.catch((error: unknown) => report(error, 'open page'));
}
