import { defineBackground } from 'wxt/utils/define-background';
import { App } from '../lib/app';
import { report } from '../lib/errors';
import { listenToIconKey } from '../lib/icon-key';
import { lineConfig } from '../lib/line-care';
import { openLog } from '../lib/log-opening';
import { followPicture } from '../lib/panel-picture';
import { reopen } from '../lib/renewal';
import { loadSettings } from '../lib/settings';
import { openNative } from '../lib/softphone/native-port';
import { pageLineHost } from '../lib/softphone/page-line';
import { workerLineHosts } from '../lib/softphone/worker-line';
import { openAddress } from '../lib/surfaces/hand-off';

const REACH = { openNative, openAddress };

/** The line that the settings describe, if there is to be one. */
async function inForce() {
  const settings = await loadSettings();
  return settings.moduleOn ? lineConfig(settings) : null;
}

export default defineBackground({
  type: 'module',
  persistent: true,
  main() {
    listenToIconKey();
    openLog();
    followPicture();
    reopen().catch((error: unknown) => report(error, 'opening pages again'));
    // Firefox has no offscreen documents: there the line lives in this page, which stays.
    new App(import.meta.env.FIREFOX ? pageLineHost(REACH) : workerLineHosts(REACH, inForce)).listen();
  },
});
