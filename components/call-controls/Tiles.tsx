import type { Call } from '../../lib/call';
import type { GlyphShapes } from '../../lib/glyphs';
import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';
import type { ControlActions } from '../call-actions';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import type { Pane } from './use-pane';

export interface TilesProps {
  call: Call;
  pane: Pane;
  onPane(pane: Pane): void;
  actions: ControlActions;
}

interface Tile {
  name: 'mute' | 'hold' | 'keypad' | 'transfer';
  text: TextKey;
  shapes: GlyphShapes;
  on: boolean;
  press(): void;
  /** Cannot be done before the other side has answered. */
  later?: boolean;
}

/** What can be done during a call, four tiles in a row: pressed ones say what is so, and a press ends it. */
export function Tiles({ call, pane, onPane, actions }: TilesProps) {
  const { texts } = useUi();
  const { muted = false, heldByUs = false } = call;
  const dialling = call.state === 'dialling';
  const openPane = (name: Exclude<Pane, undefined>) => () => onPane(pane === name ? undefined : name);
  const tiles: Tile[] = [
    {
      name: 'mute',
      text: muted ? 'action_muted' : 'action_mute',
      shapes: muted ? glyphs.micOff : glyphs.mic,
      on: muted,
      press: () => actions.onControl(call.id, { kind: 'mute', on: !muted }),
    },
    {
      name: 'hold',
      text: heldByUs ? 'action_resume' : 'action_hold',
      shapes: glyphs.pause,
      on: heldByUs,
      press: () => actions.onControl(call.id, { kind: heldByUs ? 'resume' : 'hold' }),
      later: dialling,
    },
    {
      name: 'keypad',
      text: 'action_keypad',
      shapes: glyphs.keypad,
      on: pane === 'keypad',
      press: openPane('keypad'),
    },
    {
      name: 'transfer',
      text: 'action_transfer',
      shapes: glyphs.transfer,
      on: pane === 'transfer',
      press: openPane('transfer'),
      later: dialling,
    },
  ];
  return (
    <div class="tiles">
      {tiles.map(({ name, text, shapes, on, press, later }) => (
        <button
          key={name}
          type="button"
          class={on ? 'tile on' : 'tile'}
          aria-pressed={on}
          disabled={later}
          data-tile={name}
          onClick={press}
        >
          <Glyph shapes={shapes} />
          <span class="cut">{texts.t(text)}</span>
        </button>
      ))}
    </div>
  );
}
