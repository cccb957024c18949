/** The side panel's first script: begins what its large one will ask for. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { beginEarly, type Early } from '../lib/panel-early';

const world = globalThis as unknown as {
  browser: { i18n: { getUILanguage(): string } };
  ringsideEarly?: Early;
};

export default defineUnlistedScript(() => {
  world.ringsideEarly = beginEarly(world.browser.i18n.getUILanguage());
});
