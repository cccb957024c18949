import {
  NOTICE_KINDS,
  type NoticeChoice,
  type NoticeKind,
  type NotificationChoice,
} from '../../lib/notification-choice';
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
  const { notifications } = settings;
  const change = (patch: Partial<NotificationChoice>) => onChange({ notifications: { ...notifications, ...patch } });
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
        onToggle={(on) => change({ on })}
      />
      <KindTable
        choice={notifications}
        onKind={(kind, patch) =>
          change({ kinds: { ...notifications.kinds, [kind]: { ...notifications.kinds[kind], ...patch } } })
        }
      />
      <Switch
        name="names"
        setting="notifications.names"
        label={texts.t('notifications_names')}
        text={texts.t('notifications_namesText')}
        on={notifications.names}
        onToggle={(names) => change({ names })}
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

const WAYS = ['on', 'silent', 'onlyAway'] as const;

interface KindTableProps {
  choice: NotificationChoice;
  onKind(kind: NoticeKind, patch: Partial<NoticeChoice>): void;
}

/** What makes itself known, one row a kind. Where notifications are off at all, the rows rest. */
function KindTable({ choice, onKind }: KindTableProps) {
  const { texts, locked } = useUi();
  return (
    <table class="tab kinds">
      <thead>
        <tr>
          <th scope="col">{texts.t('notifications_kind')}</th>
          {WAYS.map((way) => (
            <th key={way} scope="col">
              {texts.t(`notifications_way_${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {NOTICE_KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">{texts.t(`notifications_kind_${kind}`)}</th>
            {WAYS.map((way) => (
              <td key={way}>
                <label class="cell">
                  <input
                    type="checkbox"
                    class="cb"
                    name={`${kind}.${way}`}
                    aria-label={`${texts.t(`notifications_kind_${kind}`)}: ${texts.t(`notifications_way_${way}`)}`}
                    checked={choice.kinds[kind][way]}
                    disabled={
                      !choice.on ||
                      (way !== 'on' && !choice.kinds[kind].on) ||
                      locked(`notifications.kinds.${kind}.${way}`)
                    }
                    onChange={(event) => onKind(kind, { [way]: event.currentTarget.checked })}
                  />
                  <span class="narrowword" aria-hidden="true">
                    {texts.t(`notifications_way_${way}`)}
                  </span>
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
