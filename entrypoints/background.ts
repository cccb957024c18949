import { defineBackground } from 'wxt/utils/define-background';
import { App } from '../lib/app';
import { remoteLineHost } from '../lib/softphone/remote';

export default defineBackground({
  type: 'module',
  persistent: true,
  main() {
    new App(remoteLineHost()).listen();
  },
});
