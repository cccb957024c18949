import type { Settings } from '../../lib/settings';
import { useUi } from '../ui';
import { SelectRow } from './SelectRow';
import { Switch } from './Switch';

/** Seconds a hung-up call may stay in the list. */
const GRACE = [2, 5, 10, 30, 60];

export interface NotificationSectionProps {
  settings: Settings;
  onChange(patch: Partial<Settings>): void;
}

/** What makes itself known, and how (R11: the notification system is the user's choice). */
export function NotificationSection({ settings, onChange }: NotificationSectionProps) {
  const { texts } = useUi();
  const seconds = settings.graceMs / 1000;
  const choices = [...new Set([...GRACE, seconds])].sort((a, b) => a - b);
  return (
    <div class="section">
      <Switch
        name="notifications"
        setting="notifications.on"
        label={texts.t('notifications_on')}
        text={texts.t('notifications_onText')}
        on={settings.notifications.on}
        onToggle={(on) => onChange({ notifications: { on } })}
      />
      <Switch
        name="callWindowOpens"
        setting="callWindowOpens"
        label={texts.t('notifications_window')}
        text={texts.t('notifications_windowText')}
        on={settings.callWindowOpens}
        onToggle={(callWindowOpens) => onChange({ callWindowOpens })}
      />
      <Switch
        name="keepDeclined"
        setting="keepDeclined"
        label={texts.t('notifications_keepDeclined')}
        text={texts.t('notifications_keepDeclinedText')}
        on={settings.keepDeclined}
        onToggle={(keepDeclined) => onChange({ keepDeclined })}
      />
      <div class="narrowform">
        <SelectRow
          name="grace"
          setting="graceMs"
          label={texts.t('notifications_grace')}
          value={String(seconds)}
          choices={choices.map((choice) => [String(choice), texts.plural('notifications_graceSeconds', choice)])}
          onValue={(value) => onChange({ graceMs: Number(value) * 1000 })}
        />
      </div>
    </div>
  );
}
