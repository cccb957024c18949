/**
 * What the options page and the first run do with the browser and the background to set us up. Browsers ask for access to
 * sites only in the course of a click: permissions.request MUST be called before anything asynchronous in its handler.
 */
import { browser } from 'wxt/browser';
import { originsFor } from './crm/form';
import { accountOf, CRM_FORMS, type CrmRecordSettings } from './crm/forms';
import type { AddressPages } from './crm-pages';
import { AppError, type ErrorCode, report } from './errors';
import { askBackground, type LineTestStep, type UiCalls } from './messages';
import { patternOf } from './permissions';
import type { CommandResult, SipAccount } from './softphone/softphone';

/** Runs commands and shows what went wrong; see useCommands. */
interface Runner {
  run(command: () => Promise<CommandResult>): Promise<boolean>;
  fail(failure: { code: ErrorCode; detail: string }): void;
}

/** The match pattern of what was typed, or undefined where it is no web address. */
export function patternOrNone(typed: string): string | undefined {
  try {
    return patternOf(typed);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Asks for access to an address and makes it a CRM address. */
export async function addAddress(pattern: string, commands: Runner): Promise<'added' | 'refused' | 'failed'> {
  const granted = browser.permissions.request({ origins: [pattern] });
  if (!(await granted.catch(() => false))) return 'refused';
  const added = await commands.run(() => askBackground<UiCalls, 'addCrmAddress'>('addCrmAddress', { pattern }));
  return added ? 'added' : 'failed';
}

/** Takes an address off, and gives its access back. */
export function removeAddress(pattern: string, commands: Runner): Promise<boolean> {
  return commands.run(() => askBackground<UiCalls, 'removeCrmAddress'>('removeCrmAddress', { pattern }));
}

/** Does something with a CRM after access to its servers was given; `otherwise` when it was not. */
export async function allowCrm<T>(
  crm: CrmRecordSettings,
  commands: Runner,
  then: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  if (crm.adapter === 'none') return then();
  const origins = originsFor(CRM_FORMS[crm.adapter], accountOf(crm)).map((origin) => patternOf(origin));
  // Said before it is asked for, and not waited for: the browser asks only in the course of the click.
  const told = askBackground<UiCalls, 'expectApiAccess'>('expectApiAccess', { crm });
  const granted = origins.length > 0 ? browser.permissions.request({ origins }) : Promise.resolve(false);
  await told.catch((error: unknown) => report(error, 'access'));
  if (await granted.catch(() => false)) return then();
  commands.fail({ code: origins.length > 0 ? 'crmAccessMissing' : 'addressInvalid', detail: crm.url });
  return otherwise;
}

/** Tries a line step by step; no step at all where nobody could be asked. */
export async function testLine(account: SipAccount, commands: Runner): Promise<LineTestStep[]> {
  try {
    return await askBackground<UiCalls, 'testLine'>('testLine', { account });
  } catch (error) {
    report(error, 'line test');
    commands.fail({ code: 'internal', detail: '' });
    return [];
  }
}

/** What holds for the pages of one address. */
export function choosePages(pattern: string, patch: Partial<AddressPages>, commands: Runner): Promise<boolean> {
  return commands.run(() => askBackground<UiCalls, 'choosePages'>('choosePages', { pattern, patch }));
}

/** Field picker or "why" view in the tab in front ('') or in one of this address. */
export function startPicker(mode: 'pick' | 'why', pattern: string, commands: Runner): Promise<boolean> {
  return commands.run(() => askBackground<UiCalls, 'startPicker'>('startPicker', { mode, pattern }));
}
