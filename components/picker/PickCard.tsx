import { useEffect, useRef, useState } from 'preact/hooks';
import type { FieldRule, Verdict } from '../../lib/crm/profile';
import type { Choice, Match } from '../../lib/page/pick/matches';
import type { Where } from '../../lib/page/pick/rules-for';
import { trusted } from './trusted';
import { useFocus } from './use-focus';
import { type PickerWords, useWords } from './words';

export interface PickCardProps {
  choices: readonly Choice[];
  /** Which of them, and what it is, at first. */
  is: Verdict;
  /** What the page calls the field. */
  label: string;
  numbersOf(choice: Choice): Promise<Match[]>;
  /** The frames in the page follow what is chosen here. */
  onShow(choice: Choice, is: Verdict): void;
  onBack(): void;
  onSave(rule: FieldRule): void;
}

/** Matches listed in the card; the rest is counted. */
const LISTED = 5;

/** What stands at the chosen place, where else that holds, and what it would give. */
export function PickCard({ choices, label, numbersOf, onShow, onBack, onSave, ...first }: PickCardProps) {
  const card = useFocus();
  const words = useWords();
  const { t, places } = words;
  const [index, setIndex] = useState(0);
  const [is, setIs] = useState(first.is);
  const name = useRef<HTMLInputElement>(null);
  const [matches, setMatches] = useState<Match[]>();
  const choice = choices[index];
  useEffect(() => {
    if (!choice) return;
    onShow(choice, is);
    let gone = false;
    void numbersOf(choice).then((found) => gone || setMatches(found));
    return () => {
      gone = true;
    };
  }, [choice, is]);
  if (!choice) return null;
  const save = () => {
    const typed = is === 'phone' ? name.current?.value.trim() : '';
    onSave({ ...choice.where, is, ...(typed && typed !== label && { label: typed }) });
  };
  return (
    <div ref={card} tabIndex={-1} class="card" role="dialog" aria-label={t('picker_title')}>
      <fieldset>
        <legend>{t('picker_what')}</legend>
        <div class="two">
          <Radio name="is" checked={is === 'phone'} onPick={() => setIs('phone')} text={t('picker_phone')} />
          <Radio name="is" checked={is === 'never'} onPick={() => setIs('never')} text={t('picker_never')} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('picker_where')}</legend>
        {choices.map(({ where, matches: hits }, i) => (
          <Radio
            key={JSON.stringify(where)}
            name="where"
            checked={i === index}
            onPick={() => setIndex(i)}
            text={whereWords(where, words)}
            hint={places(hits.length)}
          />
        ))}
      </fieldset>
      {is === 'phone' && (
        <label class="name">
          {t('picker_name')}
          <input ref={name} type="text" name="name" maxLength={80} defaultValue={label} />
          <small>{t('picker_nameHint')}</small>
        </label>
      )}
      <Here matches={matches ?? choice.matches} is={is} />
      <div class="foot">
        <button type="button" class="plain" onClick={trusted(onBack)}>
          {t('picker_back')}
        </button>
        <button type="button" class="main" onClick={trusted(save)}>
          {t('picker_save')}
        </button>
      </div>
    </div>
  );
}

/** In plain words where a rule holds. */
export function whereWords({ at, column, labelled }: Where, { t }: PickerWords): string {
  if (column) return t('picker_column', { name: column });
  if (labelled) return t('picker_labelled', { name: labelled });
  return t('picker_field', { name: at ?? '' });
}

interface RadioProps {
  name: string;
  checked: boolean;
  text: string;
  hint?: string;
  onPick(): void;
}

function Radio({ name, checked, text, hint, onPick }: RadioProps) {
  return (
    <label class="radio">
      <input type="radio" name={name} checked={checked} onChange={trusted(onPick)} />
      <span class="cut">{text}</span>
      {hint && <small>{hint}</small>}
    </label>
  );
}

function Here({ matches, is }: { matches: readonly Match[]; is: Verdict }) {
  const { t } = useWords();
  return (
    <section aria-label={t('picker_here')}>
      <h3>{t('picker_here')}</h3>
      <ul>
        {matches.slice(0, LISTED).map(({ text, display }, i) => (
          <li key={i}>
            <span class="cut">{text || t('picker_empty')}</span>
            <b class={is === 'phone' && display ? 'outcome go' : 'outcome no'}>
              {outcome(is, text, display, t('picker_noNumber'))}
            </b>
          </li>
        ))}
      </ul>
      {matches.length > LISTED && <small>{t('picker_more', { count: matches.length - LISTED })}</small>}
    </section>
  );
}

function outcome(is: Verdict, text: string, display: string | undefined, none: string): string {
  if (is === 'never') return none;
  if (display === undefined || text === '') return '–';
  return display || none;
}
