/** What our own pages may ask about the line besides using it. */
import { browser } from 'wxt/browser';
import { lineReport } from './line-report';
import type { UiHandlers } from './messages';
import { dismissOutages, recentOutages } from './outages';
import type { LineHostControl } from './softphone/remote';
import { loadLine } from './status';

const MOST_OUTAGES = 100;

/** @param isOn asking a line host would start one, and switched off there is none (R1) */
export function lineHandlers(
  host: LineHostControl,
  isOn: () => Promise<boolean>,
): Pick<UiHandlers, 'dismissOutages' | 'lineReport'> {
  return {
    async dismissOutages() {
      await dismissOutages();
      return { ok: true };
    },
    async lineReport({ fullNumbers, browser: name }) {
      const [line, outages, on] = await Promise.all([loadLine(), recentOutages(MOST_OUTAGES), isOn()]);
      const log = on ? await host.lineLog() : [];
      const { version } = browser.runtime.getManifest();
      return lineReport({ version, browser: name, at: Date.now(), line, outages, log }, fullNumbers);
    },
  };
}
