/** What the user chose about dialling. A group of the settings; what follows from it is in dial-plan.ts and dial-check.ts. */
import { type NumberRules, normaliseCaller, regionFor } from './phone-number';
import type { Settings } from './settings';

/** How a line wants its numbers. */
export interface LineRules {
  /** Area code of the place, as it is dialled there ("030"); '' = local numbers stay as they are. */
  areaCode: string;
  /** Gets an outside line; stands before every number that leaves the house. */
  outsidePrefix: string;
  /** What stands in place of the + of an international number; "+" keeps it. */
  plus: string;
  /** Numbers of the own country go out as they are dialled there, without the country code. */
  nationalAtHome: boolean;
  prefixes: CountryPrefix[];
  /** The phone system shows callers with the outside prefix in front, so that they can be called back as shown. */
  callersHavePrefix: boolean;
}

/** Another way out for one country: stands in place of the outside prefix. */
export interface CountryPrefix {
  /** ISO 3166. */
  country: string;
  prefix: string;
}

export interface DoNotCall {
  /** A number as written, or with * for any digits and ? for one. */
  pattern: string;
  reason: string;
  /** `block`: never; `ask`: only after a question. */
  mode: 'block' | 'ask';
}

export interface DialRules {
  /** By connector; a line that nothing was chosen for dials numbers as the log keeps them. */
  byLine: Record<string, LineRules>;
  askPremium: boolean;
  /** Ask before every call abroad, but not to the `exceptCountries`; else only before calls to the `askCountries`. */
  askAbroad: boolean;
  exceptCountries: string[];
  askCountries: string[];
  doNotCall: DoNotCall[];
}

export const PLAIN_LINE: LineRules = {
  areaCode: '',
  outsidePrefix: '',
  plus: '+',
  nationalAtHome: false,
  prefixes: [],
  callersHavePrefix: false,
};

export const DEFAULT_DIAL_RULES: DialRules = {
  byLine: {},
  askPremium: true,
  askAbroad: false,
  exceptCountries: [],
  askCountries: [],
  doNotCall: [],
};

/** What of the settings decides how numbers are read and dialled. */
export type DialSettings = Pick<Settings, 'country' | 'internalDigits' | 'connector' | 'dialRules'>;

/** The rules of the line in use. A policy may give some of them only. */
export function lineRulesOf({ connector, dialRules }: DialSettings): LineRules {
  return { ...PLAIN_LINE, ...dialRules.byLine[connector] };
}

/** How numbers are read: what the user typed and what the phone system sends; on a page, with the region it suggests. */
export function numberRulesOf(settings: DialSettings, uiLanguage: string, pageRegion = ''): NumberRules {
  const { areaCode, outsidePrefix } = lineRulesOf(settings);
  const { internalDigits } = settings;
  const home = regionFor(settings.country, '', uiLanguage);
  const country = regionFor(settings.country, pageRegion, uiLanguage);
  // The area code is one of the place where the phone stands: on a page from elsewhere it says nothing.
  return { country, internalDigits, outsidePrefix, areaCode: country === home ? areaCode : '' };
}

/** A caller's number as the phone system sent it -> as the log keeps it, so that look-up and call back meet the same one. */
export function callerNumber(sent: string, settings: DialSettings, uiLanguage: string): string {
  const { outsidePrefix, callersHavePrefix } = lineRulesOf(settings);
  const prefixed = callersHavePrefix && outsidePrefix !== '' && sent.startsWith(outsidePrefix);
  // Who is inside has no prefix, whatever the number begins with.
  const inside = sent.length <= settings.internalDigits;
  const number = prefixed && !inside ? sent.slice(outsidePrefix.length) : sent;
  return normaliseCaller(number, numberRulesOf(settings, uiLanguage));
}
