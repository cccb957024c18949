/** The dialling rules as a form: what a person types, what is wrong with it, and the settings it stands for. */
import type { CountryPrefix, DialSettings, DoNotCall, LineRules } from '../../lib/dial-rules';
import { lineRulesOf } from '../../lib/dial-rules';
import { patternProblem } from '../../lib/do-not-call';
import type { TextKey } from '../../lib/i18n';
import { countryOf } from './country-names';

export interface RulesForm {
  country: string;
  areaCode: string;
  outsidePrefix: string;
  plus: string;
  internalDigits: string;
  nationalAtHome: boolean;
  callersHavePrefix: boolean;
  /** Lines "US 0101". */
  prefixes: string;
  askPremium: boolean;
  askAbroad: boolean;
  /** Countries with commas between: those that are asked about, or with `askAbroad` those that are not. */
  askCountries: string;
  exceptCountries: string;
  doNotCall: DoNotCall[];
}

export type RulesField = keyof RulesForm;

/** What the form needs to know besides: the region in force where none is chosen, and how regions are called. */
export interface RulesWorld {
  home: string;
  /** ISO 3166 regions the number engine knows. */
  countries: readonly string[];
  region(code: string): string;
}

/** The form of stored settings. */
export function rulesFormOf(settings: DialSettings, world: RulesWorld): RulesForm {
  const line = lineRulesOf(settings);
  const { askPremium, askAbroad, askCountries, exceptCountries, doNotCall } = settings.dialRules;
  const names = (codes: string[]) => codes.map(world.region).join(', ');
  return {
    country: settings.country,
    areaCode: line.areaCode,
    outsidePrefix: line.outsidePrefix,
    plus: line.plus,
    internalDigits: String(settings.internalDigits),
    nationalAtHome: line.nationalAtHome,
    callersHavePrefix: line.callersHavePrefix,
    prefixes: line.prefixes.map(({ country, prefix }) => `${world.region(country)}: ${prefix}`).join('\n'),
    askPremium,
    askAbroad,
    askCountries: names(askCountries),
    exceptCountries: names(exceptCountries),
    doNotCall,
  };
}

/** The settings a form without problems stands for; rules of other lines stay as they are. */
export function settingsOf(form: RulesForm, settings: DialSettings, world: RulesWorld): DialSettings {
  const line: LineRules = {
    areaCode: form.areaCode.replace(/\D/g, ''),
    outsidePrefix: form.outsidePrefix.trim(),
    plus: form.plus.trim() || '+',
    nationalAtHome: form.nationalAtHome,
    prefixes: readPrefixes(form.prefixes, world).good,
    callersHavePrefix: form.callersHavePrefix,
  };
  return {
    connector: settings.connector,
    country: form.country,
    internalDigits: Number(form.internalDigits),
    dialRules: {
      byLine: { ...settings.dialRules.byLine, [settings.connector]: line },
      askPremium: form.askPremium,
      askAbroad: form.askAbroad,
      askCountries: readCountries(form.askCountries, world).good,
      exceptCountries: readCountries(form.exceptCountries, world).good,
      doNotCall: form.doNotCall,
    },
  };
}

/** What is wrong with a field: the reason, which names the remedy, and the words it is about. */
export interface RulesProblem {
  problem: TextKey;
  what: string;
}

/** What is wrong, by field. Empty when the form can be saved. */
export function rulesProblemsOf(form: RulesForm, world: RulesWorld): Partial<Record<RulesField, RulesProblem>> {
  const problem = (bad: boolean, key: TextKey, what = ''): RulesProblem | undefined =>
    bad ? { problem: key, what } : undefined;
  const digits = Number(form.internalDigits);
  const countries = (field: 'askCountries' | 'exceptCountries') => {
    const [unknown] = readCountries(form[field], world).wrong;
    return problem(unknown !== undefined, 'invalid_country', unknown);
  };
  const [badLine] = readPrefixes(form.prefixes, world).wrong;
  const checks: Partial<Record<RulesField, RulesProblem | undefined>> = {
    areaCode: problem(!/^[\d\s()/-]{0,12}$/.test(form.areaCode.trim()) || tooLong(form.areaCode), 'invalid_areaCode'),
    outsidePrefix: problem(!/^[\d*#]{0,8}$/.test(form.outsidePrefix.trim()), 'invalid_prefix'),
    plus: problem(!/^(\+|\d{0,6})$/.test(form.plus.trim()), 'invalid_plus'),
    internalDigits: problem(!/^\d{1,2}$/.test(form.internalDigits.trim()) || digits > 10, 'invalid_internalDigits'),
    callersHavePrefix: problem(form.callersHavePrefix && !form.outsidePrefix.trim(), 'invalid_callersHavePrefix'),
    prefixes: problem(badLine !== undefined, 'invalid_prefixes', badLine),
    [form.askAbroad ? 'exceptCountries' : 'askCountries']: countries(
      form.askAbroad ? 'exceptCountries' : 'askCountries',
    ),
  };
  return Object.fromEntries(Object.entries(checks).filter(([, found]) => found));
}

/** What is wrong with a new entry of the do-not-call list. */
export function entryProblem(pattern: string, list: DoNotCall[], settings: DialSettings, world: RulesWorld) {
  const rules = { country: settings.country || world.home, internalDigits: settings.internalDigits };
  const known = list.some((entry) => entry.pattern === pattern.trim());
  return known ? ('invalid_patternKnown' as const) : patternProblem(pattern, rules);
}

/** The fields that differ. */
export function changedRules(a: RulesForm, b: RulesForm): RulesField[] {
  return (Object.keys(a) as RulesField[]).filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));
}

function tooLong(areaCode: string): boolean {
  return areaCode.replace(/\D/g, '').length > 8;
}

function readCountries(text: string, world: RulesWorld): { good: string[]; wrong: string[] } {
  const words = text
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter(Boolean);
  const codes = words.map((word) => ({ word, code: countryOf(word, world.countries) }));
  const good = codes.flatMap(({ code }) => (code ? [code] : []));
  return { good: [...new Set(good)], wrong: codes.filter(({ code }) => !code).map(({ word }) => word) };
}

function readPrefixes(text: string, world: RulesWorld): { good: CountryPrefix[]; wrong: string[] } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.map((line) => {
    const [, name = '', prefix = ''] = /^(.*?)[\s:=]+([\d*#]{0,8})$/.exec(line) ?? [];
    return { line, country: countryOf(name, world.countries), prefix };
  });
  const good = read.flatMap(({ country, prefix }) => (country ? [{ country, prefix }] : []));
  return { good, wrong: read.filter(({ country }) => !country).map(({ line }) => line) };
}
