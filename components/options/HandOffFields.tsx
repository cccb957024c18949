import { HAND_OFF_SCHEMES, type HandOffScheme } from '../../lib/softphone/softphone';
import { useUi } from '../ui';
import { SelectRow } from './SelectRow';

export interface HandOffFieldsProps {
  scheme: HandOffScheme;
  onScheme(scheme: HandOffScheme): void;
  onTry(scheme: HandOffScheme): void;
}

/** Numbers are handed to another program: as what, and that nothing is known of the call. */
export function HandOffFields({ scheme, onScheme, onTry }: HandOffFieldsProps) {
  const { texts } = useUi();
  return (
    <div class="narrowform">
      <p class="muted steps">{texts.t('line_handOffLead')}</p>
      <SelectRow
        name="scheme"
        setting="handOff.scheme"
        label={texts.t('line_scheme')}
        hint={texts.t('line_schemeHint')}
        value={scheme}
        choices={HAND_OFF_SCHEMES.map((one) => [one, `${one}:`] as const)}
        onValue={(value) => onScheme(value as HandOffScheme)}
      />
      <div class="inline">
        <button type="button" class="btn quiet" onClick={() => onTry(scheme)}>
          {texts.t('test_handOff')}
        </button>
        <span class="hint">{texts.t('test_handOffText')}</span>
      </div>
    </div>
  );
}
