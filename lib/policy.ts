/**
 * What the company's administration sets (storage.managed): settings preset or locked, CRM addresses, colleagues. Browsers
 * drop a value of another type than the schema's without a word, so the schema asks for text only, and we read it ourselves:
 * what is right holds, what is wrong is named on the options page. Firefox knows no schema: there values may also be given
 * as they are.
 */
import { browser } from 'wxt/browser';
import { db } from './db';
import { replacePolicyPeople } from './people';
import { type Colleague, readColleagues } from './people-list';
import { patternOf } from './permissions';
import { checkSettings, type Loose, SETTING_RULES, type SettingProblem } from './setting-rules';
import { type Settings, settingsChanged } from './settings';

export interface Policy {
  settings: Loose<Settings>;
  /** Paths of settings that the user cannot change; "*" for all. */
  locked: string[];
  /** Match patterns of CRM addresses that are asked for. */
  crmAddresses: string[];
  colleagues: Colleague[];
  problems: SettingProblem[];
}

export const NO_POLICY: Policy = { settings: {}, locked: [], crmAddresses: [], colleagues: [], problems: [] };

/** Makes of the managed storage what holds. Never throws. */
export function readPolicy(managed: Record<string, unknown>): Policy {
  const problems: SettingProblem[] = [];
  const wrong = (path: string, expected: SettingProblem['expected']) => problems.push({ path, expected, params: {} });
  const { settings: rawSettings, locked, crmAddresses, colleagues, ...rest } = managed;
  for (const key of Object.keys(rest)) wrong(key, 'setting_unknown');
  let parsed: unknown = rawSettings ?? {};
  if (typeof parsed === 'string') {
    try {
      parsed = JSON.parse(parsed);
    } catch {
      wrong('settings', 'setting_json');
      parsed = {};
    }
  }
  const checked = checkSettings(parsed);
  problems.push(...checked.problems.map((problem) => ({ ...problem, path: `settings.${problem.path}` })));
  const patterns = words(crmAddresses).flatMap((address) => {
    try {
      return [patternOf(address)];
    } catch {
      wrong(`crmAddresses: ${address.slice(0, 80)}`, 'setting_address');
      return [];
    }
  });
  const paths = words(locked).filter((path) => {
    const known = path === '*' || Object.hasOwn(SETTING_RULES, path.split('.')[0] ?? '');
    if (!known) wrong(`locked: ${path.slice(0, 80)}`, 'setting_unknown');
    return known;
  });
  const people = colleaguesOf(colleagues);
  for (const line of people.wrong) wrong(`colleagues: ${line}`, 'setting_person');
  return { settings: checked.settings, locked: paths, crmAddresses: patterns, colleagues: people.colleagues, problems };
}

/** Reads the managed storage anew and keeps what it says. Resolves with whether that is something else than before. */
export async function adoptPolicy(): Promise<boolean> {
  // Without a policy Firefox rejects ("Managed storage manifest not found").
  const managed = await browser.storage.managed.get().catch(() => ({}));
  const policy = readPolicy(managed);
  const before = await db.settings.get('policy');
  if (JSON.stringify(before?.value ?? NO_POLICY) === JSON.stringify(policy)) return false;
  await db.settings.put({ id: 'policy', value: policy });
  settingsChanged();
  await replacePolicyPeople(policy.colleagues, (text) => text);
  return true;
}

/** Tells when the administration changed something while we run (Chromium; Firefox reads policies at its start). */
export function onPolicyChanged(changed: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') changed();
  });
}

/** What the administration sets, as it was read last. */
export async function loadPolicy(): Promise<Policy> {
  const row = await db.settings.get('policy');
  return row?.id === 'policy' ? row.value : NO_POLICY;
}

/** A list, or text with spaces or commas between. */
function words(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [];
  return list.filter((word): word is string => typeof word === 'string' && word !== '').slice(0, 200);
}

/** Lines "name; number", or a list of {name, number}. */
function colleaguesOf(value: unknown): ReturnType<typeof readColleagues> {
  if (typeof value === 'string') return readColleagues(value);
  if (!Array.isArray(value)) return { colleagues: [], wrong: [] };
  const lines = value.map((entry) => {
    const { name = '', number = '' } = (entry ?? {}) as Record<string, unknown>;
    return `"${String(name).replaceAll('"', '""')}";${String(number)}`;
  });
  return readColleagues(lines.join('\n'));
}
