/** May this number be dialled, how, and must the user be asked first? The one gate of every way to dial. */
import { type DialPlan, planDial, reached } from './dial-plan';
import type { AskReason, DialQuestion } from './dial-question';
import { type DialRules, type DialSettings, lineRulesOf, numberRulesOf } from './dial-rules';
import { entryAgainst } from './do-not-call';
import { isEmergencyCall } from './emergency-numbers';
import { numbersReached } from './numbers-reached';
import { type NumberRules, regionOfNumber } from './phone-number';
import { readableTarget } from './plan-words';
import { isPremium } from './service-numbers';
import type { CommandResult } from './softphone/softphone';

export interface Asked {
  /** Reasons the user has agreed to. */
  confirmed?: readonly AskReason[] | undefined;
  /** A reason of the caller's own, besides those of the rules. */
  also?: readonly AskReason[] | undefined;
}

/** `emergency`: a call for help, in whose way nothing stands. */
export type DialCheck = { ok: true; target: string; emergency?: true } | Exclude<CommandResult, { ok: true }>;

/** What is dialled for a number (as the log keeps it), or why not. Nothing stands against an emergency number. */
export function checkDial(number: string, settings: DialSettings, uiLanguage: string, asked: Asked = {}): DialCheck {
  const { dialRules } = settings;
  const rules = numberRulesOf(settings, uiLanguage);
  const plan = planFor(number, settings, uiLanguage);
  const { target } = plan;
  const numbers = numbersReached(number, rules);
  if (numbers.some((each) => isEmergencyCall(each, rules.country, rules.outsidePrefix ?? '')))
    return { ok: true, target, emergency: true };
  const entry = entryAgainst([number, ...numbers], dialRules.doNotCall, rules);
  if (entry?.mode === 'block') return { ok: false, error: 'numberBlocked', detail: entry.reason };
  const reasons: DialQuestion['reasons'] = [
    ...(entry ? [{ why: 'doNotCall', detail: entry.reason } as const] : []),
    ...reasonsOf(numbers, dialRules, rules),
    ...(asked.also ?? []).map((why) => ({ why, detail: '' })),
  ];
  if (reasons.every(({ why }) => asked.confirmed?.includes(why))) return { ok: true, target };
  const dials = target === number ? '' : readableTarget(number, plan, rules.country);
  return { ok: false, error: 'confirmationNeeded', detail: number, question: { number, dials, reasons } };
}

/** What is dialled for a number, and by which rules. */
export function planFor(number: string, settings: DialSettings, uiLanguage: string): DialPlan {
  return planDial(number, { ...lineRulesOf(settings), ...numberRulesOf(settings, uiLanguage) });
}

function reasonsOf(numbers: string[], rules: DialRules, { country }: NumberRules): DialQuestion['reasons'] {
  const called = numbers.map(reached);
  const abroad = called.map(regionOfNumber).find((region) => {
    const listed = rules.askAbroad ? !rules.exceptCountries.includes(region) : rules.askCountries.includes(region);
    return region !== '' && region !== country && listed;
  });
  return [
    ...(rules.askPremium && called.some((each) => isPremium(each, country))
      ? [{ why: 'premium', detail: '' } as const]
      : []),
    ...(abroad ? [{ why: 'abroad', detail: abroad } as const] : []),
  ];
}
