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
  'serverAddressInvalid',
  'wrongPassword',
  'registrationRefused',
  'lineHostGone',
  // microphone
  'microphoneRefused',
  'microphoneNotAsked',
  'microphoneMissing',
  'microphoneBusy',
  // calls
  'callInProgress',
  'numberInvalid',
  'numberWithheld',
  'callUnknown',
  'callFailed',
  // CRM
  'crmUnreachable',
  'crmSignInNeeded',
  'crmRejected',
  'crmNotSetUp',
  'crmAccessMissing',
  'addressInvalid',
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

/** Turns anything thrown into a code and a detail; what is no AppError is a bug and becomes `internal`. */
export function asFailure(error: unknown): { code: ErrorCode; detail: string } {
  if (error instanceof AppError) return { code: error.code, detail: error.detail ?? '' };
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}

/** The one place where a bug surfaces in a context: once in its console, with what was being done. */
export function report(error: unknown, when: string): void {
  console.error(`[Ringside] ${when}:`, error);
}
