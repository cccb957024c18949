/**
 * What a setting may be. Values come from outside: a policy, an imported file. One rule a setting; what does not fit is
 * named with its path and what is expected, and never taken over. A new setting needs its row here (the compiler asks).
 */
import { LONGEST_OUTCOME, MOST_OUTCOMES, POP_MOMENTS } from './caller-rules';
import type { CrmForm } from './crm/form';
import { CRM_FORMS } from './crm/forms';
import type { Profile } from './crm/profile';
import { checkProfile } from './crm/profile-check';
import type { AddressPages } from './crm-pages';
import type { DoNotCall, LineRules } from './dial-rules';
import type { TextKey, TextParams } from './i18n';
import type { NoticeChoice, NotificationChoice } from './notification-choice';
import { FIRST_RUN_STEPS, type Settings } from './settings';
import { HAND_OFF_SCHEMES } from './softphone/softphone';

/** What is wrong with a value, in words of every language. */
export interface SettingProblem {
  /** E.g. "sip.servers". */
  path: string;
  expected: TextKey;
  params: TextParams;
}

/** A value of which only some fields are given. Lists are whole. */
export type Loose<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Loose<T[K]> } : T;

type Report = (problem: SettingProblem) => void;
/** Resolves with the value as it is kept, or undefined after it has reported why not. NEVER throws. */
export type Rule<T> = (value: unknown, path: string, report: Report) => Loose<T> | undefined;

/** Longest text anywhere; longer ones are an accident or an attack. */
const LONGEST = 1000;

function rule<T>(fits: (value: unknown) => value is T, expected: TextKey, params: TextParams = {}): Rule<T> {
  return (value, path, report) => {
    if (fits(value)) return value as Loose<T>;
    report({ path, expected, params });
    return undefined;
  };
}

export const yesOrNo = rule((value): value is boolean => typeof value === 'boolean', 'setting_boolean');

export function number(min: number, max: number): Rule<number> {
  const fits = (value: unknown): value is number => typeof value === 'number' && value >= min && value <= max;
  return rule(fits, 'setting_number', { min, max });
}

/** Text of one line; more of them only where `lines` says so. */
export function text(max = LONGEST, pattern = /^[^\p{Cc}]*$/u): Rule<string> {
  const fits = (value: unknown): value is string =>
    typeof value === 'string' && value.length <= max && pattern.test(value);
  return rule(fits, 'setting_text', { max });
}

export function oneOf<T extends string>(choices: readonly T[]): Rule<T> {
  const fits = (value: unknown): value is T => (choices as readonly unknown[]).includes(value);
  return rule(fits, 'setting_choice', { choices: choices.join(', ') });
}

/** A list, taken as a whole or not at all. */
export function list<T>(each: Rule<T>, max: number): Rule<T[]> {
  return (value, path, report) => {
    if (!Array.isArray(value) || value.length > max) {
      report({ path, expected: 'setting_list', params: { max } });
      return undefined;
    }
    const good = value.map((entry, index) => each(entry, `${path}.${index + 1}`, report));
    return good.includes(undefined) ? undefined : (good as Loose<T[]>);
  };
}

/** Some of these fields; each is taken or refused for itself. */
export function fields<T extends object>(rules: { [K in keyof T]-?: Rule<NonNullable<T[K]>> }): Rule<T> {
  return (value, path, report) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      report({ path, expected: 'setting_object', params: { fields: Object.keys(rules).join(', ') } });
      return undefined;
    }
    const kept: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const at = path ? `${path}.${key}` : key;
      const known = Object.hasOwn(rules, key) ? (rules as Record<string, Rule<unknown>>)[key] : undefined;
      if (!known) report({ path: at, expected: 'setting_unknown', params: {} });
      const good = known?.(entry, at, report);
      if (good !== undefined) kept[key] = good;
    }
    return kept as Loose<T>;
  };
}

/** Entries by names of the user's own, such as addresses. */
export function named<T>(each: Rule<T>, max: number): Rule<Record<string, T>> {
  return (value, path, report) => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length > max) {
      report({ path, expected: 'setting_list', params: { max } });
      return undefined;
    }
    const entries = Object.entries(value).map(([name, entry]) => [name, each(entry, `${path}.${name}`, report)]);
    return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
  };
}

/** One of several shapes; the field `by` says which. */
export function oneShapeOf<T extends object>(
  by: string,
  shapes: Record<string, (...args: Parameters<Rule<T>>) => unknown>,
): Rule<T> {
  const names = oneOf(Object.keys(shapes));
  return (value, path, report) => {
    const name = names((value as Record<string, unknown> | null)?.[by], `${path}.${by}`, report);
    return name === undefined ? undefined : (shapes[name]?.(value, path, report) as Loose<T> | undefined);
  };
}

const port = '(:\\d{1,5})?';
export const webAddress = text(300, new RegExp(`^https?://[^\\s/<>"]+${port}(/[^\\s<>"]*)?$`, 'i'));
const server = text(300, new RegExp(`^wss?://[^\\s/<>"]+${port}(/[^\\s<>"]*)?$`, 'i'));

const region = text(2, /^[A-Z]{2}$/);
const dialPrefix = text(8, /^[\d*#]*$/);

const notice = fields<NoticeChoice>({ on: yesOrNo, silent: yesOrNo, onlyAway: yesOrNo });
/** The account of one CRM, by the fields of its form. */
function accountRule(adapter: string, form: CrmForm): Rule<Record<string, string>> {
  const each = form.fields.map(({ name, choices, rows }): [string, Rule<string>] => {
    if (choices) return [name, oneOf(choices.map(([value]) => value))];
    return [name, rows ? text(10_000, /^[^\p{Cc}\n\t]*(?:[\n\t][^\p{Cc}\n\t]*)*$/u) : text(2000)];
  });
  return fields<Record<string, string>>({ ...Object.fromEntries(each), adapter: oneOf([adapter]) });
}

const device = fields<Settings['audio']['microphone']>({ id: text(200), label: text(200) });

/** Every setting. */
export const SETTING_RULES: { [K in keyof Settings]: Rule<Settings[K]> } = {
  moduleOn: yesOrNo,
  language: oneOf(['auto', 'de', 'en']),
  connector: oneOf(['demo', 'sip', 'desktop', 'handOff']),
  sip: fields<Settings['sip']>({
    servers: list(server, 10),
    domain: text(253, /^[\w.:[\]-]*$/),
    user: text(64, /^[^\s@<>"]*$/),
    authorizationUser: text(64, /^[^\s@<>"]*$/),
    password: text(256),
    displayName: text(80),
    iceServers: list(
      fields<Settings['sip']['iceServers'][number]>({
        urls: text(300, /^(stun|turns?):\S+$/i),
        username: text(256),
        credential: text(256),
      }),
      10,
    ),
    expires: number(60, 3600),
  }),
  handOff: fields<Settings['handOff']>({ scheme: oneOf(HAND_OFF_SCHEMES) }),
  missedCalls: fields<Settings['missedCalls']>({
    url: text(300, /^(https?:\/\/[^\s<>"]+)?$/i),
    token: text(1000, /^[\x21-\x7e]*$/),
  }),
  instanceId: text(36, /^[\da-f-]*$/i),
  audio: fields<Settings['audio']>({
    microphone: device,
    speaker: device,
    ring: device,
    echoCancellation: yesOrNo,
    noiseSuppression: yesOrNo,
    autoGainControl: yesOrNo,
  }),
  calls: fields<Settings['calls']>({
    doNotDisturb: yesOrNo,
    autoAnswer: yesOrNo,
    callerId: oneOf(['default', 'withheld']),
    digits: oneOf(['rtp', 'info']),
  }),
  ringtone: fields<Settings['ringtone']>({ on: yesOrNo, volume: number(0, 1) }),
  crmAddresses: list(fields({ pattern: text(300), addedAt: number(0, Number.MAX_SAFE_INTEGER) }), 100),
  crmPages: fields<Settings['crmPages']>({
    byAddress: named(
      fields<AddressPages>({
        iconsOff: yesOrNo,
        linksDial: yesOrNo,
        profile: (value, path, report) => {
          const checked = checkProfile(value);
          if ('profile' in checked) return checked.profile as Loose<Profile>;
          report({ path: `${path}.${checked.problem.at}`, expected: 'setting_profile', params: {} });
          return undefined;
        },
      }),
      100,
    ),
    beforeDial: oneOf<Settings['crmPages']['beforeDial']>(['nothing', 'preview', 'confirm']),
  }),
  wantedAddresses: list(webAddress, 100),
  crmRecord: oneShapeOf<Settings['crmRecord']>('adapter', {
    none: fields<{ adapter: 'none' }>({ adapter: oneOf(['none']) }),
    ...Object.fromEntries(Object.entries(CRM_FORMS).map(([adapter, form]) => [adapter, accountRule(adapter, form)])),
  }),
  records: fields<Settings['records']>({ apiAccess: list(text(300), 100) }),
  callers: fields<Settings['callers']>({
    seenDays: number(0, 3650),
    several: oneOf(['ask', 'contact', 'account']),
    createContact: text(500, /^(https?:\/\/\S*\{number\}\S*)?$/i),
    internalRecords: yesOrNo,
    outcomes: list(text(LONGEST_OUTCOME), MOST_OUTCOMES),
    popIncoming: oneOf(POP_MOMENTS),
    popOutgoing: oneOf(POP_MOMENTS),
    popWhileTyping: yesOrNo,
  }),
  notifications: fields<NotificationChoice>({
    on: yesOrNo,
    names: yesOrNo,
    kinds: fields<NotificationChoice['kinds']>({
      incoming: notice,
      missed: notice,
      lineLost: notice,
      lineBack: notice,
      notStored: notice,
    }),
  }),
  callWindowOpens: yesOrNo,
  graceMs: number(0, 600_000),
  keepDeclined: yesOrNo,
  country: text(2, /^([A-Z]{2})?$/),
  internalDigits: number(0, 10),
  dialRules: fields<Settings['dialRules']>({
    byLine: named(
      fields<LineRules>({
        areaCode: text(8, /^\d*$/),
        outsidePrefix: dialPrefix,
        plus: text(6, /^(\+|\d+)$/),
        nationalAtHome: yesOrNo,
        prefixes: list(fields<LineRules['prefixes'][number]>({ country: region, prefix: dialPrefix }), 50),
        callersHavePrefix: yesOrNo,
      }),
      10,
    ),
    askPremium: yesOrNo,
    askAbroad: yesOrNo,
    exceptCountries: list(region, 250),
    askCountries: list(region, 250),
    doNotCall: list(
      fields<DoNotCall>({
        pattern: text(60, /^(?=.*\d)[^\p{Cc}]*$/u),
        reason: text(120),
        mode: oneOf(['block', 'ask']),
      }),
      1000,
    ),
  }),
  keepDays: number(0, 36_500),
  firstRun: fields<Settings['firstRun']>({ step: oneOf(FIRST_RUN_STEPS), opened: yesOrNo, done: yesOrNo }),
};

/** What no file and no policy carries: our own id, and addresses, which need the user's click (they stand beside the settings). */
const { instanceId: _id, crmAddresses: _addresses, wantedAddresses: _wanted, ...CARRIED } = SETTING_RULES;

/**
 * What is wrong with settings that a page of ours wants to store, whatever its form let through. What moves by itself (our
 * id, addresses) is not looked at.
 */
export function problemsOfPatch(patch: Partial<Settings>): SettingProblem[] {
  const carried = Object.entries(patch).filter(
    ([key]) => Object.hasOwn(CARRIED, key) || !Object.hasOwn(SETTING_RULES, key),
  );
  // As it is stored: fields without a value are none.
  return checkSettings(JSON.parse(JSON.stringify(Object.fromEntries(carried)))).problems;
}

/** Some settings from outside: what is right, and what is wrong with the rest. */
export function checkSettings(value: unknown): { settings: Loose<Settings>; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const settings = fields<Omit<Settings, 'instanceId' | 'crmAddresses' | 'wantedAddresses'>>(CARRIED)(
    value,
    '',
    (problem) => problems.push(problem),
  );
  return { settings: settings ?? {}, problems };
}
