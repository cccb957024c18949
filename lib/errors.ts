/**
 * Expected outcomes are values (an end reason, a CommandResult); operational failures are AppErrors with a stable code
 * for which every language has words and a remedy (`error_<code>`, `remedy_<code>`); bugs go to one `report()`.
 */
export const ERROR_CODES = [
  // line
  'moduleOff',
  'lineNotSetUp',
  'lineConnecting',
  'serverUnreachable',
  'secureServerUnreachable',
  'serverAddressInvalid',
  'wrongPassword',
  'registrationRefused',
  'lineHostGone',
  'computerSlept',
  'lineCannot',
  // the softphone on the desk
  'desktopAppNotAllowed',
  'desktopAppMissing',
  'desktopAppOutdated',
  'desktopAppGone',
  'softphoneMissing',
  'softphoneUnreachable',
  'softphoneExposed',
  'softphoneUnregistered',
  'missedCallsFailed',
  'missedCallsRefused',
  // microphone
  'microphoneRefused',
  'microphoneNotAsked',
  'microphoneMissing',
  'microphoneBusy',
  'microphoneSilent',
  'microphoneUnplugged',
  'speakerUnplugged',
  'audioBlocked',
  // calls
  'callInProgress',
  'numberInvalid',
  'numberWithheld',
  'numberBlocked',
  'confirmationNeeded',
  'callUnknown',
  'callFailed',
  'holdFailed',
  'transferFailed',
  'digitsFailed',
  // CRM
  'crmUnreachable',
  'crmSignInNeeded',
  'crmRejected',
  'crmUnsure',
  'crmNotSetUp',
  'crmAccessMissing',
  'crmTabMissing',
  'profileInvalid',
  'addressInvalid',
  'settingInvalid',
  // storage
  'storageFailed',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (ERROR_CODES as readonly string[]).includes(value);
}

/** An operational failure. `detail` is for the diagnosis line, untrusted text without secrets. */
export class AppError extends Error {
  override name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
  ) {
    super(detail ? `${code}: ${detail}` : code);
  }
}

/** What IndexedDB and Dexie throw when the disk is full, or the database cannot be opened or read. */
const STORAGE_ERRORS = new Set([
  'QuotaExceededError',
  'OpenFailedError',
  'DatabaseClosedError',
  'MissingAPIError',
  'UnknownError',
]);

/** Turns anything thrown into a code and a detail; what is no AppError is a bug and becomes `internal`. */
export function asFailure(error: unknown): { code: ErrorCode; detail: string } {
  if (error instanceof AppError) return { code: error.code, detail: error.detail ?? '' };
  const detail = error instanceof Error ? error.message : String(error);
  return { code: isStorageError(error) ? 'storageFailed' : 'internal', detail };
}

/** A transaction that was aborted names its cause in `inner` (Dexie). */
function isStorageError(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: unknown; inner?: unknown };
  return STORAGE_ERRORS.has(String(name)) || (inner !== undefined && inner !== null && isStorageError(inner));
}

/** The one place where a bug surfaces in a context: once in its console, with what was being done. */
export function report(error: unknown, when: string): void {
  console.error(`[Ringside] ${when}:`, error);
}
