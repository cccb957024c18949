/** What the options page and the first run do about lines whose calls live in another program. */
import { browser } from 'wxt/browser';
import { type ErrorCode, report } from './errors';
import { askBackground, type LineTestStep, type UiCalls } from './messages';
import type { Settings } from './settings';
import { addressFor } from './softphone/hand-off';
import { NATIVE } from './softphone/native-port';
import type { HandOffScheme } from './softphone/softphone';
import { openAddress } from './surfaces/hand-off';

/** Reserved for fiction: whoever has it dialled reaches nobody. */
const NOBODY = '+493023125001';

interface Failing {
  fail(failure: { code: ErrorCode; detail: string }): void;
}

export interface DeskLine {
  onSave(patch: Partial<Settings>): Promise<boolean>;
  onTestDesktop(): Promise<LineTestStep[]>;
  onTryHandOff(scheme: HandOffScheme): void;
}

/** Ways to save and try such a line. Browsers ask for the permission only in the course of the click. */
export function deskLine(save: (patch: Partial<Settings>) => Promise<boolean>, commands: Failing): DeskLine {
  const allow = () =>
    browser.permissions.request(NATIVE).catch((error: unknown) => {
      report(error, 'permission');
      return false;
    });
  return {
    async onSave(patch) {
      if (patch.connector !== 'desktop' || (await allow())) return save(patch);
      commands.fail({ code: 'desktopAppNotAllowed', detail: '' });
      return false;
    },
    async onTestDesktop() {
      const allowed = await allow();
      if (!allowed) return [{ step: 'program', ok: false, ms: 0, error: 'desktopAppNotAllowed' }];
      return askBackground<UiCalls, 'testDesktop'>('testDesktop', {});
    },
    onTryHandOff(scheme) {
      openAddress(addressFor(scheme, NOBODY)).catch((error: unknown) => report(error, 'hand-over'));
    },
  };
}
