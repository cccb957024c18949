/** What every component needs besides its props: the words of the chosen language and how a number is written. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Texts } from '../lib/i18n';

export interface Ui {
  texts: Texts;
  /** "+493023125418" -> "030 23125418", as people write it. */
  showNumber(number: string): string;
  /** Has the administration locked this setting ("sip.servers")? Then it is shown and cannot be changed. */
  locked(setting: string): boolean;
}

export const UiContext = createContext<Ui | null>(null);

/** The words and number writer around this component. MUST be called below a UiContext.Provider. */
export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (!ui) throw new Error('no UiContext around this component');
  return ui;
}
