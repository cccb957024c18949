import { useRef } from 'preact/hooks';
import type { Call } from '../lib/call';
import type { Notice, OutboxRow } from '../lib/db';
import type { DayFigures } from '../lib/figures';
import * as glyphs from '../lib/glyphs';
import { ALL_CALLS, type HistoryQuery } from '../lib/history';
import type { Outage } from '../lib/outages';
import type { Settings } from '../lib/settings';
import type { LineState } from '../lib/softphone/softphone';
import { liveCalls, nextChangeAt, taskList } from '../lib/task-list';
import { Banner } from './Banner';
import type { CallActions, ControlActions } from './call-actions';
import { DemoNumbers } from './DemoNumbers';
import { DoNotDisturbBanner } from './DoNotDisturbBanner';
import { EmptyState } from './EmptyState';
import { FailureBanner, type Remedy } from './FailureBanner';
import { History, type HistoryProps } from './history/History';
import { LineBanner } from './LineBanner';
import { LineBar } from './LineBar';
import { LiveCalls } from './LiveCalls';
import { NumberBox, type NumberBoxProps } from './NumberBox';
import { OpeningBanner } from './OpeningBanner';
import { OutageBanner } from './OutageBanner';
import { PageTools, type PageToolsProps } from './PageTools';
import { OpenCount } from './records/OpenCount';
import type { TalkNotesParts } from './TalkNotes';
import { TaskList } from './TaskList';
import { Toast, type ToastProps } from './Toast';
import { TodayStrip } from './TodayStrip';
import { type Ui, useUi } from './ui';
import type { Failure } from './use-command';
import { useKeptFocus } from './use-kept-focus';
import { useNotedCall } from './use-noted-call';
import { useNow } from './use-now';
import { useWakeLock } from './use-wake-lock';

export interface PanelProps {
  actions: CallActions & ControlActions;
  notes: TalkNotesParts;
  settings: Settings;
  line: LineState;
  /** Live, missed and just ended calls; may hold more than the task list shows. */
  calls: Call[];
  today: DayFigures;
  history: Omit<HistoryProps, 'now' | 'openRecords' | 'onCallBack' | 'onOpen'>;
  numberBox: Omit<NumberBoxProps, 'why' | 'onDial'>;
  notices: Notice[];
  /** Calls whose record is not surely in the CRM, or stays here only. */
  openRecords: ReadonlyMap<string, OutboxRow['state']>;
  outage: Outage | undefined;
  /** The log takes long to open: what is shown is what was known last. */
  opening?: boolean;
  /** The CRM page in front, if there is one. */
  page?: PageToolsProps | undefined;
  failure: Failure | undefined;
  toast: ToastProps | undefined;
  onDial(text: string): void;
  onMarkSeen(): void;
  onRetryLine(): void;
  onSwitchOn(): void;
  onDoNotDisturb(on: boolean): void;
  onSettings(section: 'line' | 'sound'): void;
  onRemedy(remedy: Remedy): void;
  onDismissFailure(): void;
  onDismissNotice(code: Notice['code']): void;
  onDismissOutage(): void;
}

/** The side panel: line, banners, live calls, number box, task list, history, today. */
export function Panel(props: PanelProps) {
  const { actions, settings, line, calls, today, history, toast } = props;
  const ui = useUi();
  const page = useRef<HTMLElement>(null);
  useKeptFocus(page);
  const live = liveCalls(calls);
  const noted = useNotedCall(page);
  // Whoever is writing when the far side hangs up writes to the end.
  const unfinished = calls.filter(({ id, state, removed }) => id === noted && state === 'hungUp' && removed === 0);
  useWakeLock(live.some(({ state }) => state !== 'ringing'));
  const next = nextChangeAt(calls, Date.now(), settings.graceMs);
  const now = Math.max(useNow(false, next), Date.now());
  const tasks = taskList(calls, now, settings.graceMs).filter((call) => !live.includes(call));
  const demo = settings.moduleOn && line.connector === 'demo';
  const past = isSearch(history.query) || history.window.calls.length > 0;
  return (
    <main ref={page} class="rs panel" onDragOver={allowDrop} onDrop={(event) => drop(event, props.numberBox.onText)}>
      <h1 class="unseen">{ui.texts.t('extensionName')}</h1>
      <LineBar
        line={line}
        moduleOn={settings.moduleOn}
        inCall={live.some((call) => call.state !== 'ringing')}
        name={lineName(settings, ui)}
        doNotDisturb={settings.calls.doNotDisturb}
        onDoNotDisturb={props.onDoNotDisturb}
        onSound={() => props.onSettings('sound')}
        onSettings={() => props.onSettings('line')}
      />
      <div class="scroll">
        <Banners {...props} />
        <div class="body">
          <LiveCalls calls={[...live, ...unfinished]} notes={props.notes} actions={actions} />
          <NumberBox {...props.numberBox} why={whyNot(settings, line, ui)} onDial={props.onDial} />
          <div class="tasks">
            {(past || demo || tasks.length > 0) && (
              <TaskList calls={tasks} now={now} {...actions} onMarkSeen={props.onMarkSeen} />
            )}
          </div>
          {demo && <TryOut onDial={props.onDial} />}
          {past ? (
            <History {...history} openRecords={props.openRecords} now={now} {...actions} />
          ) : (
            !demo && tasks.length + live.length === 0 && <EmptyState />
          )}
        </div>
      </div>
      {props.page && <PageTools {...props.page} />}
      <OpenCount count={waitingCount(props)} onOpen={() => props.onRemedy('records')} />
      <TodayStrip figures={today} />
      {toast && <Toast key={toast.id} {...toast} />}
    </main>
  );
}

/** Given up is done with, and without a CRM nothing waits for one. */
function waitingCount({ openRecords, settings }: PanelProps): number {
  if (settings.crmRecord.adapter === 'none') return 0;
  return [...openRecords.values()].filter((state) => state !== 'local').length;
}

/** Text may be dropped anywhere on the panel; it goes to the number box and is dialled by nobody but the user. */
function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('text/plain')) event.preventDefault();
}

function drop(event: DragEvent, take: (text: string) => void): void {
  const text = event.dataTransfer?.getData('text/plain').replace(/^tel:/i, '').trim().slice(0, 100);
  // A field takes its text itself.
  if (!text || (event.target as HTMLElement).closest('input, textarea')) return;
  event.preventDefault();
  take(text);
}

/** Something is looked for: then no result is a result. */
function isSearch(query: HistoryQuery): boolean {
  return JSON.stringify(query) !== JSON.stringify(ALL_CALLS);
}

function Banners(props: PanelProps) {
  const { settings, line, notices, failure, outage } = props;
  // What just failed may also be known as a notice: it is said once.
  const others = notices.filter(({ code }) => code !== failure?.code);
  return (
    <>
      {props.opening && <OpeningBanner />}
      <LineBanner
        line={line}
        moduleOn={settings.moduleOn}
        onRetry={props.onRetryLine}
        onSetUp={() => props.onSettings('line')}
        onSwitchOn={props.onSwitchOn}
      />
      {settings.moduleOn && settings.calls.doNotDisturb && (
        <DoNotDisturbBanner onSwitchOff={() => props.onDoNotDisturb(false)} />
      )}
      {outage && settings.moduleOn && <OutageBanner outage={outage} onDismiss={props.onDismissOutage} />}
      {failure && <FailureBanner {...failure} onRemedy={props.onRemedy} onDismiss={props.onDismissFailure} />}
      {others.map(({ code, detail }) =>
        code === 'confirmationNeeded' ? (
          <UnconfirmedBanner key={code} number={detail} {...props} />
        ) : (
          <FailureBanner
            key={code}
            code={code}
            detail={detail}
            onRemedy={props.onRemedy}
            // It goes by itself as soon as there is room again.
            onDismiss={code === 'storageFailed' ? undefined : () => props.onDismissNotice(code)}
          />
        ),
      )}
    </>
  );
}

/** A call ordered where nothing could ask, such as the menu of selected text: it is asked about here. */
function UnconfirmedBanner({ number, onDial, onDismissNotice }: PanelProps & { number: string }) {
  const { texts, showNumber } = useUi();
  const dismiss = () => onDismissNotice('confirmationNeeded');
  const onPress = () => {
    dismiss();
    onDial(number);
  };
  return (
    <Banner
      kind="warn"
      shapes={glyphs.alert}
      why={texts.t('error_confirmationNeeded')}
      next={showNumber(number)}
      action={{ label: texts.t('action_call'), onPress }}
      onDismiss={dismiss}
    />
  );
}

function TryOut({ onDial }: { onDial(number: string): void }) {
  const { texts } = useUi();
  return (
    <section class="tryout" aria-labelledby="try-title">
      <div class="head">
        <h2 id="try-title">{texts.t('panel_tryOut')}</h2>
      </div>
      <DemoNumbers onDial={onDial} />
    </section>
  );
}

function lineName({ connector, sip }: Settings, { texts }: Ui): string {
  if (connector === 'desktop') return texts.t('line_softphone');
  return connector === 'sip' ? sip.displayName || sip.user : '';
}

function whyNot({ moduleOn }: Settings, line: LineState, { texts }: Ui): string {
  if (!moduleOn) return texts.t('error_moduleOff');
  if (line.phase === 'ready') return '';
  if (line.phase === 'connecting') return texts.t('error_lineConnecting');
  return texts.t(line.connector === 'none' ? 'error_lineNotSetUp' : `error_${line.reason ?? 'serverUnreachable'}`);
}
