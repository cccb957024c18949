/**
 * Access to sites. Browsers ask for it only in the course of a click: permissions.request MUST be called before anything
 * asynchronous in the click's handler.
 */
import { browser } from 'wxt/browser';
import type { AddOutcome } from '../../components/options/AddressSection';
import type { Commands } from '../../components/use-command';
import { AppError } from '../../lib/errors';
import { askBackground, type UiCalls } from '../../lib/messages';
import { patternOf } from '../../lib/permissions';
import type { CrmRecordSettings } from '../../lib/settings';

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
export async function addAddress(pattern: string, commands: Commands): Promise<AddOutcome> {
  const granted = browser.permissions.request({ origins: [pattern] });
  if (!(await granted.catch(() => false))) return 'refused';
  const added = await commands.run(() => askBackground<UiCalls, 'addCrmAddress'>('addCrmAddress', { pattern }));
  return added ? 'added' : 'failed';
}

/** Does something with a CRM after access to its address was given; `otherwise` when it was not. */
export async function allowCrm<T>(
  crm: CrmRecordSettings,
  commands: Commands,
  then: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  if (crm.adapter === 'none') return then();
  const pattern = patternOrNone(crm.url);
  const granted = pattern ? browser.permissions.request({ origins: [pattern] }) : Promise.resolve(false);
  if (await granted.catch(() => false)) return then();
  commands.fail({ code: pattern ? 'crmAccessMissing' : 'addressInvalid', detail: crm.url });
  return otherwise;
}
