import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { controlActions } from '../../components/call-controls/control-actions';
import { DemoStep } from '../../components/first-run/DemoStep';
import { FirstRunFrame, type FirstRunResults } from '../../components/first-run/FirstRunFrame';
import { IconPreview } from '../../components/first-run/IconPreview';
import { MicrophoneStep } from '../../components/first-run/MicrophoneStep';
import type { LiveCallActions } from '../../components/LiveCall';
import type { MicrophoneState } from '../../components/MicrophoneAsk';
import { AddressSection } from '../../components/options/AddressSection';
import { LineSection } from '../../components/options/LineSection';
import { Switch } from '../../components/options/Switch';
import { QuestionDialog } from '../../components/QuestionDialog';
import { useUi } from '../../components/ui';
import { useAskedAddresses } from '../../components/use-asked-addresses';
import { type Commands, useCommands } from '../../components/use-command';
import { useLive } from '../../components/use-live';
import { useMicrophonePermission } from '../../components/use-microphone-permission';
import { askMicrophone } from '../../lib/ask-microphone';
import type { Call } from '../../lib/call';
import { liveCalls } from '../../lib/call-log';
import { db } from '../../lib/db';
import { deskLine } from '../../lib/desk-line';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { addAddress, patternOrNone, removeAddress, testLine } from '../../lib/set-up';
import { FIRST_RUN_STEPS, type FirstRunStep, type Settings } from '../../lib/settings';
import { showPage } from '../../lib/surfaces/pages';

/** The guide of the first start, wired. Its progress lives in the settings: it goes on where it was left. */
export function FirstRunPage({ settings }: { settings: Settings }) {
  const commands = useCommands();
  const microphone = useMicrophone();
  const live = useLive(liveCalls).value;
  const tried = useLive(demoWorked).value;
  const results = useResults(settings, tried === true, microphone.state === 'granted');
  const { firstRun } = settings;
  const save = (patch: Partial<Settings>) =>
    commands.run(() => askBackground<UiCalls, 'saveSettings'>('saveSettings', { patch }));
  const go = (step: FirstRunStep) => void save({ firstRun: { ...firstRun, step } });
  if (!live || tried === undefined) return null;
  const finish = async () => {
    if (await save({ firstRun: { ...firstRun, done: true } })) await closeTab();
  };
  return (
    <FirstRunFrame
      step={firstRun.step}
      results={results}
      failure={commands.failure.value}
      onStep={go}
      onLater={() => void closeTab()}
      onFinish={() => void finish()}
      onRemedy={(to) =>
        to === 'microphone'
          ? go('microphone')
          : void showPage('/options.html', to).catch((error: unknown) => report(error, 'open page'))
      }
      onDismissFailure={commands.dismiss}
    >
      <StepBody
        settings={settings}
        live={live}
        tried={tried}
        microphone={microphone}
        commands={commands}
        save={save}
        go={go}
      />
      <QuestionDialog commands={commands} />
    </FirstRunFrame>
  );
}

interface StepBodyProps {
  settings: Settings;
  live: Call[];
  tried: boolean;
  microphone: ReturnType<typeof useMicrophone>;
  commands: Commands;
  save(patch: Partial<Settings>): Promise<boolean>;
  go(step: FirstRunStep): void;
}

function StepBody({ settings, live, tried, microphone, commands, save, go }: StepBodyProps) {
  const { texts } = useUi();
  const askedAddresses = useAskedAddresses(settings);
  const actions = useMemo(() => callActions(commands), [commands]);
  switch (settings.firstRun.step) {
    case 'demo':
      return (
        <DemoStep
          demo={settings.connector === 'demo'}
          live={live}
          worked={tried}
          actions={actions}
          onDial={(text) =>
            void commands.run((confirmed) => askBackground<UiCalls, 'dial'>('dial', { text, confirmed }))
          }
        />
      );
    case 'line':
      return (
        <LineSection
          settings={settings}
          {...deskLine(save, commands)}
          onTest={(account) => testLine(account, commands)}
          onMicrophone={() => go('microphone')}
        />
      );
    case 'address':
      return (
        <>
          <AddressSection
            addresses={settings.crmAddresses}
            {...askedAddresses}
            patternOf={patternOrNone}
            onAdd={(pattern) => addAddress(pattern, commands)}
            onRemove={(pattern) => void removeAddress(pattern, commands)}
          />
          {settings.crmAddresses.length === 0 && <IconPreview />}
        </>
      );
    case 'microphone':
      return <MicrophoneStep state={microphone.state} onAsk={microphone.ask} />;
    case 'notifications':
      return (
        <Switch
          name="notifications"
          label={texts.t('notifications_on')}
          text={texts.t('notifications_onText')}
          on={settings.notifications.on}
          onToggle={(on) => void save({ notifications: { ...settings.notifications, on } })}
        />
      );
    case 'done':
      return null;
  }
}

/** What each step has come to, read from what is set now: also what was set elsewhere counts. */
function useResults(settings: Settings, tried: boolean, granted: boolean): FirstRunResults {
  const { texts } = useUi();
  const [address] = settings.crmAddresses;
  const { on } = settings.notifications;
  const asked = FIRST_RUN_STEPS.indexOf(settings.firstRun.step) >= FIRST_RUN_STEPS.indexOf('notifications');
  return {
    ...(tried && { demo: texts.t('first_result_demo') }),
    ...(settings.connector === 'sip' && { line: settings.sip.displayName || settings.sip.user }),
    ...(address && { address: address.pattern.replace(/^https?:\/\/|\/\*$/g, '') }),
    ...(granted && { microphone: texts.t('first_result_microphone') }),
    ...(asked && { notifications: texts.t(on ? 'first_result_notifications_on' : 'first_result_notifications_off') }),
  };
}

/** The microphone as the browser sees it, and what came of asking here. */
function useMicrophone(): { state: MicrophoneState | undefined; ask(): void } {
  const permission = useMicrophonePermission();
  const [outcome, setOutcome] = useState<MicrophoneState>();
  useEffect(() => {
    if (permission === 'granted') setOutcome('granted');
  }, [permission]);
  const ask = () => {
    setOutcome('asking');
    void askMicrophone().then((answer) => {
      setOutcome(answer);
      if (answer !== 'granted') return;
      askBackground<UiCalls, 'microphoneGranted'>('microphoneGranted', {}).catch((error: unknown) =>
        report(error, 'microphone granted'),
      );
    });
  };
  return { state: outcome, ask };
}

/** Newest calls among which one of the demonstration line is looked for. */
const LOOKED_AT = 50;

/** Was a call of the demonstration line connected lately? Asked anew after every change: never of the whole log. */
async function demoWorked(): Promise<boolean> {
  const newest = await db.calls.orderBy('startedAt').reverse().limit(LOOKED_AT).toArray();
  return newest.some(({ line, answeredAt }) => line === 'demo' && answeredAt !== undefined);
}

function callActions(commands: Commands): LiveCallActions {
  const run = (name: 'accept' | 'reject' | 'hangUp' | 'openCallWindow' | 'openRecord' | 'remove') => (callId: string) =>
    void commands.run(() => askBackground<UiCalls, typeof name>(name, { callId }));
  return {
    ...controlActions(commands),
    onAccept: run('accept'),
    onReject: run('reject'),
    onHangUp: run('hangUp'),
    onOpen: run('openCallWindow'),
    onRecord: run('openRecord'),
    onRemove: run('remove'),
  };
}

/** A tab that a script did not open cannot close itself by window.close(). */
async function closeTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
