import type { Settings } from '../../lib/settings';
import type { AudioSettings, DeviceChoice } from '../../lib/softphone/audio-settings';
import { useUi } from '../ui';
import { SelectRow } from './SelectRow';

const ROWS = [
  ['microphone', 'audioinput'],
  ['speaker', 'audiooutput'],
  ['ring', 'audiooutput'],
] as const;

export interface DeviceRowsProps {
  audio: AudioSettings;
  devices: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[];
  onChange(patch: Partial<Settings>): void;
}

/** Which device is talked into, which one is listened to, and which one rings. */
export function DeviceRows({ audio, devices, onChange }: DeviceRowsProps) {
  const { texts } = useUi();
  return (
    <>
      {ROWS.map(([place, kind]) => {
        const chosen = audio[place];
        // "default" and "communications" are the browser's names for what the system has.
        const found = devices.filter(
          (one) => one.kind === kind && one.label && !['', 'default', 'communications'].includes(one.deviceId),
        );
        const away = chosen.id !== '' && !found.some(({ deviceId }) => deviceId === chosen.id);
        const choose = (id: string) => {
          const label = found.find(({ deviceId }) => deviceId === id)?.label ?? chosen.label;
          const choice: DeviceChoice = id === '' ? { id, label: '' } : { id, label };
          onChange({ audio: { ...audio, [place]: choice } });
        };
        return (
          <SelectRow
            key={place}
            name={place}
            setting={`audio.${place}`}
            label={texts.t(`sound_device_${place}`)}
            value={chosen.id}
            choices={[
              ['', texts.t('sound_systemDevice')],
              ...found.map(({ deviceId, label }) => [deviceId, label] as const),
              ...(away ? [[chosen.id, texts.t('sound_notConnected', { name: chosen.label })] as const] : []),
            ]}
            onValue={choose}
          />
        );
      })}
    </>
  );
}
