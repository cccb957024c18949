/**
 * The content script of CRM pages: carries messages between lib/page and the background. Registered at run time for CRM
 * addresses only. WXT's context, which a page can invalidate by a DOM event, is left out (no-context.ts).
 */
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { answer, askBackground, byName, type PageCalls, type PageConfig, type PushHandlers } from '../../lib/messages';
import type { PageCallbacks } from '../../lib/page/callbacks';
import { type Page, startPage } from '../../lib/page/page';
import { awaitFrame } from '../../lib/page/schedule';
import type { toolsOf } from '../../lib/page/tools';
import type { Vocabulary } from '../../lib/page/vocabulary';

/** No `matches`: with them WXT would ask for these hosts at install. */
export default defineContentScript({ registration: 'runtime', main: start });

/** Set in our own world, which no page can see: registration and executeScript may both bring us here. */
const world = globalThis as {
  ringsideGreet?: () => void;
  ringsideTypedAt?: number;
  /** Lent to entrypoints/icon-keys.ts. */
  ringsideStops?: Page['stops'];
  /** From entrypoints/page-tools.ts. */
  ringsideTools?: typeof toolsOf;
};

function start(): void {
  if (world.ringsideGreet) {
    world.ringsideGreet();
    return;
  }
  let vocabulary: Vocabulary | undefined;
  let running: { page: Page; stop: AbortController; config: PageConfig } | undefined;

  const end = () => {
    running?.stop.abort();
    running = undefined;
  };
  const configure = (config: PageConfig | null) => {
    // Other profiles or rules of numbers read the whole page in another way: it is begun anew.
    if (!config?.on || (running && !isReadAlike(running.config, config))) end();
    if (!config?.on) return;
    // Pushed to a frame whose hello nobody heard: it has no words to read by yet.
    if (!vocabulary) return void greet();
    if (running) running.page.configure(config);
    const stop = running?.stop ?? new AbortController();
    running = { page: running?.page ?? startPage(callbacks, config, vocabulary, stop.signal), stop, config };
  };
  const greet = async () => {
    if (!isAlive()) return configure(null);
    try {
      const greeting = await askBackground<PageCalls, 'hello'>('hello', {});
      vocabulary = greeting?.vocabulary ?? vocabulary;
      configure(freeze(greeting?.config ?? null));
    } catch {
      // No background to answer: nothing is shown. It says hello itself once it is up, by pushing the configuration.
      configure(null);
    }
  };
  const handlers: Omit<PushHandlers, 'pickerTurns'> = {
    configure: ({ config }) => {
      configure(freeze(config));
      return null;
    },
    states: ({ states }) => {
      running?.page.states(states);
      return null;
    },
    endPicking() {
      // What lay over the page hid where icons may stand.
      const { config } = running ?? {};
      end();
      configure(config ?? null);
      return null;
    },
  };
  world.ringsideStops = () => running?.page.stops() ?? [];
  world.ringsideGreet = () => void greet();
  answer('page', byName(handlers));
  // Read by surfaces/typing.ts: nothing opens in front of somebody who is writing.
  window.addEventListener('keydown', noteTyping, { capture: true, passive: true });
  // A page from the back/forward cache missed every push.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void greet().then(() => running?.page.shownAgain());
  });
  awaitFrame();
  void greet();
}

const callbacks: PageCallbacks = {
  judge: (candidates) => askBackground<PageCalls, 'judge'>('judge', { candidates }),
  follow: (numbers) => askBackground<PageCalls, 'follow'>('follow', { numbers }),
  // A name that is not remembered is told again by the next page that shows it.
  seen: (sightings) => void askBackground<PageCalls, 'seen'>('seen', { sightings }).catch(() => undefined),
  dial: (data) => askBackground<PageCalls, 'dialFromPage'>('dialFromPage', data),
  hangUp: (number) => askBackground<PageCalls, 'hangUpFromPage'>('hangUpFromPage', { number }),
  open: (number) => askBackground<PageCalls, 'openFromPage'>('openFromPage', { number }),
  async tools() {
    // Where the extension was replaced or the frame is being left there are none: who asks does without.
    if (!world.ringsideTools) await askBackground<PageCalls, 'tools'>('tools', {}).catch(() => undefined);
    return world.ringsideTools;
  },
  alive: isAlive,
  log: (text) => console.info(`[Ringside] ${text}`),
};

function noteTyping(event: KeyboardEvent): void {
  if (event.isTrusted) world.ringsideTypedAt = Date.now();
}

/** False once the extension was updated, switched off or removed: this copy is then cut off for good. */
function isAlive(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    return false;
  }
}

function isReadAlike(a: PageConfig, b: PageConfig): boolean {
  return a.numbers === b.numbers && JSON.stringify(a.profiles) === JSON.stringify(b.profiles);
}

function freeze(config: PageConfig | null): PageConfig | null {
  if (!config) return null;
  Object.freeze(config.line);
  Object.freeze(config.texts);
  return Object.freeze(config);
}
