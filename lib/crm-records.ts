/**
 * The background's part in records: the adapter of the settings, pushing what is due, and what our pages may ask about
 * records. Tokens and passwords stay here: pages get names, refs and addresses.
 */
import { browser } from 'wxt/browser';
import type { Call } from './call';
import { callById, setContact } from './call-log';
import { apiOriginsFor } from './crm/form';
import { accountOf, CRM_FORMS, type CrmRecordSettings } from './crm/forms';
import { useOriginRule } from './crm/origin-rule';
import { recordWords } from './crm/record-words';
import { signInWindow } from './crm/sign-in-window';
import type { LookUp, WriteBack } from './crm/write-back';
import { createWriteBack } from './crm/write-backs';
import { numberRulesOf } from './dial-rules';
import { asFailure } from './errors';
import type { Texts } from './i18n';
import type { UiHandlers } from './messages';
import { nextDueAt, runOutbox } from './outbox';
import { answerStored, giveUpRow, retryAll, retryRejected, retryRow } from './outbox-commands';
import { patternOf } from './permissions';
import { parseDialled } from './phone-number';
import { loadSettings, type Settings, storeSettings } from './settings';
import type { CommandResult } from './softphone/softphone';
import { addNotice, dropNotices } from './status';

/** A sign-in may take a person a while. */
const SIGN_IN_MS = 5 * 60_000;
const LOOK_UP_MS = 15_000;
/** An access that came this shortly before its announcement came through it. */
const SAME_CLICK_MS = 10_000;
const MENDED = new Set(['crmUnreachable', 'crmSignInNeeded', 'crmAccessMissing']);

export interface RecordParts {
  texts(): Promise<Texts>;
  /** Access to addresses is another than before. */
  accessChanged(): Promise<void>;
  /** Runs what changes addresses, one after the other with all else that does. MUST NOT wait for accessChanged in there. */
  inTurn(work: () => Promise<void>): Promise<void>;
}

export type RecordCommands = Pick<
  UiHandlers,
  | 'testCrm'
  | 'tryCrm'
  | 'expectApiAccess'
  | 'retryRecord'
  | 'retryRejected'
  | 'assignRecord'
  | 'giveUpRecord'
  | 'answerRecord'
  | 'findRecords'
>;

export class CrmRecords {
  constructor(private readonly parts: RecordParts) {}

  /** The adapter of these settings; null where no CRM keeps records. */
  async writeBack(settings: Settings, crm: CrmRecordSettings = settings.crmRecord): Promise<WriteBack | null> {
    const rules = numberRulesOf(settings, browser.i18n.getUILanguage());
    const words = recordWords(await this.parts.texts(), rules.country);
    return createWriteBack(crm, { rules, words, launch: signInWindow });
  }

  /** Puts the settings' CRM into force. */
  async use(settings: Settings): Promise<void> {
    await useOriginRule((await this.writeBack(settings))?.origins ?? []);
  }

  /** Pushes what is due; resolves with when to come again, epoch ms, or undefined for never. */
  async push(): Promise<number | undefined> {
    const settings = await loadSettings();
    const writeBack = await this.writeBack(settings);
    // Without a CRM the rows wait, and no alarm needs to ask whether they still do.
    if (!writeBack) return undefined;
    const missing = await this.#missingAccess(writeBack);
    if (missing !== undefined) {
      if ((await nextDueAt()) !== undefined) await addNotice('crmAccessMissing', missing, Date.now());
      return undefined;
    }
    const { failure, stored } = await runOutbox({
      writeBack,
      now: Date.now,
      keptOut: ({ number }) => !settings.callers.internalRecords && isInternal(number, settings.internalDigits),
      contactFound: (callId, contact) => setContact(callId, contact).then(() => undefined),
    });
    if (failure) await addNotice(failure.code, failure.detail, Date.now());
    const due = await nextDueAt();
    // A run that had nothing to try says nothing about the CRM: what waits still waits for the same reason.
    if (!failure && (stored > 0 || due === undefined)) await dropNotices(({ code }) => MENDED.has(code));
    return due;
  }

  commands(run: () => void): RecordCommands {
    const then = async (work: Promise<unknown>): Promise<CommandResult> => {
      try {
        await work;
        run();
        return { ok: true };
      } catch (error) {
        const { code, detail } = asFailure(error);
        return { ok: false, error: code, detail };
      }
    };
    return {
      testCrm: ({ crm }) =>
        this.#onTrial(crm, async (writeBack) => {
          const result = await writeBack.check(AbortSignal.timeout(SIGN_IN_MS));
          return result.ok ? { ok: true, detail: result.user } : result;
        }).finally(run),
      tryCrm: ({ crm, number }) =>
        this.#onTrial(crm, (writeBack) => (number === undefined ? tryRecord(writeBack) : tryLookUp(writeBack, number))),
      expectApiAccess: ({ crm }) => then(this.#expectApiAccess(crm)),
      retryRecord: ({ callId }) => then(retryRow(callId)),
      retryRejected: () => then(retryRejected()),
      giveUpRecord: ({ callId }) => then(giveUpRow(callId)),
      answerRecord: ({ callId, stored }) =>
        then(answerStored(callId, stored).then(() => dropNotices(({ code }) => code === 'crmUnsure'))),
      assignRecord: ({ callId, contact }) => then(setContact(callId, contact).then(() => retryRow(callId))),
      findRecords: async ({ callId, text }) => {
        const settings = await loadSettings();
        const writeBack = await this.writeBack(settings);
        if (!writeBack) return { ok: false, error: 'crmNotSetUp' };
        const rules = numberRulesOf(settings, browser.i18n.getUILanguage());
        const number = text ? parseDialled(text, rules) : (await callById(callId))?.number;
        const { matches, failure } = await recordsFor(writeBack, text, number ?? '');
        return failure ? { ok: false, ...failure } : { ok: true, matches };
      },
    };
  }

  /** Does something with an account that is not in force (yet). */
  async #onTrial<R extends CommandResult>(
    crm: CrmRecordSettings,
    work: (writeBack: WriteBack) => Promise<R>,
  ): Promise<R | CommandResult> {
    const settings = await loadSettings();
    const writeBack = await this.writeBack(settings, crm);
    if (!writeBack) return { ok: false, error: 'crmNotSetUp' };
    if (writeBack.origins.length === 0) return { ok: false, error: 'addressInvalid' };
    const missing = await this.#missingAccess(writeBack);
    if (missing !== undefined) return { ok: false, error: 'crmAccessMissing', detail: missing };
    // The rule has to hold for the address on trial; afterwards it is that of the saved settings again.
    await useOriginRule(writeBack.origins);
    try {
      const result = await work(writeBack);
      // A sign-in that works now may be what waiting records wait for.
      if (result.ok && JSON.stringify(crm) === JSON.stringify(settings.crmRecord)) await retryAll();
      return result;
    } finally {
      await this.use(await loadSettings());
    }
  }

  /** An origin of the adapter that the browser gives us no access to. */
  async #missingAccess({ origins }: WriteBack): Promise<string | undefined> {
    for (const origin of origins)
      if (!(await browser.permissions.contains({ origins: [patternOf(origin)] }))) return origin;
    return undefined;
  }

  /**
   * The user is being asked for access to servers that have no pages with call icons: they become no CRM addresses. The
   * browser may have told of the access before this message came.
   */
  async #expectApiAccess(crm: CrmRecordSettings): Promise<void> {
    if (crm.adapter === 'none') return;
    const patterns = apiOriginsFor(CRM_FORMS[crm.adapter], accountOf(crm)).map(patternOf);
    let changed = false;
    await this.parts.inTurn(async () => {
      changed = await keepFromAddresses(patterns);
    });
    if (changed) await this.parts.accessChanged();
  }
}

/**
 * These servers are asked by requests only: they are no CRM addresses, unless the user has added them before.
 * @returns whether that is news
 */
async function keepFromAddresses(patterns: string[]): Promise<boolean> {
  const { crmAddresses, records } = await loadSettings();
  const recent = Date.now() - SAME_CLICK_MS;
  const chosen = crmAddresses.filter(({ pattern, addedAt }) => !patterns.includes(pattern) || addedAt < recent);
  const fresh = patterns.filter(
    (pattern) => !records.apiAccess.includes(pattern) && !chosen.some((address) => address.pattern === pattern),
  );
  if (fresh.length === 0) return false;
  await storeSettings({ records: { ...records, apiAccess: [...records.apiAccess, ...fresh] }, crmAddresses: chosen });
  return true;
}

/** A number of the company's own exchange: a few bare digits. */
function isInternal(number: string, longest: number): boolean {
  return /^\d+$/.test(number) && number.length <= longest;
}

/** Records by the number, where there is one; else, or where nobody has it, by a part of their name. */
async function recordsFor(writeBack: WriteBack, text: string, number: string): Promise<LookUp> {
  const signal = AbortSignal.timeout(LOOK_UP_MS);
  const byNumber = await writeBack.lookUp(number, signal);
  return byNumber.failure || byNumber.matches.length > 0 || !text ? byNumber : writeBack.find(text, signal);
}

async function tryLookUp(writeBack: WriteBack, number: string): Promise<CommandResult & { names?: string[] }> {
  const { matches, failure } = await writeBack.lookUp(number, AbortSignal.timeout(LOOK_UP_MS));
  if (failure) return { ok: false, ...failure };
  return { ok: true, names: matches.map(({ name, ref }) => name || ref) };
}

async function tryRecord(writeBack: WriteBack): Promise<CommandResult & { ref?: string }> {
  const now = Date.now();
  const call: Call = {
    ...{ id: crypto.randomUUID(), direction: 'outgoing', state: 'ended', number: '+493023125000', displayName: '' },
    ...{ withheld: false, startedAt: now - 62_000, answeredAt: now - 60_000, endedAt: now, endReason: 'localHangUp' },
    ...{ seq: 1, line: 'test', removed: 1, note: 'Ringside' },
  };
  const result = await writeBack.store(call, undefined, AbortSignal.timeout(LOOK_UP_MS));
  return result.kind === 'ok'
    ? { ok: true, ref: result.ref }
    : { ok: false, error: result.error, detail: result.detail };
}
