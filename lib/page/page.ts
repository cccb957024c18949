/**
 * Ringside in one frame of a CRM page: finds numbers, gives each its icon and each mask its button, keeps them right.
 * Knows no messages, storage or extension API: everything goes through the callbacks.
 */
import { interpret } from '../crm/interpret';
import type { NumberState, PageConfig } from '../messages';
import type { PageCallbacks } from './callbacks';
import { columnHead, isCell } from './columns';
import { countryHere } from './country';
import { Decorations } from './decorate';
import type { Stop } from './icon-keys';
import { followInputs } from './inputs';
import type { Knowledge } from './knowledge';
import { holdsNumber } from './label-text';
import { LAYER } from './layer';
import { classifyLabel, fold, hasWordOf, isWordOf, learn, selectorOf } from './lexicon';
import { followLinks } from './links';
import { followTouches, keepEvents, wear } from './shell';
import { isLongList } from './survey';
import { bringToolsBy } from './touch';
import type { Vocabulary } from './vocabulary';
import { Watch } from './watch';

/** Lent to the tools. */
export const KNOWLEDGE: Knowledge = {
  ...{ columnHead, isCell, holdsNumber, classifyLabel, fold, hasWordOf, isWordOf, isLongList, selectorOf, keepEvents },
};

export interface Page {
  configure(config: PageConfig): void;
  states(states: Record<string, NumberState>): void;
  /** The page is shown again, as it was left: what its numbers do now is asked anew. */
  shownAgain(): void;
  /** All icons, for the keyboard. */
  stops(): Iterable<Stop>;
}

/**
 * Starts. When the signal aborts, everything of ours leaves the page and its DOM is as it was.
 * MUST be started once per frame; hosts that an earlier copy left behind are removed.
 */
export function startPage(
  callbacks: PageCallbacks,
  config: PageConfig,
  vocabulary: Vocabulary,
  signal: AbortSignal,
): Page {
  const orphaned = new AbortController();
  const stopped = AbortSignal.any([signal, orphaned.signal]);
  const failed = sayOnce(callbacks, () => orphaned.abort());
  const guarded = (work: () => void) => {
    if (callbacks.alive()) work();
    else orphaned.abort();
  };
  learn(vocabulary);
  wear(vocabulary.styles);
  bringToolsBy(async () => (await callbacks.tools())?.(vocabulary.styles, KNOWLEDGE));
  removeLeftovers();
  const reading = {
    profile: interpret(config.profiles, document),
    country: countryHere(),
  };
  const again = (holder: Element) => watch.refresh(holder);
  const decorations = new Decorations({ callbacks, reading, signal: stopped, failed, again }, config);
  const inputs = followInputs(again, stopped);
  const watch: Watch = new Watch(
    {
      read(holder) {
        inputs.note(holder);
        guarded(() => decorations.read(holder));
      },
      readAll: () => (callbacks.alive() ? decorations.readAll() : Promise.resolve()),
      leave(holder) {
        inputs.forget(holder);
        decorations.leave(holder);
      },
      settle: () => guarded(() => decorations.settle()),
      stirred: inputs.wake,
      root(root) {
        inputs.listen(root);
        followTouches(root, stopped);
      },
    },
    stopped,
  );
  stopped.addEventListener('abort', () => decorations.clear());
  let linksDial = config.linksDial;
  followLinks({ on: () => linksDial && callbacks.alive(), press: (link) => decorations.pressLink(link) }, stopped);
  return {
    configure(next) {
      linksDial = next.linksDial;
      decorations.configure(next);
    },
    states: (states) => decorations.states(states),
    shownAgain: () => decorations.followAgain(),
    stops: () => decorations.stops(),
  };
}

/** The extension was updated or removed: we leave without a word. Anything else is said once. */
function sayOnce(callbacks: PageCallbacks, stop: () => void): (error: unknown) => void {
  let said = false;
  return (error) => {
    if (!callbacks.alive()) return stop();
    if (said) return;
    said = true;
    callbacks.log(error instanceof Error ? error.message : String(error));
  };
}

/** A copy of us that was cut off by an update cannot clear up; it notices that its hosts are gone and stops. */
function removeLeftovers(): void {
  // By name: a browser finds one name many times as fast as it tries three selectors on each element of a long page.
  for (const name of ['ringside-call', 'ringside-mask-call'])
    for (const host of [...document.getElementsByTagName(name)])
      if (host.matches('[data-number], [data-numbers]')) (host.closest(LAYER) ?? host).remove();
}
