import { useState } from 'preact/hooks';
import { planFor } from '../../lib/dial-check';
import type { Rule } from '../../lib/dial-plan';
import { wordsAgainst } from '../../lib/dial-preview';
import { type DialSettings, numberRulesOf } from '../../lib/dial-rules';
import * as glyphs from '../../lib/glyphs';
import { formatNumber, judge, parseDialled } from '../../lib/phone-number';
import { planWords, readingWords, shownTarget } from '../../lib/plan-words';
import { Glyph } from '../Glyph';
import { type Ui, useUi } from '../ui';
import { examplesFor } from './rules-samples';

/** All that is known of what was written, in words. */
interface Worked {
  /** How it was read. */
  how: string;
  /** As people write it; '' for no number. */
  number: string;
  prefix: string;
  rest: string;
  rules: string[];
  /** The rule that makes it another case than most; '' for none. */
  special: string;
  /** Why it is asked about or not called at all. */
  against: string[];
}

/** Rules that most numbers do not meet. */
const SPECIAL: ReadonlySet<Rule> = new Set(['emergency', 'countryPrefix', 'extension', 'switchboard']);

/** `kind` as for judging: `field` may hold anything diallable, `text` must be a whole number. */
function work(text: string, kind: 'field' | 'text', settings: DialSettings, { texts }: Ui): Worked {
  const rules = numberRulesOf(settings, '');
  const { country } = rules;
  const number =
    kind === 'field' ? parseDialled(text, rules) : (judge({ text, kind, country: '' }, rules)?.number ?? null);
  const how = readingWords(text, number, rules, texts);
  if (number === null) return { how, number: '', prefix: '', rest: '', rules: [], special: '', against: [] };
  const plan = planFor(number, settings, '');
  return {
    how,
    number: formatNumber(number, ''),
    ...shownTarget(number, plan, country),
    rules: planWords(plan, texts),
    special: planWords({ ...plan, rules: plan.rules.filter(({ rule }) => SPECIAL.has(rule)) }, texts).join(' · '),
    against: wordsAgainst(number, settings, '', texts),
  };
}

/** What the rules make of any number the user types, and of some that everybody knows. */
export function RulesExamples({ settings }: { settings: DialSettings }) {
  const ui = useUi();
  const { texts } = ui;
  const [typed, setTyped] = useState('');
  const samples = examplesFor(settings, texts.language);
  return (
    <section class="ex" aria-label={texts.t('rules_try')}>
      <label class="field framed">
        <Glyph shapes={glyphs.phone} />
        <input
          type="text"
          inputMode="tel"
          dir="auto"
          name="example"
          autoComplete="off"
          spellcheck={false}
          value={typed}
          placeholder={texts.t('rules_tryPlaceholder')}
          aria-label={texts.t('rules_try')}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {typed.trim() && <Result worked={work(typed, 'field', settings, ui)} />}
      <table class="tab rulestab">
        <thead>
          <tr>
            <th scope="col">{texts.t('rules_written')}</th>
            <th scope="col">{texts.t('rules_recognised')}</th>
            <th scope="col">{texts.t('rules_dialled')}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map(({ text, kind }) => (
            <Row key={text} text={text} worked={work(text, kind, settings, ui)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Result({ worked }: { worked: Worked }) {
  const { texts } = useUi();
  const { number, rules, against, how } = worked;
  return (
    <div class="result" role="status">
      <dl>
        <div>
          <dt>{texts.t('rules_recognised')}</dt>
          <dd dir="auto">{number || '–'}</dd>
          <dd class="hint">{how}</dd>
        </div>
        <div>
          <dt>{texts.t('rules_dialled')}</dt>
          <dd class="target">
            <Target worked={worked} />
          </dd>
          <dd class="hint">{number ? rules.join(' · ') : texts.t('rules_noIcon')}</dd>
        </div>
      </dl>
      {against.map((line) => (
        <p key={line} class="problem">
          <Glyph shapes={glyphs.alert} />
          {line}
        </p>
      ))}
    </div>
  );
}

function Row({ text, worked }: { text: string; worked: Worked }) {
  const { texts } = useUi();
  const { number, how, special } = worked;
  return (
    <tr data-example={text}>
      <td>
        <b dir="auto">{text}</b>
        <span class="hint">{how}</span>
      </td>
      <td>
        <bdi>{number || '–'}</bdi>
      </td>
      <td>
        <Target worked={worked} />
        <span class="hint">{number ? special : texts.t('rules_noIcon')}</span>
      </td>
    </tr>
  );
}

/** What gets the outside line stands out. */
function Target({ worked: { number, prefix, rest } }: { worked: Worked }) {
  if (!number) return <>–</>;
  return (
    <bdi>
      {prefix && <u>{prefix}</u>}
      {prefix && ' '}
      {rest}
    </bdi>
  );
}
