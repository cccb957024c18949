import { habitOf, isBuried, isInSight, isUnderPin, ROOM, spotsOf, takeSpots, verify } from './choose';
import { type ClipReader, clipReader } from './clip';
import { groundReader } from './ground';
import { isOurs } from './label-text';
import { type Layers, layersOf, scrollerReader } from './layer';
import { isUnder } from './pins';
import { setStyle } from './shell';
import { span, spanIn } from './span';
import { type Box, shared } from './spots';
import {
  anchorReader,
  distanceOf,
  type Item,
  isSameDistance,
  move,
  type Placeable,
  round,
  type Standing,
  show,
  type Target,
} from './standing';

/** Children from which on a list is left alone: what is put into it costs a layout of the whole. */
const LONG_LIST = 100;
/** Nothing that can be clicked stands inside of these. */
const BUTTONS = 'button, [role="button"]';
/** A host that the page threw out so often stands in a layer from then on, where nobody redraws it away. */
const MAX_INLINE = 3;
/** A host is put back at once so many times; after that once a pause: some pages answer each time by throwing it out. */
const MAX_AT_ONCE = 10;
const PAUSE_MS = 2000;
/** In px: up and to the left of where it would lie else, further than an icon is large. */
const ASIDE = -32;
/** From so many icons on one in `SAMPLE` is looked at each time, and all of them each `SAMPLE` times and `ALL_MS` later. */
const MANY = 40;
const SAMPLE = 8;
const ALL_MS = 200;

export interface Placer {
  /** Puts these icons at their numbers, or back there. `changed`: their numbers may stand elsewhere in their elements. */
  arrange(icons: Iterable<Placeable>, changed?: boolean): void;
  /** Puts all icons back. Of many only some are looked at, as long as these stand right; soon after the last time all. */
  settle(icons: Iterable<Placeable>): void;
  forget(icon: Placeable): void;
  sweep(): void;
}

function presentOf(icons: Iterable<Placeable>): Placeable[] {
  return [...icons].filter(({ place }) => place.element.isConnected);
}

/** The placer of one document; `again` has it arrange all once more after the next frame. */
export function placerOf(again: () => void): Placer {
  const standings = new WeakMap<Placeable, Standing>();
  const layers = layersOf();
  const rest = pauseOf(again);
  const dueReader = () => {
    const [anchorOf, clipOf] = [anchorReader(), clipReader()];
    return (icon: Placeable) => !isSettled(icon, standings.get(icon), anchorOf, clipOf);
  };
  const put = (due: Placeable[]) => {
    if (due.length > 0 && arrange(due, standings, layers, rest)) again();
  };
  let turn = 0;
  let isWaiting = false;
  return {
    arrange(icons, changed = false) {
      const isDue = dueReader();
      put(presentOf(icons).filter((icon) => changed || isDue(icon)));
    },
    settle(icons) {
      layers.refresh();
      const present = presentOf(icons);
      const isDue = dueReader();
      turn = (turn + 1) % SAMPLE;
      if (!turn || present.length < MANY || present.some((icon, i) => i % SAMPLE === turn && isDue(icon)))
        return put(present.filter(isDue));
      put(present.filter((icon) => !standings.get(icon)?.settled));
      // In Firefox a page that was left throws at a timer.
      if (isWaiting || !document.defaultView) return;
      isWaiting = true;
      setTimeout(() => {
        isWaiting = false;
        turn = -1;
        again();
      }, ALL_MS);
    },
    forget: (icon) => void standings.delete(icon),
    sweep: layers.sweep,
  };
}

/**
 * Reads and writes in turns, each for all icons at once: every turn back costs one layout of the page. Returns whether some
 * stand in the page hidden, to be moved to their spots once the page has been laid out with them.
 */
function arrange(
  icons: Placeable[],
  standings: WeakMap<Placeable, Standing>,
  layers: Layers,
  rest: (standing: Standing) => boolean,
): boolean {
  const standing: Item[] = [];
  const fresh: Item[] = [];
  const hidden: Placeable[] = [];
  const listOf = longListReader();
  const scrollerOf = scrollerReader();
  const clipOf = clipReader();
  for (const icon of icons) {
    const known = standings.get(icon);
    const list = known?.list?.contains(icon.place.element) ? known.list : listOf(icon.place.element);
    const clip = clipOf(icon.place.element, list);
    const box = uncut(icon.place, clip.cut);
    const item = { icon, box, clip, standing: known ?? firstStanding(icon, box, list) };
    // Whoever is at it by the keyboard stays there.
    if (isEmpty(box) || (isUnderPin(item) && !icon.host.matches(':focus-within'))) {
      hidden.push(icon);
      continue;
    }
    item.standing.list = list;
    standings.set(icon, item.standing);
    if (!icon.host.isConnected) {
      if (!rest(item.standing)) fresh.push(item);
    } else if (isStray(item, scrollerOf)) {
      Object.assign(item.standing, { layered: true, verified: false, spotsTried: 0 });
      fresh.push(item);
    } else standing.push(item);
  }
  move(standing);
  verify(standing);
  for (const icon of hidden) {
    const known = standings.get(icon);
    if (known && icon.host.isConnected) show(icon.host, known, false);
  }
  return fresh.length > 0 && settleIn(fresh, layers, scrollerOf);
}

/** Tells whether a host that was thrown out often has to pause before it comes back. */
function pauseOf(again: () => void): (standing: Standing) => boolean {
  let isWaiting = false;
  return (standing) => {
    const now = performance.now();
    standing.insertions = Math.max(0, standing.insertions - (now - standing.insertedAt) / PAUSE_MS) + 1;
    standing.insertedAt = now;
    if (standing.insertions > MAX_INLINE) standing.layered = true;
    if (standing.insertions <= MAX_AT_ONCE) return false;
    standing.insertions--;
    if (isWaiting) return true;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      again();
    }, PAUSE_MS);
    return true;
  };
}

/** Nothing to do as long as the number's element and the host stand to each other as they did when all was seen to be right. */
function isSettled(
  { place, host }: Placeable,
  standing: Standing | undefined,
  anchorOf: (host: HTMLElement, standing: Standing) => Box,
  clipOf: ClipReader,
): boolean {
  const settled = standing?.settled;
  // A mask's button may have other words, and another width.
  if (!settled || standing.hidden || place.shape === 'mask' || !host.isConnected) return false;
  const clip = clipOf(place.element, standing.list);
  const element = shared(place.element.getBoundingClientRect(), clip.cut);
  if (isUnder(place.element, element, clip, true)) return false;
  if (!standing.checked && isInSight(element, clip)) return false;
  return isSameDistance(settled, element, anchorOf(host, standing));
}

/**
 * Puts hosts into the page. Spots are chosen first, while the page is still as it was: looking for free ground then costs
 * nothing. Whether they can be hit is seen after the next frame, when that costs nothing either; so is where those stand
 * whose place is not known before. Returns whether there are such.
 */
function settleIn(fresh: Item[], layers: Layers, scrollerOf: (element: Element) => Element | null): boolean {
  const groundOf = groundReader();
  const known = fresh.map((item) => {
    const { element } = item.icon.place;
    const scroller = scrollerOf(element);
    item.ground = groundOf(element);
    item.standing.checked = false;
    item.standing.look = item.standing.layered ? undefined : lookOf(item.icon);
    return {
      scroller,
      origin: item.standing.layered ? layers.origin(scroller) : undefined,
      at: shared(element.getBoundingClientRect(), item.clip.cut),
    };
  });
  const isChoosable = (item: Item) =>
    item.icon.place.shape !== 'mask' &&
    (habitOf(item) !== undefined || (isInSight(item.box, item.clip) && !isBuried(item)));
  const [choosable, others] = [fresh.filter(isChoosable), fresh.filter((item) => !isChoosable(item))];
  for (const item of others) {
    const { icon, standing, box, ground = 'light' } = item;
    icon.fit(standing.size, ground);
    if (standing.verified) continue;
    const [spot] = spotsOf(item, standing.size);
    if (spot) Object.assign(standing, { dx: spot.left - box.right, dy: spot.top - box.top });
  }
  takeSpots(choosable);
  const layered = new Map<Element, HTMLElement[]>();
  let unplaced = false;
  fresh.forEach((item, i) => {
    const { scroller, origin, at } = known[i] as (typeof known)[number];
    shift(item, origin);
    const { icon, standing } = item;
    if (standing.layered) {
      listIn(layered, layers.for(scroller)).push(icon.host);
    } else insert(icon);
    standing.settled = origin && distanceOf(at, origin);
    // Free ground for a mask's button is looked for once it stands there: its words have a width then.
    unplaced ||= !origin || icon.place.shape === 'mask';
  });
  for (const [layer, hosts] of layered) layer.append(...hosts);
  return unplaced;
}

function listIn<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function firstStanding({ place }: Placeable, box: Box, list: Element | null): Standing {
  const height = box.bottom - box.top;
  const large = place.shape === 'input' ? height >= 28 : height >= 22;
  const size = place.shape === 'input' && height < 24 ? 20 : large ? 26 : 24;
  const inTheWay = list !== null || place.element.closest(BUTTONS) !== null;
  const layered = place.element === document.body || (place.shape !== 'mask' && inTheWay);
  return {
    size,
    fullSize: size,
    spotsTried: 0,
    layered,
    list,
    hidden: false,
    dx: 0,
    dy: 0,
    extent: box.right - box.left,
    hostWidth: 0,
    shiftX: 0,
    shiftY: 0,
    verified: false,
    checked: false,
    insertions: 0,
    insertedAt: performance.now(),
    settled: undefined,
  };
}

/** Finds the long list that an element stands in, null for none; one per pass, since it remembers. */
function longListReader(): (element: Element) => Element | null {
  const seen = new Map<Element, Element | null>();
  return (element) => {
    const asked: Element[] = [];
    let list: Element | null | undefined;
    for (let each = element.parentElement; list === undefined; each = each.parentElement) {
      if (!each || each === document.body) list = null;
      else if (each.children[LONG_LIST] !== undefined) list = each;
      else {
        list = seen.get(each);
        asked.push(each);
      }
      if (!each) break;
    }
    for (const each of asked) seen.set(each, list ?? null);
    return list ?? null;
  };
}

/**
 * Has a host stand at its spot; where nobody knows yet from where it is to be counted, it is hidden, and stands where it
 * gives no box anything to scroll.
 */
function shift({ icon, standing, box }: Item, origin: { left: number; top: number } | undefined): void {
  standing.shiftX = origin ? box.right + standing.dx - origin.left : ASIDE;
  standing.shiftY = origin ? box.top + standing.dy - origin.top : ASIDE;
  setStyle(icon.host, 'translate', `${round(standing.shiftX)}px ${round(standing.shiftY)}px`);
  show(icon.host, standing, origin !== undefined);
}

function insert({ host, place: { element, shape } }: Placeable): void {
  if (shape === 'text' || shape === 'mask') element.append(host);
  else lastHostAt(element).after(host);
}

/** The last of the hosts right behind an element, which stand in the order of their numbers; itself where there are none. */
function lastHostAt(element: Element): ChildNode & Element {
  let last = element;
  for (let next = element.nextSibling; next && isOurs(next); next = next.nextSibling) last = next as Element;
  return last;
}

/**
 * How the number's neighbours look: rules of the page may count children, or ask which one is next, and a host that makes a
 * difference to them cannot stand there.
 */
function lookOf({ place: { element, shape } }: Placeable): string | undefined {
  if (shape === 'text' || shape === 'mask') return undefined;
  const looks = [element, element.parentElement, lastHostAt(element).nextElementSibling].map((each) => {
    if (!each) return '';
    const { margin, borderRadius } = getComputedStyle(each);
    // A change that takes its time has only just begun.
    return [offsetsOf(each, element), margin, borderRadius, each.getAnimations().length];
  });
  return looks.join();
}

/** Where it stands to the other, and its size, as it was laid out: a dialog that is coming up makes no difference to them. */
function offsetsOf(each: Element, other: Element): number[] {
  const { offsetParent, offsetLeft, offsetTop, offsetWidth, offsetHeight } = each as HTMLElement;
  const { offsetLeft: left, offsetTop: top } = other as HTMLElement;
  const isBeside = offsetParent === (other as HTMLElement).offsetParent;
  return [isBeside ? offsetLeft - left : left, isBeside ? offsetTop - top : top, offsetWidth, offsetHeight];
}

/**
 * Would scrolling move the number and not the host? So where its containing block lies outside the scrolling box. Or did
 * the host change what stands beside it?
 */
function isStray({ icon, standing }: Item, scrollerOf: (element: Element) => Element | null): boolean {
  if (standing.settled) return false;
  const scroller = scrollerOf(icon.place.element);
  // The page may have moved it into another box that scrolls.
  if (standing.layered) return icon.host.parentElement?.parentNode !== (scroller ?? document.documentElement);
  const { look } = standing;
  standing.look = undefined;
  // Or does a component show what stands beside the number, and nothing else?
  if ((look && look !== lookOf(icon)) || !icon.host.checkVisibility()) return true;
  if (!scroller) return false;
  const block = icon.host.offsetParent;
  return !block || !scroller.contains(block);
}

/** The number's own box: the input, or the last line of the text or link. */
export function boxOf({ element, stretch }: Target): Box {
  if (!stretch) {
    if (element.localName !== 'a') return element.getBoundingClientRect();
    const box = lastOf(element.getClientRects()) ?? element.getBoundingClientRect();
    const words = lastOf(spanIn(element).getClientRects());
    // As wide as a column, it has room behind its words.
    return words && words.width > 0 && box.width > words.width + ROOM ? words : box;
  }
  try {
    const words = span(stretch.fromNode, stretch.from, stretch.toNode, stretch.to);
    return lastOf(words.getClientRects()) ?? words.getBoundingClientRect();
  } catch {
    return element.getBoundingClientRect();
  }
}

/** The box as wide as it can be seen, and empty where its middle line is cut off; a mask is what it is as long as one sees of it. */
function uncut(place: Target, cut: Box): Box {
  const whole = boxOf(place);
  const part = shared(whole, cut);
  if (place.shape === 'mask') return isEmpty(part) ? part : whole;
  const middle = (whole.top + whole.bottom) / 2;
  const isSeen = middle > cut.top && middle < cut.bottom;
  return { ...part, top: whole.top, bottom: isSeen ? whole.bottom : whole.top };
}

function lastOf(rects: DOMRectList): DOMRect | undefined {
  return rects[rects.length - 1];
}

function isEmpty(box: Box): boolean {
  return box.right - box.left <= 1 || box.bottom - box.top <= 1;
}
