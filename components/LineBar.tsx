import * as glyphs from '../lib/glyphs';
import type { TextKey } from '../lib/i18n';
import type { LineState } from '../lib/softphone/softphone';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface LineBarProps {
  line: LineState;
  moduleOn: boolean;
  inCall: boolean;
  /** Which line, e.g. the display name of the account. */
  name: string;
  /** Incoming calls are turned away. */
  doNotDisturb: boolean;
  onDoNotDisturb(on: boolean): void;
  onSound(): void;
  onSettings(): void;
}

/** The header of the panel: the line's state as shape and word. */
export function LineBar(props: LineBarProps) {
  const { line, moduleOn, inCall, name, doNotDisturb, onDoNotDisturb, onSound, onSettings } = props;
  const { texts } = useUi();
  const { dot, word, beside } = describe(line, moduleOn, inCall);
  const text = beside === 'since' ? texts.t('line_since', { time: texts.time(line.since) }) : beside && texts.t(beside);
  return (
    <header class="bar">
      <div class="line" role="status">
        <span class={`dot ${dot}`} />
        <span class="strong">{texts.t(word)}</span>
        <span class="muted cut">{text || name}</span>
      </div>
      <IconButton
        shapes={doNotDisturb ? glyphs.bellOff : glyphs.bell}
        name={texts.t('panel_dnd')}
        pressed={doNotDisturb}
        onPress={() => onDoNotDisturb(!doNotDisturb)}
      />
      <IconButton shapes={glyphs.headset} name={texts.t('panel_sound')} onPress={onSound} />
      <IconButton shapes={glyphs.settings} name={texts.t('panel_settings')} onPress={onSettings} />
    </header>
  );
}

interface Described {
  dot: string;
  word: TextKey;
  /** What stands beside the word instead of the line's name. */
  beside?: TextKey | 'since';
}

function describe(line: LineState, moduleOn: boolean, inCall: boolean): Described {
  if (!moduleOn) return { dot: 'off', word: 'line_off' };
  if (inCall)
    return line.connector === 'demo'
      ? { dot: 'live', word: 'line_inCall', beside: 'line_demo' }
      : { dot: 'live', word: 'line_inCall' };
  if (line.phase === 'lost') return { dot: 'lost', word: 'line_lost', beside: 'since' };
  if (line.phase === 'connecting') return { dot: 'connecting', word: 'line_connecting' };
  if (line.phase === 'off') return { dot: 'off', word: 'line_lost' };
  if (line.connector === 'handOff') return { dot: '', word: 'line_ready', beside: 'line_handOffReady' };
  return line.connector === 'demo'
    ? { dot: 'demo', word: 'line_demo', beside: 'line_demoReady' }
    : { dot: '', word: 'line_ready' };
}
