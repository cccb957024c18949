import * as glyphs from '../lib/glyphs';
import type { TextKey } from '../lib/i18n';
import { Glyph } from './Glyph';
import { IconButton } from './IconButton';
import { useUi } from './ui';

/** What each number of the demonstration line does. Reserved for fiction: none of them belongs to anybody. */
const NUMBERS: readonly (readonly [number: string, does: TextKey])[] = [
  ['+493023125001', 'demo_answers'],
  ['+493023125002', 'demo_busy'],
  ['+493023125003', 'demo_callsBack'],
  ['+493023125004', 'demo_drops'],
  ['+493023125005', 'demo_noAnswer'],
  ['+493023125006', 'demo_invalid'],
];

/** The numbers that the demonstration line answers, each one click away. */
export function DemoNumbers({ onDial }: { onDial?: ((number: string) => void) | undefined }) {
  const { texts, showNumber } = useUi();
  return (
    <ul>
      {NUMBERS.map(([number, does]) => {
        const shown = showNumber(number);
        return (
          <li key={number} class="row hist" data-number={number}>
            <Glyph shapes={glyphs.phone} />
            <div class="who">
              <p class="name cut" dir="auto">
                {shown}
              </p>
              <p class="sub wrap">{texts.t(does)}</p>
            </div>
            {onDial && (
              <div class="acts always">
                <IconButton
                  shapes={glyphs.phone}
                  name={texts.t('action_callNumber', { number: shown })}
                  tone="go"
                  onPress={() => onDial(number)}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
