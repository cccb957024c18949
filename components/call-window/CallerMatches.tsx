import type { Call } from '../../lib/call';
import { useUi } from '../ui';

export interface CallerMatchesProps {
  call: Call;
  /** The record that was chosen, by its place in the list; null = none of them. */
  onChoose(index: number | null): void;
}

/** Several records have the number: one choice, no guessing. Nothing where there is nothing to choose. */
export function CallerMatches({ call, onChoose }: CallerMatchesProps) {
  const { texts } = useUi();
  const { matches = [], contact, contactFrom } = call;
  if (matches.length < 2) return null;
  const none = contactFrom === 'user' && !contact;
  return (
    <fieldset class="pick">
      <legend class="label">{texts.t('window_who')}</legend>
      {matches.map(({ ref, url, name, organisation, type }, index) => {
        const on = contact !== undefined && contact.ref === ref && contact.url === url;
        return (
          <label key={ref || url} class="opt">
            <input type="radio" class="rd" name="contact" checked={on} onChange={() => onChoose(index)} />
            <span class="grow cut">
              <b class="cut" dir="auto">
                {name}
              </b>
              {organisation && (
                <span class="muted xs cut" dir="auto">
                  {organisation}
                </span>
              )}
            </span>
            <span class="muted xs">{texts.t(type === 'other' ? 'match_record' : `match_${type}`)}</span>
          </label>
        );
      })}
      <label class="opt">
        <input type="radio" class="rd" name="contact" checked={none} onChange={() => onChoose(null)} />
        <b class="grow">{texts.t('window_noneOfThem')}</b>
      </label>
    </fieldset>
  );
}
