import { defineBackground } from 'wxt/utils/define-background';
import { App } from '../lib/app';
import { listenToIconKey } from '../lib/icon-key';
import { localLineHost } from '../lib/softphone/local';
import { remoteLineHost } from '../lib/softphone/remote';

export default defineBackground({
  type: 'module',
  persistent: true,
  main() {
    listenToIconKey();
    // Firefox has no offscreen documents: there the line lives in this page, which stays.
    new App(import.meta.env.FIREFOX ? localLineHost() : remoteLineHost()).listen();
  },
});
