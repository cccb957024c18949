/**
 * Buttons of masks, tooltips, questions and menus of one frame of a CRM page, and whose its numbers are. Brought in once it
 * shows icons: pages without any carry nothing of it.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { toolsOf } from '../lib/page/tools';

/** In our own world, which no page can see: the content script asks for it. */
const world = globalThis as { ringsideTools?: typeof toolsOf };

export default defineUnlistedScript(() => {
  world.ringsideTools = toolsOf;
});
