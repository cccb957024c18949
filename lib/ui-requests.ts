/** What our own pages may ask: side panel, call window, options, microphone page. */
import type { CallController } from './call-controller';
import { callById, setNote } from './call-log';
import { callerRequests } from './caller-requests';
import { withoutPages } from './crm-pages';
import type { RecordCommands } from './crm-records';
import { numberRulesOf } from './dial-rules';
import { AppError, asFailure } from './errors';
import type { Texts } from './i18n';
import { lineHandlers } from './line-requests';
import { type ListCalls, listHandlers } from './list-requests';
import type { UiHandlers } from './messages';
import { parseDialled } from './phone-number';
import { crmPageCommands } from './picking';
import { type PrivacyCalls, privacyHandlers } from './privacy-requests';
import { openCall } from './screen-pop';
import { problemsOfPatch } from './setting-rules';
import type { Settings } from './settings';
import type { LineHostControl } from './softphone/remote';
import type { CommandResult } from './softphone/softphone';
import { dropNotices } from './status';
import { type WindowCalls, windowHandlers } from './window-requests';

export interface UiParts {
  controller: CallController;
  host: LineHostControl;
  settings(): Promise<Settings>;
  texts(): Promise<Texts>;
  uiLanguage(): string;
  /** Stores a change of the settings and puts it into force. */
  change(patch: Partial<Settings> | 'reset'): Promise<void>;
  addAddress(pattern: string): Promise<void>;
  removeAddress(pattern: string): Promise<void>;
  /** A row was taken off the list or put back: badge and notifications follow. */
  listChanged(callId: string): Promise<void>;
  runOutbox(): void;
  records: RecordCommands;
}

const OK: CommandResult = { ok: true };

/** The handlers of UiCalls. Failures are values: nothing here rejects for an expected reason. */
export function uiHandlers(parts: UiParts): UiHandlers {
  return {
    ...callHandlers(parts),
    ...listHandlers(parts.listChanged),
    ...windowHandlers(),
    ...privacyHandlers({
      read: async (text) => parseDialled(text, numberRulesOf(await parts.settings(), parts.uiLanguage())) ?? undefined,
      reset: () => parts.change('reset'),
      listChanged: () => parts.listChanged(''),
    }),
    ...settingsHandlers(parts),
    ...crmPageCommands(parts),
    ...parts.records,
  };
}

/** Runs something that may fail for reasons a user can mend. */
async function attempt(work: () => Promise<unknown>): Promise<CommandResult> {
  try {
    await work();
    return OK;
  } catch (error) {
    const { code, detail } = asFailure(error);
    return { ok: false, error: code, detail };
  }
}

type PageCommands = 'startPicker' | 'choosePages';

type CallCommands =
  | 'dial'
  | 'callBack'
  | 'accept'
  | 'reject'
  | 'hangUp'
  | 'control'
  | 'transfer'
  | 'consult'
  | 'openCallWindow'
  | 'setNote'
  | 'setOutcome'
  | 'chooseContact'
  | 'setPrivate'
  | 'openRecord';

function callHandlers(parts: UiParts): Pick<UiHandlers, CallCommands> {
  const { controller } = parts;
  const parsed = async (text: string) => parseDialled(text, numberRulesOf(await parts.settings(), parts.uiLanguage()));
  const invalid = (text: string): CommandResult => ({ ok: false, error: 'numberInvalid', detail: text });
  const dialText: UiHandlers['dial'] = async ({ text, contact, confirmed }) => {
    const number = await parsed(text);
    return number === null ? invalid(text) : controller.dial({ number, contact, confirmed });
  };
  return {
    dial: dialText,
    async callBack({ callId, confirmed = [] }, sender) {
      const call = await callById(callId);
      if (!call) return { ok: false, error: 'callUnknown' };
      if (!call.number) return { ok: false, error: 'numberWithheld' };
      const { number: text, contact } = call;
      return dialText({ text, confirmed, ...(contact && { contact }) }, sender);
    },
    accept: ({ callId }) => controller.accept(callId),
    reject: ({ callId }) => controller.hangUp(callId),
    hangUp: ({ callId }) => controller.hangUp(callId),
    control: ({ callId, control }) => controller.control(callId, control),
    async transfer({ callId, text, confirmed }) {
      const number = await parsed(text);
      return number === null ? invalid(text) : controller.transfer(callId, { number, confirmed });
    },
    async consult({ callId, text, confirmed }) {
      const number = await parsed(text);
      return number === null ? invalid(text) : controller.dial({ number, confirmed, consultFor: callId });
    },
    openCallWindow: ({ callId }) => attempt(async () => openCall(callId, (await parts.settings()).callers, Date.now())),
    setNote: ({ callId, note }) =>
      attempt(async () => {
        await setNote(callId, note);
        parts.runOutbox();
      }),
    setOutcome: (data) => attempt(() => callerRequests.setOutcome(data).then(parts.runOutbox)),
    chooseContact: (data) => attempt(() => callerRequests.chooseContact(data).then(parts.runOutbox)),
    setPrivate: (data) => attempt(() => callerRequests.setPrivate(data).then(parts.runOutbox)),
    openRecord: (data) => attempt(() => callerRequests.openRecord(data)),
  };
}

function settingsHandlers(
  parts: UiParts,
): Omit<
  UiHandlers,
  CallCommands | PageCommands | keyof ListCalls | keyof PrivacyCalls | keyof RecordCommands | keyof WindowCalls
> {
  const { host } = parts;
  // Asking the line host would start it, and switched off there is none (R1).
  const isOn = async () => (await parts.settings()).moduleOn;
  return {
    ...lineHandlers(host, isOn),
    async saveSettings({ patch }) {
      const [wrong] = problemsOfPatch(patch);
      if (wrong) return { ok: false, error: 'settingInvalid', detail: wrong.path };
      return attempt(() => parts.change(patch));
    },
    addCrmAddress: ({ pattern }) => attempt(() => parts.addAddress(pattern)),
    removeCrmAddress: ({ pattern }) =>
      attempt(async () => {
        await parts.removeAddress(pattern);
        await parts.change({ crmPages: withoutPages((await parts.settings()).crmPages, pattern) });
      }),
    async testLine({ account }) {
      if (!(await isOn())) return [{ step: 'server', ok: false, ms: 0, error: 'moduleOff' }];
      return host.testLine(account);
    },
    retryLine: () => attempt(async () => ((await isOn()) ? host.retryNow() : undefined)),
    dismissNotice: ({ code }) => attempt(() => dropNotices((notice) => notice.code === code)),
    previewRingtone: () =>
      attempt(async () => {
        const { moduleOn, ringtone } = await parts.settings();
        if (!moduleOn) throw new AppError('moduleOff');
        await host.previewRingtone(ringtone.volume);
      }),
    microphoneGranted: () => attempt(() => dropNotices((notice) => notice.code.startsWith('microphone'))),
  };
}
