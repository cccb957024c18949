import { useId } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import type { Settings } from '../../lib/settings';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { useAudioDevices } from '../use-audio-devices';
import { DeviceRows } from './DeviceRows';
import { Switch } from './Switch';
import { VoiceCheck } from './VoiceCheck';

export interface SoundSectionProps {
  settings: Settings;
  /** What the browser says about the microphone; undefined while it is being asked. */
  microphone: PermissionState | undefined;
  onMicrophone(): void;
  onChange(patch: Partial<Settings>): void;
  onTry(): void;
}

/** What one talks with and what rings. */
export function SoundSection({ settings, microphone, onMicrophone, onChange, onTry }: SoundSectionProps) {
  const { texts } = useUi();
  const id = useId();
  const { ringtone } = settings;
  const granted = microphone === 'granted';
  const devices = useAudioDevices(granted);
  return (
    <div class="section">
      <div class="frow mic">
        <span class="rowlabel">{texts.t('sound_microphone')}</span>
        <div class="inline" role="status">
          <Glyph shapes={granted ? glyphs.check : glyphs.micOff} tone={granted ? 'c-callable' : 'c-missed'} />
          <span>{microphone && texts.t(`sound_microphone_${microphone}`)}</span>
          {!granted && (
            <button type="button" class="btn quiet sm" onClick={onMicrophone}>
              {texts.t('action_allowMicrophone')}
            </button>
          )}
        </div>
      </div>
      <DeviceRows audio={settings.audio} devices={devices} onChange={onChange} />
      {(['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const).map((name) => (
        <Switch
          key={name}
          name={name}
          setting={`audio.${name}`}
          label={texts.t(`sound_${name}`)}
          on={settings.audio[name]}
          onToggle={(on) => onChange({ audio: { ...settings.audio, [name]: on } })}
        />
      ))}
      <p class="hint">{texts.t('sound_processingText')}</p>
      {granted && <VoiceCheck audio={settings.audio} />}
      <Switch
        name="ringtone"
        setting="ringtone.on"
        label={texts.t('sound_ringtone')}
        text={texts.t('sound_ringtoneText')}
        on={ringtone.on}
        onToggle={(on) => onChange({ ringtone: { ...ringtone, on } })}
      />
      <div class="frow">
        <label for={id}>{texts.t('sound_volume')}</label>
        <div class="inline">
          <input
            id={id}
            type="range"
            name="volume"
            min="0"
            max="1"
            step="0.05"
            value={ringtone.volume}
            onChange={(event) => onChange({ ringtone: { ...ringtone, volume: event.currentTarget.valueAsNumber } })}
          />
          <button type="button" class="btn quiet sm" onClick={onTry}>
            <Glyph shapes={glyphs.play} />
            {texts.t('sound_try')}
          </button>
        </div>
      </div>
    </div>
  );
}
