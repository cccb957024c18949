/** The words around picker and "why" view, given by the background. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { TextParams } from '../../lib/i18n';
import { fill, type PickerKey, type PickerTexts } from '../../lib/picker-words';

export interface PickerWords {
  t(key: PickerKey, params?: TextParams): string;
  /** "1 place", "12 places" */
  places(count: number): string;
}

const PLACES = 'picker_places';

export function pickerWords(texts: PickerTexts, language: string): PickerWords {
  const plurals = new Intl.PluralRules(language);
  return {
    t: (key, params) => fill(texts[key], params),
    places: (count) => fill(texts[`${PLACES}_${plurals.select(count) === 'one' ? 'one' : 'other'}`], { count }),
  };
}

export const WordsContext = createContext<PickerWords | null>(null);

/** MUST be called below a WordsContext.Provider. */
export function useWords(): PickerWords {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no WordsContext around this component');
  return words;
}
