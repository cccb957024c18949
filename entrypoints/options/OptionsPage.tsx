import { useEffect, useState } from 'preact/hooks';
import type { Remedy } from '../../components/FailureBanner';
import { AddressSection, type PagesControl } from '../../components/options/AddressSection';
import { CallerSection } from '../../components/options/CallerSection';
import { CallsSection } from '../../components/options/CallsSection';
import { GeneralSection } from '../../components/options/GeneralSection';
import { NotificationSection } from '../../components/options/NotificationSection';
import { OptionsFrame } from '../../components/options/OptionsFrame';
import { SoundSection } from '../../components/options/SoundSection';
import { type SectionName, sectionOf } from '../../components/options/sections';
import { useAskedAddresses } from '../../components/use-asked-addresses';
import { type Commands, useCommands } from '../../components/use-command';
import { useLive } from '../../components/use-live';
import { useMicrophonePermission } from '../../components/use-microphone-permission';
import { report } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { troubledRecords } from '../../lib/outbox-commands';
import type { OpenRecord } from '../../lib/record-export';
import { addAddress, choosePages, patternOrNone, removeAddress, startPicker } from '../../lib/set-up';
import type { Settings } from '../../lib/settings';
import { showPage } from '../../lib/surfaces/pages';
import { AboutPart } from './AboutPart';
import { BackupPart } from './BackupPart';
import { LinePart } from './LinePart';
import { PeoplePart } from './PeoplePart';
import { PrivacyPart } from './PrivacyPart';
import { RecordPart } from './RecordPart';
import { RulesPart } from './RulesPart';
import { ShortcutPart } from './ShortcutPart';
import { TelLinkPart } from './TelLinkPart';

/** The options page, wired. */
export function OptionsPage({ settings }: { settings: Settings }) {
  const section = useSection();
  const commands = useCommands();
  const open = useLive(troubledRecords).value;
  const save = (patch: Partial<Settings>) =>
    commands.run(() => askBackground<UiCalls, 'saveSettings'>('saveSettings', { patch }));
  if (!open) return null;
  return (
    <OptionsFrame
      section={section}
      moduleOn={settings.moduleOn}
      openRecords={settings.crmRecord.adapter === 'none' ? 0 : open.length}
      failure={commands.failure.value}
      onModule={(moduleOn) => void save({ moduleOn })}
      onRemedy={remedy}
      onDismissFailure={commands.dismiss}
    >
      <SectionBody name={section.name} settings={settings} open={open} commands={commands} save={save} />
    </OptionsFrame>
  );
}

interface SectionBodyProps {
  name: SectionName;
  settings: Settings;
  open: OpenRecord[];
  commands: Commands;
  save(patch: Partial<Settings>): Promise<boolean>;
}

function SectionBody({ name, settings, open, commands, save }: SectionBodyProps) {
  const askedAddresses = useAskedAddresses(settings);
  const microphone = useMicrophonePermission();
  const change = (patch: Partial<Settings>) => void save(patch);
  switch (name) {
    case 'line':
      return <LinePart settings={settings} commands={commands} save={save} onMicrophone={openMicrophonePage} />;
    case 'rules':
      return <RulesPart settings={settings} onSave={save} />;
    case 'addresses':
      return (
        <AddressSection
          addresses={settings.crmAddresses}
          {...askedAddresses}
          patternOf={patternOrNone}
          onAdd={(pattern) => addAddress(pattern, commands)}
          onRemove={(pattern) => void removeAddress(pattern, commands)}
          pages={pagesControl(settings, commands, save)}
        />
      );
    case 'records':
      return <RecordPart settings={settings} open={open} commands={commands} save={save} />;
    case 'callers':
      return <CallerSection callers={settings.callers} onSave={(callers) => save({ callers })} />;
    case 'calls':
      return (
        <>
          <CallsSection settings={settings} onChange={change} />
          <TelLinkPart />
        </>
      );
    case 'notifications':
      return <NotificationSection settings={settings} onChange={change} />;
    case 'sound':
      return (
        <SoundSection
          settings={settings}
          microphone={microphone}
          onMicrophone={openMicrophonePage}
          onChange={change}
          onTry={() => void commands.run(() => askBackground<UiCalls, 'previewRingtone'>('previewRingtone', {}))}
        />
      );
    case 'privacy':
      return <PrivacyPart settings={settings} commands={commands} save={save} />;
    case 'people':
      return <PeoplePart commands={commands} />;
    case 'shortcuts':
      return <ShortcutPart />;
    case 'about':
      return <AboutPart commands={commands} />;
    case 'general':
      return (
        <>
          <GeneralSection settings={settings} onChange={change} onFirstRun={() => void openFirstRun(settings, save)} />
          <BackupPart settings={settings} commands={commands} save={save} />
        </>
      );
  }
}

function pagesControl(
  { crmPages }: Settings,
  commands: Commands,
  save: (patch: Partial<Settings>) => Promise<boolean>,
): PagesControl {
  return {
    all: crmPages,
    onBeforeDial: (beforeDial) => void save({ crmPages: { ...crmPages, beforeDial } }),
    onChoose: (pattern, patch) => void choosePages(pattern, patch, commands),
    onPicker: (mode, pattern) => void startPicker(mode, pattern, commands),
  };
}

function useSection() {
  const [section, setSection] = useState(() => sectionOf(location.hash));
  useEffect(() => {
    const read = () => setSection(sectionOf(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return section;
}

/** From where it was left; from the beginning once it was done. */
async function openFirstRun({ firstRun }: Settings, save: SectionBodyProps['save']): Promise<void> {
  if (firstRun.done) await save({ firstRun: { ...firstRun, step: 'demo' } });
  await showPage('/welcome.html').catch((error: unknown) => report(error, 'open page'));
}

function openMicrophonePage(): void {
  showPage('/microphone.html').catch((error: unknown) => report(error, 'open page'));
}

function remedy(to: Remedy): void {
  if (to === 'microphone') openMicrophonePage();
  else location.hash = to;
}
