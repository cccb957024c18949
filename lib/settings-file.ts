/** Settings as a file, to move them to another computer or to keep them. It holds no password and no token, ever. */
import { type Colleague, isListNumber } from './people-list';
import { checkSettings, type Loose, type SettingProblem } from './setting-rules';
import type { Settings } from './settings';

/** Grows when an older Ringside could misread the file. */
const VERSION = 1;
const LONGEST = 2_000_000;
const SECRET = /password|credential|token|secret/i;

export interface SettingsFile {
  settings: Loose<Settings>;
  /** Match patterns that the user is asked for. */
  crmAddresses: string[];
  people: Colleague[];
}

export type ReadFile = { ok: true; file: SettingsFile } | { ok: false; problems: SettingProblem[] };

/** What another Ringside reads. */
export function settingsFile(settings: Settings, people: readonly Colleague[]): string {
  const content = {
    ringside: VERSION,
    settings: shareable(settings),
    crmAddresses: settings.crmAddresses.map(({ pattern }) => pattern),
    people: people.map(({ name, number, organisation }) => ({ name, number, organisation })),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** What of the settings may leave this browser: no secret, and not who we are or where we are allowed to be. */
export function shareable(settings: Settings): Loose<Settings> {
  const { instanceId: _id, crmAddresses: _addresses, wantedAddresses: _wanted, firstRun: _guide, ...rest } = settings;
  return withoutSecrets(rest) as Loose<Settings>;
}

/** Reads a file as a whole or not at all: one wrong value, and nothing of it is taken over. */
export function readSettingsFile(text: string): ReadFile {
  const wrong = (path: string, expected: SettingProblem['expected']): ReadFile => ({
    ok: false,
    problems: [{ path, expected, params: {} }],
  });
  if (text.length > LONGEST) return wrong('', 'setting_tooLarge');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return wrong('', 'setting_json');
  }
  if (typeof parsed !== 'object' || parsed === null || !('ringside' in parsed)) return wrong('', 'setting_notOurs');
  const { ringside, settings = {}, crmAddresses = [], people = [] } = parsed as Record<string, unknown>;
  if (typeof ringside !== 'number' || ringside > VERSION) return wrong('ringside', 'setting_newer');
  const checked = checkSettings(settings);
  const problems = [...checked.problems];
  if (!isListOf(crmAddresses, isPattern))
    problems.push({ path: 'crmAddresses', expected: 'setting_address', params: {} });
  if (!isListOf(people, isPerson)) problems.push({ path: 'people', expected: 'setting_person', params: {} });
  if (problems.length > 0) return { ok: false, problems };
  const file = { settings: checked.settings, crmAddresses: crmAddresses as string[], people: people as Colleague[] };
  return { ok: true, file };
}

function isListOf(value: unknown, fits: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= 5000 && value.every(fits);
}

function isPattern(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[a-z0-9.[\]:-]{1,253}\/\*$/i.test(value);
}

function isPerson(value: unknown): boolean {
  const { name, number, organisation = '' } = (value ?? {}) as Record<string, unknown>;
  const words = [name, organisation].every((text) => typeof text === 'string' && text.length <= 120);
  return words && name !== '' && typeof number === 'string' && isListNumber(number);
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const open = Object.entries(value).filter(([key]) => !SECRET.test(key));
  return Object.fromEntries(open.map(([key, entry]) => [key, withoutSecrets(entry)]));
}
