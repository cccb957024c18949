/** What content scripts may ask (design section 6). Every message is checked by sender and schema; the rest is refused. */
import type { CallController } from './call-controller';
import { liveCalls } from './call-log';
import { pagesOf, profilesFor } from './crm-pages';
import { planFor } from './dial-check';
import type { DialQuestion } from './dial-question';
import { numberRulesOf } from './dial-rules';
import { type ErrorCode, report } from './errors';
import { addFollower, pageOf, setFollowed } from './followers';
import { failureWords, type Texts } from './i18n';
import {
  checkCandidates,
  checkContact,
  checkNumber,
  checkNumbers,
  checkReasons,
  checkSightings,
} from './message-schemas';
import type {
  Candidate,
  Judgement,
  NumberState,
  PageConfig,
  PageHandlers,
  PageQuestion,
  PageReply,
  Sender,
} from './messages';
import { numberStates } from './number-states';
import { vocabulary } from './page/vocabulary';
import { bringTools } from './page-tools';
import { addressOf, covers } from './permissions';
import { formatNumber, judgeOnPage, type NumberRules } from './phone-number';
import { joinPicker, pickerHandlers } from './picking';
import { readableTarget } from './plan-words';
import { questionWords } from './question-words';
import { noteSeen } from './seen-contacts';
import type { Settings } from './settings';
import type { CommandResult, LineState } from './softphone/softphone';
import { loadLine } from './status';

export interface PageParts {
  controller: CallController;
  settings(): Promise<Settings>;
  texts(): Promise<Texts>;
  uiLanguage(): string;
  showCall(callId: string): Promise<void>;
  change(patch: Partial<Settings>): Promise<void>;
  /** A click in a page failed for a reason that another page of ours can mend. */
  failed(error: ErrorCode, detail: string): void;
}

/** A page's red icon ignores clicks this long after its call began: a double click dials once (R3). */
const JUST_DIALLED_MS = 1000;

/** What the user wants before a click on an icon dials. */
const ALSO = { nothing: [], preview: ['seen'], confirm: ['clicked'] } as const;

/** May the frame behind this message do anything here? */
export function isCrmPage(page: string, settings: Settings): boolean {
  return settings.moduleOn && settings.crmAddresses.some(({ pattern }) => covers(pattern, page));
}

/** What a frame is told; `on: false` makes it take everything away. */
export function pageConfig(page: string, settings: Settings, line: LineState, texts: Texts): PageConfig {
  const ready = line.phase === 'ready';
  const chosen = pagesOf(settings.crmPages, addressOf(page, settings.crmAddresses) ?? '');
  return {
    on: isCrmPage(page, settings) && !chosen.iconsOff,
    line: { ready, demo: line.connector === 'demo', why: ready ? '' : whyNot(line, texts) },
    language: texts.language,
    profiles: profilesFor(chosen.profile),
    linksDial: chosen.linksDial,
    numbers: fingerprint(settings),
    texts: {
      dialling: texts.t('ask_seen'),
      dials: texts.t('icon_dials'),
      cancel: texts.t('action_cancel'),
      call: texts.t('icon_call'),
      hangUp: texts.t('icon_hangUp'),
      ringing: texts.t('icon_ringing'),
      callButton: texts.t('icon_button'),
      choose: texts.t('icon_choose'),
      demo: texts.t('icon_demo'),
    },
  };
}

async function configNow(sender: Sender, { settings, texts }: PageParts): Promise<PageConfig> {
  return pageConfig(pageOf(sender), await settings(), await loadLine(), await texts());
}

const unheard = (error: unknown) => report(error, 'listing a frame that is told of changes');

function whyNot(line: LineState, texts: Texts): string {
  const code: ErrorCode = line.reason ?? (line.phase === 'off' ? 'moduleOff' : 'lineConnecting');
  return sentence(code, texts);
}

/** Changes with whatever decides how numbers are read and dialled. Salted by what no page knows, so that none can guess it. */
function fingerprint({ instanceId, country, internalDigits, connector, dialRules }: Settings): string {
  const text = JSON.stringify([instanceId, country, internalDigits, connector, dialRules.byLine]);
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Cause, then next step, as one text. */
function sentence(code: ErrorCode, texts: Texts, detail = ''): string {
  const { why, next } = failureWords(texts, code, detail);
  return `${why}. ${next}`;
}

/** Most lines dial a number as it is: only then there is nothing to compute for each one on a page. */
function withTarget(judged: NonNullable<Judgement>, settings: Settings, uiLanguage: string): NonNullable<Judgement> {
  const plain = settings.dialRules.byLine[settings.connector] === undefined && !judged.number.includes(';');
  const plan = plain ? undefined : planFor(judged.number, settings, uiLanguage);
  if (!plan || plan.target === judged.number) return judged;
  return { ...judged, dials: readableTarget(judged.number, plan, numberRulesOf(settings, uiLanguage).country) };
}

function judgeAll(candidates: Candidate[], settings: Settings, uiLanguage: string): Judgement[] {
  // A batch is of one page as a rule: what it suggests is worked out once.
  const byRegion = new Map<string, NumberRules>();
  const home = numberRulesOf(settings, uiLanguage);
  return candidates.map((candidate) => {
    const { country } = candidate;
    const rules = byRegion.get(country) ?? numberRulesOf(settings, uiLanguage, country);
    byRegion.set(country, rules);
    const judged = judgeOnPage(candidate, rules, home);
    return judged && withTarget(judged, settings, uiLanguage);
  });
}

/** The handlers of PageCalls. */
export function pageHandlers(parts: PageParts): PageHandlers {
  const authorised = async (sender: Sender): Promise<Settings> => {
    const settings = await parts.settings();
    if (!isCrmPage(pageOf(sender), settings)) throw new TypeError('refused: no CRM address');
    return settings;
  };
  const reply = async (result: CommandResult): Promise<PageReply> => {
    if (result.ok) return { ok: true, message: '' };
    const texts = await parts.texts();
    if (result.question) return { ok: false, message: '', question: await pageQuestion(result.question, texts) };
    parts.failed(result.error, result.detail ?? '');
    return { ok: false, message: sentence(result.error, texts, result.detail) };
  };
  const pageQuestion = async (question: DialQuestion, texts: Texts): Promise<PageQuestion> => {
    const { country } = numberRulesOf(await parts.settings(), parts.uiLanguage());
    return questionWords(question, texts, (number) => formatNumber(number, country));
  };
  const callWith = async (number: string) => (await liveCalls()).find((call) => call.number === number);

  return {
    ...pickerHandlers(parts),
    async hello(_data, sender) {
      if (!isCrmPage(pageOf(sender), await parts.settings())) return null;
      const config = await configNow(sender, parts);
      addFollower(sender, config, () => configNow(sender, parts)).catch(unheard);
      void joinPicker(sender);
      return { config, vocabulary };
    },
    async judge({ candidates }, sender) {
      const settings = await authorised(sender);
      return judgeAll(checkCandidates(candidates), settings, parts.uiLanguage());
    },
    async follow({ numbers }, sender) {
      await authorised(sender);
      const wanted = checkNumbers(numbers);
      await setFollowed(sender, wanted);
      const states = numberStates(await liveCalls());
      return Object.fromEntries(wanted.map((number): [string, NumberState] => [number, states[number] ?? 'idle']));
    },
    tools: (_data, sender) => authorised(sender).then(() => bringTools(sender)),
    async seen({ sightings }, sender) {
      const settings = await authorised(sender);
      const checked = checkSightings(sightings, pageOf(sender));
      if (settings.callers.seenDays > 0) await noteSeen(checked, Date.now());
      return null;
    },
    async dialFromPage({ number, contact, confirmed }, sender) {
      const { beforeDial } = (await authorised(sender)).crmPages;
      const dialled = { number: checkNumber(number), contact: checkContact(contact, pageOf(sender)) };
      const also = ALSO[beforeDial];
      return reply(await parts.controller.dial({ ...dialled, confirmed: checkReasons(confirmed), also }));
    },
    async hangUpFromPage({ number }, sender) {
      await authorised(sender);
      const call = await callWith(checkNumber(number));
      if (!call) return { ok: true, message: '' };
      if (call.direction === 'outgoing' && Date.now() - call.startedAt < JUST_DIALLED_MS)
        return { ok: true, message: '' };
      return reply(await parts.controller.hangUp(call.id));
    },
    async openFromPage({ number }, sender) {
      await authorised(sender);
      const call = await callWith(checkNumber(number));
      if (call) await parts.showCall(call.id);
      return { ok: true, message: '' };
    },
  };
}
