/** What our own pages may ask about the line besides using it. */
import { browser } from 'wxt/browser';
import { lineReport } from './line-report';
import type { UiHandlers } from './messages';
import { dismissOutages, recentOutages } from './outages';
import { probeDesktop, stepsOf } from './softphone/desktop-test';
import { openNative } from './softphone/native-port';
import type { LineHostControl } from './softphone/remote';
import type { LineState } from './softphone/softphone';
import { loadLine } from './status';
import { openAddress } from './surfaces/hand-off';

const MOST_OUTAGES = 100;
const SETTLED_WITHIN_MS = 8000;

/** @param isOn asking a line host would start one, and switched off there is none (R1) */
export function lineHandlers(
  host: LineHostControl,
  isOn: () => Promise<boolean>,
): Pick<UiHandlers, 'dismissOutages' | 'lineReport' | 'testDesktop'> {
  return {
    async testDesktop() {
      const at = Date.now();
      // One program at a time speaks with the softphone: while it is our line, the line tells.
      const own = (await loadLine()).connector === 'desktop';
      const word = own ? await settled(host) : await probeDesktop({ openNative, openAddress }, Date.now);
      return stepsOf(word, Date.now() - at);
    },
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

/** Lets the line try now, and waits until it knows how it is. */
async function settled(host: LineHostControl): Promise<LineState> {
  await host.retryNow();
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const line = await loadLine();
    if (line.phase !== 'connecting' || Date.now() > until) return line;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
