import { useEffect, useState } from 'preact/hooks';
import type { CallContact } from '../../lib/call';
import type { Match } from '../../lib/crm/write-back';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

/** A pause in typing after which the CRM is asked. */
const PAUSE_MS = 300;
/** Fewer letters would find everybody. */
const SHORTEST = 2;

export interface AssignRecordProps {
  /** Records by name or number; '' for those with the call's number. undefined after a failure was shown. */
  onFind(text: string): Promise<Match[] | undefined>;
  onAssign(contact: CallContact): void;
}

/** Finds a contact or account in the CRM and takes the one that is pressed. */
export function AssignRecord({ onFind, onAssign }: AssignRecordProps) {
  const { texts } = useUi();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Match[]>();
  const tooShort = text !== '' && text.trim().length < SHORTEST;
  useEffect(() => {
    if (tooShort) return;
    let over = false;
    const timer = setTimeout(
      () => void onFind(text.trim()).then((matches) => !over && setFound(matches ?? [])),
      text ? PAUSE_MS : 0,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <div class="assign">
      <label class="field framed">
        <Glyph shapes={glyphs.search} />
        <input
          type="search"
          value={text}
          placeholder={texts.t('records_assignSearch')}
          aria-label={texts.t('records_assignSearch')}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div role="status">
        {tooShort && <p class="hint">{texts.t('records_assignHint')}</p>}
        {!tooShort && found?.length === 0 && <p class="hint">{texts.t('records_assignNone')}</p>}
      </div>
      <ul>
        {(tooShort ? [] : (found ?? [])).map(({ ref, name, organisation, url }) => (
          <li key={ref}>
            <button type="button" class="match" onClick={() => onAssign({ ref, name, organisation, url })}>
              <b class="cut">{name || ref}</b>
              {organisation && <span class="muted cut">{organisation}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
