/** One call button per mask that shows numbers now. */
import type { CrmProfile } from '../crm/profile';
import type { PageConfig } from '../messages';
import type { Place } from './find-phones';
import type { IconState } from './icon';
import { createMaskButton, type MaskButton } from './mask-button';
import { groupByMask } from './masks';
import type { Asker } from './question';
import type { Placeable } from './standing';

/** A number that has its icon. */
interface Shown {
  readonly place: Place;
  readonly number: string;
  readonly display: string;
}

interface Mask<T> extends Placeable {
  button: MaskButton;
  entries: T[];
}

export interface MaskButtons<T> {
  /** Sets the buttons to what has icons now. */
  update(shown: Iterable<T>): void;
  /** Puts the buttons back to their place. */
  putBack(): void;
  /** Shows the numbers' states again. */
  show(): void;
}

export interface MaskNeeds<T> {
  profile: CrmProfile | undefined;
  /** Does what a click on this number does; resolves with a sentence to show, '' for none. `ask` puts a question before. */
  act(shown: T, ask: Asker['ask']): Promise<string>;
  /** Puts buttons at their masks, or back there. */
  put(masks: Iterable<Placeable>): void;
  /** This one is gone. */
  drop(mask: Placeable): void;
  stateNow(number: string): IconState;
  config(): PageConfig;
}

/** The mask buttons of one frame. */
export function maskButtonsOf<T extends Shown>({
  profile,
  act,
  put,
  drop,
  stateNow,
  config,
}: MaskNeeds<T>): MaskButtons<T> {
  const masks = new Map<Element, Mask<T>>();

  const choose = async ({ entries, button }: Mask<T>, number: string) => {
    const entry = entries.find((each) => each.number === number);
    const message = entry && (await act(entry, button.ask));
    if (message) button.notify(message);
  };

  const make = (element: Element): Mask<T> | undefined => {
    const button = createMaskButton((number) => void choose(mask, number));
    if (!button) return undefined;
    const mask: Mask<T> = { button, host: button.host, place: { element, shape: 'mask' }, entries: [], fit: () => {} };
    return mask;
  };

  const show = (mask: Mask<T>) => {
    const { texts, line } = config();
    const entries = mask.entries.map(({ number, display, place }) => ({
      number,
      display,
      field: place.label,
      state: stateNow(number),
    }));
    const live = entries.find(({ state }) => state === 'active');
    const ringing = entries.find(({ state }) => state === 'ringing');
    const word = live ? texts.hangUp : ringing ? texts.ringing : texts.callButton;
    const why = live || ringing || line.ready ? '' : line.why;
    mask.button.show({ entries, demo: line.demo, word, why, choose: texts.choose });
  };

  return {
    update(shown) {
      const groups = groupByMask(shown, profile);
      for (const [element, mask] of masks) {
        if (groups.has(element) && element.isConnected) continue;
        drop(mask);
        mask.button.remove();
        masks.delete(element);
      }
      for (const [element, entries] of groups) {
        const known = masks.get(element);
        const mask = known ?? make(element);
        if (!mask) return;
        masks.set(element, mask);
        if (known && sameNumbers(known.entries, entries)) continue;
        mask.entries = entries;
        show(mask);
      }
      put(masks.values());
    },
    putBack: () => put(masks.values()),
    show() {
      for (const mask of masks.values()) show(mask);
      // Other words, other width.
      put(masks.values());
    },
  };
}

function sameNumbers(a: Shown[], b: Shown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i] && each.number === b[i]?.number);
}
