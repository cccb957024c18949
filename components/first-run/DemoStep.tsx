import type { Call } from '../../lib/call';
import * as glyphs from '../../lib/glyphs';
import { DemoNumbers } from '../DemoNumbers';
import { Glyph } from '../Glyph';
import type { LiveCallActions } from '../LiveCall';
import { LiveCalls } from '../LiveCalls';
import { useUi } from '../ui';

/** Of the demonstration numbers the one that answers and talks. */
const ANSWERS = '+493023125001';

export interface DemoStepProps {
  /** The demonstration line is the one in use. */
  demo: boolean;
  live: Call[];
  /** A demonstration call was connected before. */
  worked: boolean;
  actions: LiveCallActions;
  onDial(number: string): void;
}

/** A call to try, right here: it shows what every later call looks like. */
export function DemoStep({ demo, live, worked, actions, onDial }: DemoStepProps) {
  const { texts, showNumber } = useUi();
  if (!demo) return <p>{texts.t('first_demoOther')}</p>;
  return (
    <div class="demostep">
      <div class="demolist">
        <DemoNumbers onDial={onDial} />
      </div>
      <div class="demotalk">
        <LiveCalls calls={live} actions={actions} />
        {live.length === 0 && (
          <button type="button" class="btn go big" onClick={() => onDial(ANSWERS)}>
            <Glyph shapes={glyphs.phone} />
            {texts.t('action_callNumber', { number: showNumber(ANSWERS) })}
          </button>
        )}
        {live.length === 0 && worked && (
          <p class="worked" role="status">
            <Glyph shapes={glyphs.check} tone="c-callable" />
            {texts.t('first_demoWorked')}
          </p>
        )}
      </div>
    </div>
  );
}
