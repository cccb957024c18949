/**
 * Tooltips, questions and menus of one frame of a CRM page. Brought in when a person first touches an icon there: pages
 * carry nothing of it before.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { toolsOf } from '../lib/page/tools';

/** In our own world, which no page can see: the content script asks for it. */
const world = globalThis as { ringsideTools?: typeof toolsOf };

export default defineUnlistedScript(() => {
  world.ringsideTools = toolsOf;
});
