import { useState } from 'preact/hooks';
import type { DoNotCall } from '../../lib/dial-rules';
import * as glyphs from '../../lib/glyphs';
import type { TextKey } from '../../lib/i18n';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { useUi } from '../ui';
import { Locked } from './Locked';

export interface DoNotCallListProps {
  list: DoNotCall[];
  /** What is wrong with a new pattern. */
  problemOf(pattern: string): TextKey | undefined;
  onList(list: DoNotCall[]): void;
}

/** Numbers that are never called, or only after a question. Part of the form around it. */
export function DoNotCallList({ list, problemOf, onList }: DoNotCallListProps) {
  const { texts, locked } = useUi();
  const fixed = locked('dialRules.doNotCall');
  return (
    <section aria-labelledby="dnc-title" class="dnc">
      <h2 id="dnc-title">{texts.t('rules_doNotCall')}</h2>
      {fixed ? <Locked /> : <p class="hint">{texts.t('rules_doNotCallHint')}</p>}
      {!fixed && <NewEntry problemOf={problemOf} onAdd={(entry) => onList([...list, entry])} />}
      {list.length > 0 && (
        <table class="tab dnctab">
          <thead>
            <tr>
              <th scope="col">{texts.t('rules_pattern')}</th>
              <th scope="col">{texts.t('rules_reason')}</th>
              <th scope="col">{texts.t('rules_mode')}</th>
              <th scope="col">
                <span class="unseen">{texts.t('action_removeShort')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map((entry) => (
              <tr key={entry.pattern} data-pattern={entry.pattern}>
                <td>
                  <b>{entry.pattern}</b>
                </td>
                <td class="break">{entry.reason || '–'}</td>
                <td>{texts.t(`rules_mode_${entry.mode}`)}</td>
                <td>
                  {!fixed && (
                    <IconButton
                      shapes={glyphs.trash}
                      name={texts.t('rules_removeEntry', { pattern: entry.pattern })}
                      onPress={() => onList(list.filter((other) => other !== entry))}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function NewEntry({ problemOf, onAdd }: { problemOf: DoNotCallListProps['problemOf']; onAdd(entry: DoNotCall): void }) {
  const { texts } = useUi();
  const [pattern, setPattern] = useState('');
  const [reason, setReason] = useState('');
  const [mode, setMode] = useState<DoNotCall['mode']>('block');
  const problem = pattern.trim() ? problemOf(pattern) : undefined;
  const ready = pattern.trim() !== '' && !problem;
  const add = () => {
    if (!ready) return;
    onAdd({ pattern: pattern.trim(), reason: reason.trim().slice(0, 120), mode });
    setPattern('');
    setReason('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <>
      <div class="addentry">
        <div class={problem ? 'field framed bad' : 'field framed'}>
          <input
            type="text"
            name="pattern"
            value={pattern}
            placeholder={texts.t('rules_pattern')}
            aria-label={texts.t('rules_pattern')}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? 'pattern-problem' : undefined}
            spellcheck={false}
            autoComplete="off"
            onInput={(event) => setPattern(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div class="field framed">
          <input
            type="text"
            name="reason"
            value={reason}
            maxLength={120}
            placeholder={texts.t('rules_reason')}
            aria-label={texts.t('rules_reason')}
            onInput={(event) => setReason(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div class="field framed">
          <select
            name="mode"
            value={mode}
            aria-label={texts.t('rules_mode')}
            onChange={(event) => setMode(event.currentTarget.value as DoNotCall['mode'])}
          >
            {(['block', 'ask'] as const).map((each) => (
              <option key={each} value={each}>
                {texts.t(`rules_mode_${each}`)}
              </option>
            ))}
          </select>
          <Glyph shapes={glyphs.chevronDown} />
        </div>
        <button type="button" class="btn quiet" aria-disabled={!ready} onClick={add}>
          <Glyph shapes={glyphs.plus} />
          {texts.t('addresses_add')}
        </button>
      </div>
      {problem && (
        <p id="pattern-problem" class="problem" role="status">
          <Glyph shapes={glyphs.alert} />
          {texts.t(problem)}
        </p>
      )}
    </>
  );
}
