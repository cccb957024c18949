import type { Settings } from '../../lib/settings';
import { useUi } from '../ui';
import { SelectRow } from './SelectRow';
import { Switch } from './Switch';

export interface CallsSectionProps {
  settings: Settings;
  onChange(patch: Partial<Settings>): void;
}

/** What happens to incoming calls, what the other side learns, and how keys are sent. */
export function CallsSection({ settings: { calls }, onChange }: CallsSectionProps) {
  const { texts } = useUi();
  const change = (patch: Partial<Settings['calls']>) => onChange({ calls: { ...calls, ...patch } });
  return (
    <div class="section">
      <Switch
        name="doNotDisturb"
        setting="calls.doNotDisturb"
        label={texts.t('calls_dnd')}
        text={texts.t('calls_dndText')}
        on={calls.doNotDisturb}
        onToggle={(doNotDisturb) => change({ doNotDisturb })}
      />
      <Switch
        name="autoAnswer"
        setting="calls.autoAnswer"
        label={texts.t('calls_autoAnswer')}
        text={texts.t('calls_autoAnswerText')}
        on={calls.autoAnswer}
        onToggle={(autoAnswer) => change({ autoAnswer })}
      />
      <SelectRow
        name="callerId"
        setting="calls.callerId"
        label={texts.t('calls_callerId')}
        value={calls.callerId}
        hint={texts.t('calls_callerIdHint')}
        choices={[
          ['default', texts.t('calls_callerId_default')],
          ['withheld', texts.t('calls_callerId_withheld')],
        ]}
        onValue={(callerId) => change({ callerId: callerId as Settings['calls']['callerId'] })}
      />
      <SelectRow
        name="digits"
        setting="calls.digits"
        label={texts.t('calls_digits')}
        value={calls.digits}
        hint={texts.t('calls_digitsHint')}
        choices={[
          ['rtp', texts.t('calls_digits_rtp')],
          ['info', texts.t('calls_digits_info')],
        ]}
        onValue={(digits) => change({ digits: digits as Settings['calls']['digits'] })}
      />
    </div>
  );
}
