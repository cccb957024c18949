/**
 * Field picker and "why" view, seen from the background: starts them in a tab on a click in a page of ours, gives them
 * what they need, and takes the user's rules. Only the tab that they were started in may ask, and only as long as they
 * run there: a page's own content script cannot save a rule by itself. They run in each frame of a CRM address; the
 * frames know of each other only through here.
 */
import { type Browser, browser } from 'wxt/browser';
import type { FieldRule } from './crm/profile';
import { checkFieldRule, checkProfile } from './crm/profile-check';
import { pagesOf, profilesFor, withPages } from './crm-pages';
import { AppError, asFailure } from './errors';
import { pageOf } from './followers';
import type { Texts } from './i18n';
import {
  type PageHandlers,
  PICKER_TURNS,
  type PickerConfig,
  type PickerTurn,
  pushToFrame,
  pushToTab,
  type Sender,
  type UiHandlers,
} from './messages';
import { addressOf, covers } from './permissions';
import { pickerTexts } from './picker-words';
import type { Settings } from './settings';

const SCRIPT_FILE = '/picker.js';
const RUN = 'picker';

/** A frame that can be asked answers in this time. */
const ANSWER_MS = 500;

type InjectionTarget = Browser.scripting.InjectionTarget;

/** What is remembered of a running picker; in session memory, since the worker forgets. */
interface Run {
  tabId: number;
  /** The CRM address it was started on. Frames of other CRM addresses take part, each with its own rules. */
  pattern: string;
  mode: PickerConfig['mode'];
  /** Frames that it runs in. */
  frames: number[];
  /** Something is chosen in one of them: the others point at nothing. */
  isChosen?: boolean;
  /** An address's rules before the last one was saved. */
  before?: { pattern: string; fields: FieldRule[] };
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
  const run: Run = { tabId: tab.id, pattern: address, mode, frames: [] };
  await browser.storage.session.set({ [RUN]: run });
  await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  await startIn({ tabId: tab.id, allFrames: true });
}

/** The tab in front, or the one of this address that was in front last. */
async function tabOf(pattern: string) {
  if (!pattern) return (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  const tabs = await browser.tabs.query({ url: pattern });
  return tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0];
}

/** A frame that the page loads while the picker runs in its tab takes part as well. Never throws: frames come and go. */
export async function joinPicker(sender: Sender): Promise<void> {
  const run = await runOf(sender);
  const { frameId = 0 } = sender;
  // A page that is loaded anew has thrown the picker out, and with it its frames.
  if (!run || frameId === 0 || !(await runsIn(run.tabId, 0)) || (await runsIn(run.tabId, frameId))) return;
  await startIn({ tabId: run.tabId, frameIds: [frameId] }).catch(() => undefined);
}

function startIn(target: InjectionTarget) {
  return browser.scripting.executeScript({ target, files: [SCRIPT_FILE] });
}

async function runsIn(tabId: number, frameId: number): Promise<boolean> {
  const target = { tabId, frameIds: [frameId] };
  const [answer] = await browser.scripting.executeScript({ target, func: runsHere }).catch(() => []);
  return answer?.result === true;
}

/** Runs in the frame, in our own world: see entrypoints/picker. */
function runsHere(): boolean {
  const { ringsidePicker } = globalThis as { ringsidePicker?: { stop: AbortController } };
  return ringsidePicker?.stop.signal.aborted === false;
}

/** What the picker's script in the page may ask. */
export function pickerHandlers(
  parts: PickingParts,
): Pick<PageHandlers, 'picker' | 'pickField' | 'unpickField' | 'pickerTurns' | 'endPicker'> {
  const save = async (pattern: string, fields: FieldRule[]) => {
    const { crmPages } = await parts.settings();
    const { profile } = pagesOf(crmPages, pattern);
    await parts.change({ crmPages: withPages(crmPages, pattern, { profile: { ...profile, fields } }) });
  };
  const partOf = async (sender: Sender) => {
    const settings = await parts.settings();
    const run = await runOf(sender);
    const pattern = addressOf(pageOf(sender), settings.crmAddresses);
    return run && pattern ? { run, pattern, settings, frame: sender.frameId ?? 0 } : undefined;
  };
  return {
    async picker(_data, sender) {
      const part = await partOf(sender);
      if (!part) return null;
      const { run, pattern, settings, frame } = part;
      await changeRun(({ frames }) => ({ frames: [...new Set([...frames, frame])].sort((a, b) => a - b) }));
      const texts = await parts.texts();
      const { profile, iconsOff } = pagesOf(settings.crmPages, pattern);
      return {
        mode: run.mode,
        isChosen: run.isChosen === true,
        language: texts.language,
        texts: pickerTexts(texts),
        profiles: profilesFor(profile),
        address: pattern.replace(/^https?:\/\/|\/\*$/g, ''),
        iconsOff,
        country: settings.country,
      };
    },
    async pickField({ rule }, sender) {
      const part = await partOf(sender);
      const checked = checkFieldRule(rule);
      if (!part || !checked) throw new TypeError('refused: no picker, or no rule');
      const { fields } = pagesOf(part.settings.crmPages, part.pattern).profile;
      await changeRun(() => ({ before: { pattern: part.pattern, fields } }));
      await save(part.pattern, [checked, ...fields.filter((other) => placeOf(other) !== placeOf(checked))]);
      return { ok: true, message: '' };
    },
    async unpickField(_data, sender) {
      const part = await partOf(sender);
      const before = part?.run.before;
      if (!before || before.pattern !== part.pattern) throw new TypeError('refused: nothing to take back');
      await changeRun(() => ({ before: undefined }));
      await save(before.pattern, before.fields);
      return { ok: true, message: '' };
    },
    async pickerTurns({ turn }, sender) {
      await oneByOne(async () => {
        const part = await partOf(sender);
        if (!part || !PICKER_TURNS.includes(turn)) return;
        const { run, frame } = part;
        if (turn === 'chosen' || turn === 'pointing') await remember(() => ({ isChosen: turn === 'chosen' }));
        // A frame may be gone by now, or hang: nobody waits for it.
        for (const next of await framesFor(turn, frame, run))
          void pushToFrame(run.tabId, next, 'pickerTurns', { turn }).catch(() => undefined);
      });
      return null;
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

/** Keys go on to the next frame that is still there, from the last to the first; what is chosen in one all others hear. */
async function framesFor(turn: PickerTurn, frame: number, { tabId, frames }: Run): Promise<number[]> {
  if (turn === 'chosen' || turn === 'pointing') return frames.filter((other) => other !== frame);
  const from = frames.indexOf(frame);
  const others = [...frames.slice(from + 1), ...frames.slice(0, from)];
  // All at once: one that hangs has to be waited for no more than once.
  const running = await Promise.all(others.map((other) => Promise.race([runsIn(tabId, other), noAnswer()])));
  const there = others.filter((_, i) => running[i]);
  return [(turn === 'next' ? there[0] : there.at(-1)) ?? frame];
}

/** A frame that hangs counts as one in which it does not run. */
function noAnswer(): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ANSWER_MS, false));
}

function placeOf({ at, column, labelled }: FieldRule): string {
  return JSON.stringify([at, column, labelled]);
}

/** The run in this frame's tab, as long as the tab shows the address that it was started on. */
async function runOf(sender: Sender): Promise<Run | undefined> {
  const { [RUN]: run } = (await browser.storage.session.get(RUN)) as { [RUN]?: Run };
  return run && sender.tab?.id === run.tabId && covers(run.pattern, sender.tab.url ?? '') ? run : undefined;
}

/** Changes what is remembered, when it is its turn. */
function changeRun(change: (run: Run) => Partial<Run>): Promise<void> {
  return oneByOne(() => remember(change));
}

async function remember(change: (run: Run) => Partial<Run>): Promise<void> {
  const { [RUN]: run } = (await browser.storage.session.get(RUN)) as { [RUN]?: Run };
  if (run) await browser.storage.session.set({ [RUN]: { ...run, ...change(run) } satisfies Run });
}

let last: Promise<void> = Promise.resolve();

/** Frames speak at the same time; they are heard in turn. */
function oneByOne(act: () => Promise<void>): Promise<void> {
  const done = last.then(act);
  last = done.catch(() => undefined);
  return done;
}
