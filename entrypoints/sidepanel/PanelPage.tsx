import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CallActions } from '../../components/call-actions';
import type { Remedy } from '../../components/FailureBanner';
import { HISTORY_PAGE } from '../../components/History';
import type { PageToolsProps } from '../../components/PageTools';
import { Panel } from '../../components/Panel';
import { QuestionDialog } from '../../components/QuestionDialog';
import { useUi } from '../../components/ui';
import { type Commands, useCommands } from '../../components/use-command';
import { usePanelData } from '../../components/use-panel-data';
import type { HistoryQuery } from '../../lib/call-search';
import { pagesOf } from '../../lib/crm-pages';
import type { Notice } from '../../lib/db';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { choosePages, startPicker } from '../../lib/set-up';
import type { Settings } from '../../lib/settings';
import { followStorage } from '../../lib/storage-trouble';
import { showPage } from '../../lib/surfaces/pages';
import { useCrmPage } from './use-crm-page';

const ALL: HistoryQuery = { text: '', filter: 'all', limit: HISTORY_PAGE };

type ToastState = { kind: 'removed'; callId: string } | { kind: 'copied' } | undefined;

/** The side panel, wired: live queries in, commands to the background out. */
export function PanelPage({ settings }: { settings: Settings }) {
  const { texts, showNumber } = useUi();
  const [query, setQuery] = useState(ALL);
  const [typed, setTyped] = useState('');
  const [toast, setToast] = useState<ToastState>();
  const commands = useCommands();
  const data = usePanelData(query, typed, settings.graceMs);
  const notices = withStorage(data?.notices ?? [], useStorageFails());
  const actions = useMemo(() => callActions(commands, setToast), [commands]);
  const page = usePageTools(settings, commands);
  if (!data) return null;
  const copy = (number: string) =>
    void navigator.clipboard.writeText(showNumber(number)).then(() => setToast({ kind: 'copied' }));
  const dial = (text: string) =>
    void commands
      .run((confirmed) => askBackground<UiCalls, 'dial'>('dial', { text, confirmed }))
      .then((ok) => ok && setTyped(''));
  const history = { calls: data.history, query, onQuery: setQuery, onCopy: copy, onOpenRecord: openRecord };
  return (
    <>
      <Panel
        {...data}
        notices={notices}
        page={page}
        actions={actions}
        settings={settings}
        history={history}
        numberBox={{ text: typed, onText: setTyped, suggestions: data.suggestions }}
        failure={commands.failure.value}
        toast={
          toast && {
            text: texts.t(toast.kind === 'removed' ? 'panel_removed' : 'action_copied'),
            ...(toast.kind === 'removed' && { action: undo(toast.callId, texts.t('action_undo'), commands, setToast) }),
            onGone: () => setToast(undefined),
          }
        }
        onDial={dial}
        onRetryLine={() => void commands.run(() => askBackground<UiCalls, 'retryLine'>('retryLine', {}))}
        onSwitchOn={() => void commands.run(() => askBackground<UiCalls, 'saveSettings'>('saveSettings', SWITCH_ON))}
        onSettings={(section) => open('/options.html', section)}
        onRemedy={remedy}
        onDismissFailure={commands.dismiss}
        onDismissOutage={() => void commands.run(() => askBackground<UiCalls, 'dismissOutages'>('dismissOutages', {}))}
        onDismissNotice={(code) =>
          void commands.run(() => askBackground<UiCalls, 'dismissNotice'>('dismissNotice', { code }))
        }
      />
      <QuestionDialog commands={commands} />
    </>
  );
}

/** The CRM page in front and what can be done about it. */
function usePageTools({ crmAddresses, crmPages, moduleOn }: Settings, commands: Commands): PageToolsProps | undefined {
  const pattern = useCrmPage(crmAddresses);
  if (!pattern || !moduleOn) return undefined;
  return {
    address: pattern.replace(/^https?:\/\/|\/\*$/g, ''),
    icons: !pagesOf(crmPages, pattern).iconsOff,
    onIcons: (on) => void choosePages(pattern, { iconsOff: !on }, commands),
    onPick: () => void startPicker('pick', '', commands),
    onWhy: () => void startPicker('why', '', commands),
  };
}

/** Does storing fail right now? It cannot be read from where it fails. */
function useStorageFails(): boolean {
  const [fails, setFails] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    followStorage(setFails, stop.signal);
    return () => stop.abort();
  }, []);
  return fails;
}

function withStorage(notices: Notice[], fails: boolean): Notice[] {
  return fails ? [{ code: 'storageFailed', at: 0, detail: '' }, ...notices] : notices;
}

const SWITCH_ON = { patch: { moduleOn: true } };

function callActions(commands: Commands, setToast: (toast: ToastState) => void): CallActions {
  const run = (name: 'accept' | 'reject' | 'hangUp' | 'openCallWindow' | 'openRecord') => (callId: string) =>
    void commands.run(() => askBackground<UiCalls, typeof name>(name, { callId }));
  return {
    onAccept: run('accept'),
    onReject: run('reject'),
    onHangUp: run('hangUp'),
    onCallBack: (callId) =>
      void commands.run((confirmed) => askBackground<UiCalls, 'callBack'>('callBack', { callId, confirmed })),
    onOpen: run('openCallWindow'),
    onRecord: run('openRecord'),
    onRemove: (callId) =>
      void commands
        .run(() => askBackground<UiCalls, 'remove'>('remove', { callId }))
        .then((ok) => ok && setToast({ kind: 'removed', callId })),
  };
}

function undo(callId: string, label: string, commands: Commands, setToast: (toast: ToastState) => void) {
  const onPress = () => {
    setToast(undefined);
    void commands.run(() => askBackground<UiCalls, 'restore'>('restore', { callId }));
  };
  return { label, onPress };
}

function remedy(to: Remedy): void {
  if (to === 'microphone') open('/microphone.html');
  else open('/options.html', to);
}

function open(path: '/options.html' | '/microphone.html', section?: string): void {
  showPage(path, section).catch((error: unknown) => report(error, 'open page'));
}

function openRecord(url: string): void {
  window.open(url, '_blank', 'noopener');
}
