import { useId } from 'preact/hooks';
import { useUi } from './ui';

export interface OutcomeChipsProps {
  outcome: string | undefined;
  /** The user's own outcomes; empty = those of the language. */
  outcomes: readonly string[];
  /** '' takes the choice back. */
  onOutcome(outcome: string): void;
}

/** What came of the talk, by one click. What was once chosen stays to be seen, also where it is no longer offered. */
export function OutcomeChips({ outcome, outcomes, onOutcome }: OutcomeChipsProps) {
  const { texts } = useUi();
  const id = useId();
  const own = (['outcome_reached', 'outcome_callback', 'outcome_wrong'] as const).map((key) => texts.t(key));
  const offered = [...new Set([...(outcomes.length > 0 ? outcomes : own), ...(outcome ? [outcome] : [])])];
  return (
    <div class="outcome-choice">
      <div class="label">
        <span id={id}>{texts.t('window_outcome')}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row of chips */}
      <div class="chips" role="group" aria-labelledby={id}>
        {offered.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={each === outcome}
            onClick={() => onOutcome(each === outcome ? '' : each)}
          >
            {each}
          </button>
        ))}
      </div>
    </div>
  );
}
