/** One call button per mask that shows numbers now. */
import type { PageConfig } from '../messages';
import type { Actor } from './act';
import { type Place, placesOf, type Reading } from './find-phones';
import type { IconState } from './icon';
import { createMaskButton, type MaskButton } from './mask-button';
import { groupByMask } from './masks';
import type { Placer } from './place';
import { samePlace } from './same-place';
import type { Placeable } from './standing';

/** A number that has its icon. */
interface Shown {
  readonly holder: Element;
  place: Place;
  number: string;
  display: string;
}

interface Mask extends Placeable {
  button: MaskButton;
  entries: Shown[];
}

export interface MaskButtons {
  /** Sets the buttons to what has icons now. */
  update(decorations: Iterable<Shown>): void;
  /** Puts the buttons back to their place. */
  arrange(): void;
  /** Shows the numbers' states again. */
  show(): void;
}

export interface MaskNeeds {
  reading: Reading;
  actor: Actor;
  placer: Placer;
  stateOf(number: string): IconState;
  config(): PageConfig;
}

/** The mask buttons of one frame. */
export function maskButtonsOf({ reading, actor, placer, stateOf, config }: MaskNeeds): MaskButtons {
  const masks = new Map<Element, Mask>();

  const press = async (mask: Mask, number: string) => {
    const entry = mask.entries.find((each) => each.number === number);
    if (!entry) return;
    const position = mask.entries.filter(({ holder }) => holder === entry.holder).indexOf(entry);
    const place = samePlace(entry.place, placesOf(entry.holder, reading), position);
    const { message } = await actor.press(place, number, mask.button.ask);
    if (message) mask.button.notify(message);
  };

  const make = (element: Element): Mask | undefined => {
    const button = createMaskButton((number) => void press(mask, number));
    if (!button) return undefined;
    const mask: Mask = { button, host: button.host, place: { element, shape: 'mask' }, entries: [], fit: () => {} };
    return mask;
  };

  const show = (mask: Mask) => {
    const { texts, line } = config();
    const entries = mask.entries.map(({ number, display, place }) => ({
      number,
      display,
      field: place.label,
      state: stateOf(number),
    }));
    const live = entries.find(({ state }) => state === 'active');
    const ringing = entries.find(({ state }) => state === 'ringing');
    const word = live ? texts.hangUp : ringing ? texts.ringing : texts.callButton;
    const why = live || ringing || line.ready ? '' : line.why;
    mask.button.show({ entries, demo: line.demo, word, why, choose: texts.choose });
  };

  return {
    update(decorations) {
      const groups = groupByMask(decorations, reading.profile);
      for (const [element, mask] of masks) {
        if (groups.has(element) && element.isConnected) continue;
        placer.forget(mask);
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
      placer.arrange(masks.values());
    },
    arrange: () => placer.arrange(masks.values()),
    show() {
      for (const mask of masks.values()) show(mask);
      // Other words, other width.
      placer.arrange(masks.values());
    },
  };
}

function sameNumbers(a: Shown[], b: Shown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i] && each.number === b[i]?.number);
}
