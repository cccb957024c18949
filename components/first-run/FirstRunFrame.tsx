import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import type { Texts } from '../../lib/i18n';
import { FIRST_RUN_STEPS, type FirstRunStep } from '../../lib/settings';
import { FailureBanner, type Remedy } from '../FailureBanner';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import type { Failure } from '../use-command';

/** What came of each step, in a word; a step without an entry has come to nothing yet. */
export type FirstRunResults = Partial<Record<FirstRunStep, string>>;

export interface FirstRunFrameProps {
  step: FirstRunStep;
  results: FirstRunResults;
  failure: Failure | undefined;
  children: ComponentChildren;
  onStep(step: FirstRunStep): void;
  /** Leaves the guide where it is. */
  onLater(): void;
  onFinish(): void;
  onRemedy(remedy: Remedy): void;
  onDismissFailure(): void;
}

/** The guide of the first start around one step: all steps with their results at the left, one question at the right. */
export function FirstRunFrame(props: FirstRunFrameProps) {
  const { step, failure } = props;
  const { texts } = useUi();
  const title = useRef<HTMLHeadingElement>(null);
  // A new question: whoever reads by ear or moves by keyboard starts at its beginning.
  useEffect(() => title.current?.focus(), [step]);
  return (
    <div class="rs guide">
      <Steps {...props} />
      <main data-step={step}>
        <h1 ref={title} tabIndex={-1}>
          {texts.t(`first_title_${step}`)}
        </h1>
        <p class="lead">{texts.t(`first_lead_${step}`)}</p>
        {failure && (
          <div class="failure">
            <FailureBanner {...failure} onRemedy={props.onRemedy} onDismiss={props.onDismissFailure} />
          </div>
        )}
        {props.children}
        <Foot {...props} />
      </main>
    </div>
  );
}

function Steps({ step, results }: FirstRunFrameProps) {
  const { texts } = useUi();
  const now = FIRST_RUN_STEPS.indexOf(step);
  return (
    <aside>
      <img alt="" src="/icons/mark-128.png" width="40" height="40" />
      <h2>{texts.t('first_title')}</h2>
      <ol>
        {FIRST_RUN_STEPS.map((name, index) => {
          const result = results[name];
          const current = index === now;
          return (
            <li
              key={name}
              class={[current && 'on', result && 'ok'].filter(Boolean).join(' ')}
              aria-current={current ? 'step' : undefined}
            >
              <span class="step">{result && !current ? <Glyph shapes={glyphs.check} /> : index + 1}</span>
              <div>
                {texts.t(`first_step_${name}`)}
                <span>{below(texts, index, now, result)}</span>
              </div>
            </li>
          );
        })}
      </ol>
    </aside>
  );
}

function below(texts: Texts, index: number, now: number, result: string | undefined): string {
  if (index === now) return texts.t('first_stepOf', { step: index + 1, steps: FIRST_RUN_STEPS.length });
  return result ?? (index < now ? texts.t('first_skipped') : '');
}

function Foot({ step, results, onStep, onLater, onFinish }: FirstRunFrameProps) {
  const { texts } = useUi();
  const at = FIRST_RUN_STEPS.indexOf(step);
  const before = FIRST_RUN_STEPS[at - 1];
  const after = FIRST_RUN_STEPS[at + 1];
  return (
    <>
      <div class="foot">
        {after && (
          <button type="button" class="link" onClick={onLater}>
            {texts.t('first_later')}
          </button>
        )}
        <span class="grow" />
        {before && (
          <button type="button" class="btn quiet" onClick={() => onStep(before)}>
            {texts.t('first_back')}
          </button>
        )}
        {after && (
          <button type="button" class={results[step] ? 'btn' : 'btn quiet'} onClick={() => onStep(after)}>
            {texts.t(results[step] ? 'first_next' : 'first_skip')}
          </button>
        )}
        {!after && (
          <button type="button" class="btn" onClick={onFinish}>
            {texts.t('first_finish')}
          </button>
        )}
      </div>
      <p class="hint">{texts.t('first_laterHint')}</p>
    </>
  );
}
