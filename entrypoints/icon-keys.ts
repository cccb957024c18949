/**
 * The keyboard's way to the icons in one frame of a CRM page. Injected when the browser's shortcut is pressed there, and
 * never before: pages of people who do not use it carry nothing of it.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { iconKeys, type Stop } from '../lib/page/icon-keys';

/** In our own world, which no page can see: the content script lends its icons. */
const world = globalThis as { ringsideStops?: () => Iterable<Stop>; ringsideKeys?: { go(): void } };

export default defineUnlistedScript(() => {
  world.ringsideKeys ??= iconKeys(() => world.ringsideStops?.() ?? []);
  world.ringsideKeys.go();
});
