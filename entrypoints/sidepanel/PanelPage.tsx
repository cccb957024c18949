import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { CallActions, ControlActions, NoteActions } from '../../components/call-actions';
import { controlActions } from '../../components/call-controls/control-actions';
import type { Remedy } from '../../components/FailureBanner';
import { PageRoot, type PageRootProps } from '../../components/PageRoot';
import type { PageToolsProps } from '../../components/PageTools';
import { Panel } from '../../components/Panel';
import { QuestionDialog } from '../../components/QuestionDialog';
import type { ToastProps } from '../../components/Toast';
import { useUi } from '../../components/ui';
import { type Commands, useCommands } from '../../components/use-command';
import { useLogOpening } from '../../components/use-log-opening';
import { type PanelData, usePanelData } from '../../components/use-panel-data';
import { pagesOf } from '../../lib/crm-pages';
import type { Notice, Undo } from '../../lib/db';
import { dialPreview } from '../../lib/dial-preview';
import { report } from '../../lib/errors';
import { ALL_CALLS, type HistoryQuery } from '../../lib/history';
import { historyCsv, isoDay } from '../../lib/history-export';
import type { Texts } from '../../lib/i18n';
import { askBackground, type UiCalls } from '../../lib/messages';
import type { PanelPicture } from '../../lib/panel-picture';
import { loadPolicy } from '../../lib/policy';
import { saveFile } from '../../lib/save-file';
import { choosePages, startPicker } from '../../lib/set-up';
import { loadSettings, type Settings } from '../../lib/settings';
import type { CommandResult } from '../../lib/softphone/softphone';
import { followStorage } from '../../lib/storage-trouble';
import { showPage } from '../../lib/surfaces/pages';
import { useCrmPage } from './use-crm-page';

/** A list changed before the panel was opened can be put back for so long. */
const UNDO_MS = 5 * 60_000;

export interface PanelPageProps {
  loadTexts: PageRootProps['loadTexts'];
  /** What is painted first, where the database keeps us waiting: nothing is asked of it before. */
  picture: PanelPicture | undefined;
}

/** The side panel, wired: live queries in, commands to the background out. All of it is asked for at once. */
export function PanelPage({ loadTexts, picture }: PanelPageProps) {
  const [query, setQuery] = useState(ALL_CALLS);
  const [typed, setTyped] = useState('');
  const data = usePanelData(query, typed, picture);
  const [first] = useState(() => ({
    settings: picture ? Promise.resolve(picture.settings) : loadSettings(),
    policy: picture ? Promise.resolve(picture.policy) : loadPolicy(),
  }));
  return (
    <PageRoot loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()} first={first}>
      {(settings) => data && <WiredPanel {...{ settings, data, query, setQuery, typed, setTyped }} />}
    </PageRoot>
  );
}

interface WiredPanelProps {
  settings: Settings;
  data: PanelData;
  query: HistoryQuery;
  setQuery(query: HistoryQuery): void;
  typed: string;
  setTyped(typed: string): void;
}

function WiredPanel({ settings, data, query, setQuery, typed, setTyped }: WiredPanelProps) {
  const { texts, showNumber } = useUi();
  const [copied, setCopied] = useState(0);
  const [exported, setExported] = useState<number>();
  const commands = useCommands();
  const notices = withStorage(data.notices, useStorageFails());
  const page = usePageTools(settings, commands);
  const opening = useLogOpening();
  const actions = useMemo(() => callActions(commands), [commands]);
  const about = useMemo(() => noteActions(commands), [commands]);
  const undo = useUndo(data.undo, commands);
  const copy = (number: string) =>
    void navigator.clipboard.writeText(showNumber(number)).then(() => setCopied(Date.now()));
  const dial = (text: string) =>
    void commands
      .run((confirmed) => askBackground<UiCalls, 'dial'>('dial', { text, confirmed }))
      .then((ok) => ok && setTyped(''));
  const crm = settings.crmRecord.adapter !== 'none';
  const history = {
    window: data.history,
    query,
    crm,
    onQuery: setQuery,
    onCopy: copy,
    onOpenRecord: openRecord,
    onForget: (callId: string) => void commands.run(() => askBackground<UiCalls, 'forget'>('forget', { callId })),
    onNote: about.onNote,
    exported,
    onExport: () => void commands.run(() => saveCsv(query, texts, setExported)),
  };
  return (
    <>
      <Panel
        {...data}
        notices={notices}
        opening={opening}
        page={page}
        actions={actions}
        notes={{ ...about, crm, outcomes: settings.callers.outcomes }}
        settings={settings}
        history={history}
        numberBox={{
          text: typed,
          onText: setTyped,
          suggestions: data.suggestions,
          preview: dialPreview(typed, settings, browser.i18n.getUILanguage(), texts).join('\n'),
        }}
        failure={commands.failure.value}
        toast={copied > 0 ? copiedToast(copied, texts, () => setCopied(0)) : undo && undoToast(undo, texts)}
        onDial={dial}
        onMarkSeen={() => void commands.run(() => askBackground<UiCalls, 'markAllSeen'>('markAllSeen', {}))}
        onRetryLine={() => void commands.run(() => askBackground<UiCalls, 'retryLine'>('retryLine', {}))}
        onSwitchOn={() => void commands.run(() => askBackground<UiCalls, 'saveSettings'>('saveSettings', SWITCH_ON))}
        onDoNotDisturb={(doNotDisturb) => {
          const patch = { calls: { ...settings.calls, doNotDisturb } };
          void commands.run(() => askBackground<UiCalls, 'saveSettings'>('saveSettings', { patch }));
        }}
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

/** What was taken off a list last, as long as it is offered back: by the toast, and by Ctrl+Z a while longer. */
function useUndo(last: Undo | undefined, commands: Commands) {
  const [opened] = useState(Date.now);
  const [gone, setGone] = useState(0);
  const onUndo = () => void commands.run(() => askBackground<UiCalls, 'undo'>('undo', {}));
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const typing = /^(INPUT|TEXTAREA)$/.test((event.target as HTMLElement).tagName);
      if (!last || typing || event.key !== 'z' || !(event.ctrlKey || event.metaKey)) return;
      if (Date.now() - last.at > UNDO_MS) return;
      event.preventDefault();
      onUndo();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [last]);
  if (!last || last.at === gone || last.at < opened - UNDO_MS) return undefined;
  return { ...last, onUndo, onGone: () => setGone(last.at) };
}

function copiedToast(at: number, texts: Texts, onGone: () => void): ToastProps {
  return { id: at, text: texts.t('action_copied'), onGone };
}

function undoToast(undo: NonNullable<ReturnType<typeof useUndo>>, texts: Texts): ToastProps {
  const action = { label: texts.t('action_undo'), onPress: undo.onUndo };
  return { id: undo.at, text: undoWords(undo, texts), action, onGone: undo.onGone };
}

function undoWords({ kind, callIds }: Undo, texts: Texts): string {
  if (kind === 'seen') return texts.plural('panel_seen', callIds.length);
  return texts.t(`panel_${kind}`);
}

/** All calls of the query as a file that the browser saves. */
async function saveCsv(
  query: HistoryQuery,
  texts: Texts,
  written: (calls: number | undefined) => void,
): Promise<CommandResult> {
  written(0);
  try {
    saveFile(await historyCsv(query, texts, written), `ringside-${isoDay(Date.now())}.csv`);
  } finally {
    written(undefined);
  }
  return { ok: true };
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

function callActions(commands: Commands): CallActions & ControlActions {
  const run = (name: 'accept' | 'reject' | 'hangUp' | 'openCallWindow' | 'openRecord' | 'remove') => (callId: string) =>
    void commands.run(() => askBackground<UiCalls, typeof name>(name, { callId }));
  return {
    ...controlActions(commands),
    onAccept: run('accept'),
    onReject: run('reject'),
    onHangUp: run('hangUp'),
    onCallBack: (callId) =>
      void commands.run((confirmed) => askBackground<UiCalls, 'callBack'>('callBack', { callId, confirmed })),
    onOpen: run('openCallWindow'),
    onRecord: run('openRecord'),
    onRemove: run('remove'),
  };
}

function noteActions({ run }: Commands): NoteActions {
  return {
    onNote: (callId, note) => void run(() => askBackground<UiCalls, 'setNote'>('setNote', { callId, note })),
    onOutcome: (callId, outcome) =>
      void run(() => askBackground<UiCalls, 'setOutcome'>('setOutcome', { callId, outcome })),
    onChoose: (callId, index) =>
      void run(() => askBackground<UiCalls, 'chooseContact'>('chooseContact', { callId, index })),
  };
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
