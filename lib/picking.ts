/**
 * Field picker and "why" view, seen from the background: starts them in a tab on a click in a page of ours, gives them
 * what they need, and takes the user's rules. Only the tab that they were started in may ask, and only as long as they
 * run there: a page's own content script cannot save a rule by itself.
 */
import { browser } from 'wxt/browser';
import type { FieldRule } from './crm/profile';
import { checkFieldRule, checkProfile } from './crm/profile-check';
import { pagesOf, profilesFor, withPages } from './crm-pages';
import { AppError, asFailure } from './errors';
import { pageOf } from './followers';
import type { Texts } from './i18n';
import { type PageHandlers, type PickerConfig, pushToTab, type Sender, type UiHandlers } from './messages';
import { addressOf, covers } from './permissions';
import { pickerTexts } from './picker-words';
import type { Settings } from './settings';

const SCRIPT_FILE = '/picker.js';
const RUN = 'picker';

/** What is remembered of a running picker; in session memory, since the worker forgets. */
interface Run {
  tabId: number;
  /** The CRM address it was started on. */
  pattern: string;
  mode: PickerConfig['mode'];
  /** The address's rules before the last one was saved. */
  before?: FieldRule[];
}

export interface PickingParts {
  settings(): Promise<Settings>;
  texts(): Promise<Texts>;
  change(patch: Partial<Settings>): Promise<void>;
}

/** What our own pages may ask about the pages of an address. */
export function crmPageCommands(parts: PickingParts): Pick<UiHandlers, 'startPicker' | 'choosePages'> {
  return {
    async startPicker({ mode, pattern }) {
      try {
        await start(mode, pattern, await parts.settings());
        return { ok: true };
      } catch (error) {
        const { code, detail } = asFailure(error);
        return { ok: false, error: code, detail };
      }
    },
    async choosePages({ pattern, patch }) {
      const { crmPages, crmAddresses } = await parts.settings();
      const checked = patch.profile && checkProfile(patch.profile);
      if (checked && 'problem' in checked)
        return { ok: false, error: 'profileInvalid', detail: `${checked.problem.at}: ${checked.problem.why}` };
      if (!crmAddresses.some((address) => address.pattern === pattern))
        return { ok: false, error: 'crmAccessMissing', detail: pattern };
      await parts.change({ crmPages: withPages(crmPages, pattern, patch) });
      return { ok: true };
    },
  };
}

async function start(mode: PickerConfig['mode'], pattern: string, settings: Settings): Promise<void> {
  if (!settings.moduleOn) throw new AppError('moduleOff');
  const tab = await tabOf(pattern);
  const address = addressOf(tab?.url ?? '', settings.crmAddresses);
  if (tab?.id === undefined || !address) throw new AppError('crmTabMissing', pattern);
  const run: Run = { tabId: tab.id, pattern: address, mode };
  await browser.storage.session.set({ [RUN]: run });
  await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  await browser.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files: [SCRIPT_FILE] });
}

/** The tab in front, or the one of this address that was in front last. */
async function tabOf(pattern: string) {
  if (!pattern) return (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  const tabs = await browser.tabs.query({ url: pattern });
  return tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0];
}

/** What the picker's script in the page may ask. */
export function pickerHandlers(
  parts: PickingParts,
): Pick<PageHandlers, 'picker' | 'pickField' | 'unpickField' | 'endPicker'> {
  const save = async ({ pattern }: Run, fields: FieldRule[]) => {
    const { crmPages } = await parts.settings();
    const { profile } = pagesOf(crmPages, pattern);
    await parts.change({ crmPages: withPages(crmPages, pattern, { profile: { ...profile, fields } }) });
  };
  return {
    async picker(_data, sender) {
      const run = await runOf(sender);
      if (!run) return null;
      const [{ crmPages, country }, texts] = await Promise.all([parts.settings(), parts.texts()]);
      const { profile, iconsOff } = pagesOf(crmPages, run.pattern);
      return {
        mode: run.mode,
        language: texts.language,
        texts: pickerTexts(texts),
        profiles: profilesFor(profile),
        address: run.pattern.replace(/^https?:\/\/|\/\*$/g, ''),
        iconsOff,
        country,
      };
    },
    async pickField({ rule }, sender) {
      const run = await runOf(sender);
      const checked = checkFieldRule(rule);
      if (!run || !checked) throw new TypeError('refused: no picker, or no rule');
      const { fields } = pagesOf((await parts.settings()).crmPages, run.pattern).profile;
      await browser.storage.session.set({ [RUN]: { ...run, before: fields } satisfies Run });
      await save(run, [checked, ...fields.filter((other) => placeOf(other) !== placeOf(checked))]);
      return { ok: true, message: '' };
    },
    async unpickField(_data, sender) {
      const run = await runOf(sender);
      if (!run?.before) throw new TypeError('refused: nothing to take back');
      const { before, ...rest } = run;
      await browser.storage.session.set({ [RUN]: rest satisfies Run });
      await save(run, before);
      return { ok: true, message: '' };
    },
    async endPicker(_data, sender) {
      const run = await runOf(sender);
      if (!run) return null;
      await browser.storage.session.remove(RUN);
      // The tab's other frames point no longer either; it may be gone by now.
      await pushToTab(run.tabId, 'endPicking', {}).catch(() => undefined);
      return null;
    },
  };
}

function placeOf({ at, column, labelled }: FieldRule): string {
  return JSON.stringify([at, column, labelled]);
}

/** The run that this frame is part of. */
async function runOf(sender: Sender): Promise<Run | undefined> {
  const { [RUN]: run } = (await browser.storage.session.get(RUN)) as { [RUN]?: Run };
  const mine = run && sender.tab?.id === run.tabId && covers(run.pattern, pageOf(sender));
  return mine ? run : undefined;
}
