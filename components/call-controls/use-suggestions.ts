import { type Suggestion, suggestions } from '../../lib/suggestions';
import { useLive } from '../use-live';

const SHOWN = 3;

/** Whom somebody typing may mean: colleagues, contacts, past calls. */
export function useSuggestions(text: string): Suggestion[] {
  return useLive(() => suggestions(text, SHOWN), [text]).value ?? [];
}
