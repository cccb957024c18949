/** What answers a person's touch: the click at once, and what tools.ts has for it as soon as that is there. */
import type { PageQuestion } from '../messages';
import { onTrustedClick } from './click';
import type { Dressing } from './dressing';
import type { Tools } from './tools';

export interface Touch {
  /** What a click does now; shown after a moment of hovering. */
  setText(text: string): void;
  /** Shows a sentence at once for some seconds. */
  notify(text: string): void;
  /** Resolves with whether the user agreed; what could not be asked is a no. */
  ask(question: PageQuestion): Promise<boolean>;
  /** Takes away all that is shown. */
  hide(): void;
}

const RETRY_MS = 500;
const TRIES = 10;

/** The tools, once they are in this frame; undefined where they cannot come, or not within a second. */
export let bring: () => Promise<Tools | undefined>;

/** How the tools come into this frame. MUST be told before anything can be touched. */
export function bringToolsBy(way: typeof bring): void {
  bring = way;
}

/** The tools also where they come late, as on a busy page: asked for again for some seconds; undefined where they do not come. */
export async function bringInTime(signal: AbortSignal): Promise<Tools | undefined> {
  for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
    const tools = await bring();
    // In Firefox a page that was left throws at a timer.
    if (tools || !document.defaultView) return tools;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return undefined;
}

/** Arms `target`, in its closed root, for the person who is just touching it. */
export function touchOf(root: ShadowRoot, target: HTMLElement, text: string, click: () => void): Touch {
  let words = text;
  let dressing: Dressing | undefined;
  const dress = async () => {
    const tools = dressing ? undefined : await bring();
    // It may be gone by now, and two may have waited.
    if (!root.host.isConnected) return undefined;
    dressing ??= tools?.dress(root, target, words);
    return dressing;
  };
  onTrustedClick(target, click);
  void dress();
  return {
    setText(next) {
      words = next;
      dressing?.setText(words);
    },
    notify: (sentence) => void dress().then((tools) => tools?.notify(sentence)),
    ask: async (question) => (await dress())?.ask(question) ?? false,
    hide: () => dressing?.hide(),
  };
}
