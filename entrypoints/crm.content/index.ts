/**
 * The content script of CRM pages: carries messages between lib/page and the background. Registered at run time for CRM
 * addresses only. Nothing is bound to WXT's context, which a page can invalidate by a DOM event.
 */
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { answer, askBackground, byName, type PageCalls, type PageConfig, type PushHandlers } from '../../lib/messages';
import type { PageCallbacks } from '../../lib/page/callbacks';
import { type Page, startPage } from '../../lib/page/page';

/** No `matches`: with them WXT would ask for these hosts at install. */
export default defineContentScript({ registration: 'runtime', noScriptStartedPostMessage: true, main: start });

/** Set in our own world, which no page can see: registration and executeScript may both bring us here. */
const world = globalThis as { ringsideGreet?: () => void };

function start(): void {
  if (world.ringsideGreet) {
    world.ringsideGreet();
    return;
  }
  let running: { page: Page; stop: AbortController; profiles: string } | undefined;

  const configure = (config: PageConfig | null) => {
    const profiles = JSON.stringify(config?.profiles);
    // Other profiles read the whole page in another way: it is begun anew.
    if (running && (!config?.on || running.profiles !== profiles)) {
      running.stop.abort();
      running = undefined;
    }
    if (!config?.on) return;
    if (running) running.page.configure(config);
    else {
      const stop = new AbortController();
      running = { page: startPage(callbacks, config, stop.signal), stop, profiles };
    }
  };
  const greet = async () => {
    if (!isAlive()) return configure(null);
    try {
      configure(freeze(await askBackground<PageCalls, 'hello'>('hello', {})));
    } catch {
      // No background to answer: nothing is shown. It says hello itself once it is up, by pushing the configuration.
      configure(null);
    }
  };
  const handlers: PushHandlers = {
    configure: ({ config }) => {
      configure(freeze(config));
      return null;
    },
    states: ({ states }) => {
      running?.page.states(states);
      return null;
    },
  };
  world.ringsideGreet = () => void greet();
  answer('page', byName(handlers));
  // A page from the back/forward cache missed every push.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void greet();
  });
  void greet();
}

const callbacks: PageCallbacks = {
  judge: (candidates) => askBackground<PageCalls, 'judge'>('judge', { candidates }),
  follow: (numbers) => askBackground<PageCalls, 'follow'>('follow', { numbers }),
  dial: (data) => askBackground<PageCalls, 'dialFromPage'>('dialFromPage', data),
  hangUp: (number) => askBackground<PageCalls, 'hangUpFromPage'>('hangUpFromPage', { number }),
  open: (number) => askBackground<PageCalls, 'openFromPage'>('openFromPage', { number }),
  alive: isAlive,
  log: (text) => console.info(`[Ringside] ${text}`),
};

/** False once the extension was updated, switched off or removed: this copy is then cut off for good. */
function isAlive(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    return false;
  }
}

function freeze(config: PageConfig | null): PageConfig | null {
  if (!config) return null;
  Object.freeze(config.line);
  Object.freeze(config.texts);
  return Object.freeze(config);
}
