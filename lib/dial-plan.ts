/**
 * From the number as the log keeps it to what is sent to the phone system, by the rules of the line. Pure.
 *
 *   emergency, feature code, SIP address --> as given
 *   digits, not longer than internal ones and no service of the country --> as given
 *   other digits (service, local) --> outside prefix + digits
 *   +home  --> outside prefix + (national form, or like +abroad)
 *   +abroad --> outside prefix + what stands for the plus + digits; a country's own prefix takes the outside prefix's place
 */
import type { LineRules } from './dial-rules';
import { isEmergencyCall } from './emergency-numbers';
import { hasInlineExtensions, MOST_DIGITS, type NumberRules, nationalDigits, regionOfNumber } from './phone-number';
import { isService } from './service-numbers';

export type Rule =
  | 'emergency'
  | 'asGiven'
  | 'internal'
  | 'service'
  | 'local'
  | 'national'
  | 'plus'
  | 'e164'
  | 'extension'
  | 'switchboard'
  | 'countryPrefix'
  | 'outside';

export interface DialPlan {
  /** What is sent to the phone system. */
  target: string;
  /** The rules that made it, in their order, each with what it put in or took away. */
  rules: { rule: Rule; value: string }[];
}

export type PlanRules = LineRules & Pick<NumberRules, 'country' | 'internalDigits'>;

/** What is dialled for a number in one of the forms the log keeps (phone-number.ts). Never throws. */
export function planDial(number: string, rules: PlanRules): DialPlan {
  if (isEmergencyCall(number, rules.country, rules.outsidePrefix)) return given(number, 'emergency');
  if (!/^\+?\d+(;ext=\d+)?$/.test(number)) return given(number, 'asGiven');
  if (number.startsWith('+')) return planE164(number, rules);
  const service = isService(number, rules.country);
  if (!service && number.length <= rules.internalDigits) return given(number, 'internal');
  return outside(number, [{ rule: service ? 'service' : 'local', value: '' }], '', rules);
}

function given(target: string, rule: Rule): DialPlan {
  return { target, rules: [{ rule, value: '' }] };
}

/** The number that a call reaches: with its German extension appended, without any other. */
export function reached(number: string): string {
  return withExtension(number).main;
}

function planE164(number: string, rules: PlanRules): DialPlan {
  const { main, applied } = withExtension(number);
  // A page's list is planned as a whole: what no rule asks for is not looked up.
  const country = rules.prefixes.length > 0 ? regionOfNumber(main) : '';
  const national = rules.nationalAtHome ? nationalDigits(main, rules.country) : '';
  if (national) {
    applied.push({ rule: 'national', value: national });
    return outside(national, applied, country, rules);
  }
  if (rules.plus === '+') applied.push({ rule: 'e164', value: '' });
  else applied.push({ rule: 'plus', value: rules.plus });
  return outside(rules.plus + main.slice(1), applied, country, rules);
}

/**
 * A German or Austrian extension (Durchwahl) is part of the number and is appended; elsewhere the switchboard is called,
 * since nobody could dial the rest for the user after the answer.
 */
function withExtension(number: string): { main: string; applied: DialPlan['rules'] } {
  const [main = '', extension = ''] = number.split(';ext=');
  if (!extension) return { main, applied: [] };
  if (hasInlineExtensions(main) && main.length + extension.length <= MOST_DIGITS + 1)
    return { main: main + extension, applied: [{ rule: 'extension', value: extension }] };
  return { main, applied: [{ rule: 'switchboard', value: extension }] };
}

function outside(digits: string, applied: DialPlan['rules'], country: string, rules: LineRules): DialPlan {
  const own = rules.prefixes.find((entry) => entry.country === country);
  const prefix = own?.prefix ?? rules.outsidePrefix;
  if (own) applied.push({ rule: 'countryPrefix', value: prefix });
  else if (prefix) applied.push({ rule: 'outside', value: prefix });
  return { target: prefix + digits, rules: applied };
}
