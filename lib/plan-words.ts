/** How a number was read and what is dialled for it, in words: options page, number box, tooltips. */
import type { DialPlan } from './dial-plan';
import { isEmergencyCall } from './emergency-numbers';
import type { Texts } from './i18n';
import { formatNumber, type NumberRules } from './phone-number';
import { digitsOf, spell } from './phone-text';
import { isService } from './service-numbers';

/** What is dialled, as it is shown: what gets an outside line, and the rest. */
export interface ShownTarget {
  prefix: string;
  rest: string;
}

/** How this text came to be this number; `number` is null where it is none. */
export function readingWords(text: string, number: string | null, rules: NumberRules, texts: Texts): string {
  if (number === null) return texts.t('reading_none');
  if (/^sips?:/i.test(number)) return texts.t('reading_sip');
  if (/^[*#]/.test(number)) return texts.t('reading_code');
  if (!number.startsWith('+')) return shortWords(number, rules, texts);
  const [, extension = ''] = number.split(';ext=');
  if (extension) return texts.t('reading_extension', { extension });
  const { plus, digits, withoutTrunk } = spell(text);
  if (withoutTrunk && !number.endsWith(digits)) return texts.t('reading_trunk');
  if (plus || digits.startsWith('00')) return texts.t('reading_international');
  const area = rules.areaCode ?? '';
  const local = area !== '' && !digits.startsWith('0') && number.endsWith(area.replace(/^0/, '') + digits);
  return local
    ? texts.t('reading_area', { area })
    : texts.t('reading_national', { country: texts.region(rules.country) });
}

function shortWords(
  digits: string,
  { country, outsidePrefix = '', internalDigits }: NumberRules,
  texts: Texts,
): string {
  if (isEmergencyCall(digits, country, outsidePrefix)) return texts.t('reading_emergency');
  if (isService(digits, country)) return texts.t('reading_service');
  if (digits.length <= internalDigits) return texts.plural('reading_internal', internalDigits);
  return texts.t('reading_local');
}

/** The rules that made the target, in their order. */
export function planWords({ rules }: DialPlan, texts: Texts): string[] {
  return rules.map(({ rule, value }) => {
    if (rule === 'countryPrefix' && !value) return texts.t('rule_noPrefix');
    return texts.t(`rule_${rule}`, { value });
  });
}

/** The target with the blanks that people read numbers by. Its digits are those that are dialled. */
export function shownTarget(number: string, { target, rules }: DialPlan, country: string): ShownTarget {
  const prefix = rules.find(({ rule }) => rule === 'outside' || rule === 'countryPrefix')?.value ?? '';
  const rest = target.slice(prefix.length);
  const called = number.split(';')[0] ?? '';
  const plus = rules.find(({ rule }) => rule === 'plus')?.value;
  const abroad = formatNumber(called, '');
  const written = plus === undefined ? [formatNumber(called, country), abroad] : [abroad.replace('+', `${plus} `)];
  return { prefix, rest: written.find((way) => dialledBy(way) === rest) ?? rest };
}

/** The same in one piece: "0 030 23125418". */
export function readableTarget(number: string, plan: DialPlan, country: string): string {
  const { prefix, rest } = shownTarget(number, plan, country);
  return prefix ? `${prefix} ${rest}` : rest;
}

function dialledBy(written: string): string {
  return (written.startsWith('+') ? '+' : '') + digitsOf(written);
}
