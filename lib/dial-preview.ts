/** What would be dialled for a typed text, in words, before anything is dialled. */
import { checkDial, planFor } from './dial-check';
import { type DialSettings, numberRulesOf } from './dial-rules';
import { failureWords, type Texts } from './i18n';
import { parseDialled } from './phone-number';
import { readableTarget } from './plan-words';
import { reasonWords } from './question-words';

/** Why a call to this number would be asked about or refused, in words. */
export function wordsAgainst(number: string, settings: DialSettings, uiLanguage: string, texts: Texts): string[] {
  const check = checkDial(number, settings, uiLanguage);
  if (check.ok) return [];
  if (check.question) return reasonWords(check.question, texts);
  return Object.values(failureWords(texts, check.error, check.detail));
}

/** For the number box: what goes out, unless it is what was typed, and what stands against it. Nothing for no number. */
export function dialPreview(typed: string, settings: DialSettings, uiLanguage: string, texts: Texts): string[] {
  const rules = numberRulesOf(settings, uiLanguage);
  const number = typed.trim() && parseDialled(typed, rules);
  if (!number) return [];
  const plan = planFor(number, settings, uiLanguage);
  const same = typed.replace(/[\s()/.-]/g, '') === plan.target;
  const dials = same ? [] : [texts.t('preview_dials', { target: readableTarget(number, plan, rules.country) })];
  return [...dials, ...wordsAgainst(number, settings, uiLanguage, texts)];
}
