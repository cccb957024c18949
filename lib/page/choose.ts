/** Chooses the spot of each host: free ground first, and where it can be hit. */
import type { Clip } from './clip';
import { indexOf } from './columns';
import { isFree } from './free';
import { groundReader } from './ground';
import { isOurs } from './label-text';
import { selectorOf } from './lexicon';
import { isUnder } from './pins';
import { setStyle } from './shell';
import { spanIn } from './span';
import {
  type Box,
  boxAt,
  isIn,
  type Spot,
  shared,
  spotsAtText,
  spotsInArea,
  spotsInInput,
  spotsOfMask,
  windowBox,
} from './spots';
import { type Column, type Item, move, type Placeable, type Standing, type Target } from './standing';
import { isLongList } from './survey';
import { isVeiled } from './veil';

/** Looks per host and pass: a host at a text or in an input was then at each of its spots. */
const MAX_ATTEMPTS = 4;
/** Fields and their buttons stay below this; dialogs and menus lie higher. */
const HIGHEST_FIELD = 10;
/** After this many equal choices in a column the next ones are made without looking: the same, and quicker. */
const HABIT = 2;
/** In px: what an icon needs behind a number. */
export const ROOM = 28;
/** Numbers are as wide as each other within so many px. */
const ALIKE = 2;

/** A value stands at most this deep in its row. */
const ROW_DEPTH = 6;

const columns = new WeakMap<Element, Map<string, Column>>();

/**
 * What all hosts of this column of a long list do, undefined as long as they differ. Looking is what costs most there: a
 * browser goes through all rows to find what is at a point.
 */
export function habitOf(item: Item): number | undefined {
  const column = columnOf(item);
  // A wider number reaches further than was looked, and so does one in a narrower cell.
  const isKnown = column && column.times >= HABIT && widthOf(item) <= column.width && restOf(item) >= column.rest;
  return isKnown ? column.index : undefined;
}

/** How much of the room for an icon its element has beside the number; of what is in a line nothing is known. */
function restOf(item: Item): number {
  return Math.max(0, Math.min(ROOM, item.icon.place.element.clientWidth - widthOf(item)));
}

function widthOf({ box }: Pick<Item, 'box'>): number {
  return box.right - box.left;
}

function learn(item: Item, index: number): void {
  const column = columnOf(item);
  if (!column) return;
  const width = widthOf(item) + ALIKE;
  const isSame = column.index === index;
  const rest = restOf(item);
  // That a wider one finds no room there says nothing of the others.
  if (!isSame && column.times >= HABIT && width > column.width) return;
  Object.assign(column, {
    index,
    times: isSame ? column.times + 1 : 1,
    width: isSame ? Math.max(width, column.width) : width,
    rest: isSame ? Math.min(rest, column.rest) : rest,
  });
}

/** The column of the long list that the item's number stands in, null for none. */
function columnOf(item: Item): Column | null {
  if (item.column !== undefined) return item.column;
  const { element, shape, stretch } = item.icon.place;
  // Words behind the number are in the way in this row only.
  const isAlone = !stretch?.toNode.nextSibling && !stretch?.toNode.data.slice(stretch.to).trim();
  item.column = item.standing.layered && shape === 'text' && isAlone ? findColumn(element) : null;
  return item.column;
}

function findColumn(element: Element): Column | null {
  const path: number[] = [];
  let child = element;
  for (let list = child.parentElement; list && path.length < ROW_DEPTH; list = child.parentElement) {
    if (isLongList(list)) {
      const known = columns.get(list) ?? new Map<string, Column>();
      const column = known.get(path.join()) ?? { index: -1, times: 0, width: 0, rest: 0 };
      columns.set(list, known.set(path.join(), column));
      return column;
    }
    path.push(indexOf(child));
    child = list;
  }
  return null;
}

/** The spots a host may take, best first: where it gives no box more to scroll and is not cut off, if there are such. */
export function spotsOf({ icon: { place, host }, box, clip: { room, cut } }: Item, size: number): Spot[] {
  const spots = allSpots(place, host, box, size);
  if (place.shape === 'mask') {
    const part = shared(room, cut);
    const isCutOff = (spot: Spot) => !isWithin(boxAt(spot, host.offsetWidth, host.offsetHeight), part);
    return spots.sort((a, b) => +isCutOff(a) - +isCutOff(b));
  }
  if (box.bottom > room.bottom + 1) return spots;
  const raised = spots.map((spot) => ({ ...spot, top: Math.min(spot.top, room.bottom - (spot.size ?? size)) }));
  // A box as high as one line has no room for a large one: raised into it, it would stand over its upper edge.
  const inside = raised.filter(
    ({ left, top, size: own = size }) => left >= room.left && left + own <= room.right && top >= room.top - ALIKE,
  );
  return inside[0] ? inside : raised;
}

function allSpots(place: Target, host: HTMLElement, box: Box, size: number): Spot[] {
  const rtl = isRightToLeft(place.element);
  const { shape, element, nth = 0 } = place;
  if (shape === 'mask') {
    // The body's own scroll bars are the viewport's, and what is in a line has none.
    const inner = element === document.body || !element.clientWidth ? box : innerBox(element, box);
    return spotsOfMask(inner, headingBox(element), host.offsetWidth || 120, host.offsetHeight || 32, rtl, -scrollY);
  }
  if (shape === 'area') {
    const full = element.scrollHeight > element.clientHeight;
    return spotsInArea(box, innerBox(element, box), size, rtl, nth, full);
  }
  if (shape !== 'input') return spotsAtText(box, size, rtl, -scrollY);
  const spots = spotsInInput(box, size, rtl);
  return spots.slice(Math.min(nth, spots.length - 1));
}

/** The box of an element without its borders and scroll bars. */
function innerBox({ clientLeft, clientTop, clientWidth, clientHeight }: Element, { left, top }: Box): Box {
  return boxAt({ left: left + clientLeft, top: top + clientTop }, clientWidth, clientHeight);
}

/** Which way the line goes that it stands in: a number in a line of the other way mostly says so of itself. */
function isRightToLeft(element: Element): boolean {
  const { display, direction } = getComputedStyle(element);
  const { parentElement } = element;
  return display === 'inline' && parentElement ? isRightToLeft(parentElement) : direction === 'rtl';
}

/** Looks whether icons in the viewport stand free and can be hit, and takes the next spot where not. */
export function verify(items: Item[]): void {
  for (const item of items) if (item.icon.place.shape === 'mask') growInward(item);
  const inView = items.filter((item) => standsInView(item) && !isBuried(item));
  const due = inView.filter(({ icon, standing, box }) => !standing.verified || isResized(icon, standing, box));
  for (const { standing } of due) standing.spotsTried = 0;
  takeSpots(due);
  move(due);
  const unchecked = inView.filter((item) => !item.standing.checked && habitOf(item) === undefined);
  let covered = unchecked.filter(isCovered);
  for (const { standing } of inView) standing.checked = true;
  for (let attempt = 1; covered.length > 0 && attempt < MAX_ATTEMPTS; attempt++) {
    // Lifted one step over what covers it; what lies over the whole mask stays over it.
    const levels = covered.map(({ icon }) => levelAbove(icon.host));
    covered.forEach(({ icon: { host }, standing: { layered } }, i) => {
      // What is contained is a stacking context: the hosts of a box that scrolls are lifted as one.
      const layer = host.parentElement;
      const lifted = layered && layer?.parentNode !== document.documentElement ? layer : host;
      if (lifted) setStyle(lifted, 'z-index', String(Math.max(levels[i] ?? 0, Number(lifted.style.zIndex) || 0)));
    });
    covered = covered.filter(isCovered);
    takeSpots(covered);
    move(covered);
    covered = covered.filter(isCovered);
  }
}

/** A mask may be taller than the viewport: what counts is where its button stands. */
function standsInView({ icon, standing, box, clip }: Item): boolean {
  if (icon.place.shape !== 'mask') return isInSight(box, clip);
  const { width, height } = sizeOf(icon, standing);
  const at = boxAt({ left: box.right + standing.dx, top: box.top + standing.dy }, width, height);
  return isIn(at, windowBox());
}

/** A button of other words keeps its outer edge, also out of view: grown outward it would give the page a scroll bar. */
function growInward({ icon, standing }: Item): void {
  const { width } = sizeOf(icon, standing);
  const rtl = isRightToLeft(icon.place.element);
  if (!rtl && standing.hostWidth > 0) standing.dx -= width - standing.hostWidth;
  if (standing.verified && width !== standing.hostWidth) standing.verified = false;
  standing.hostWidth = width;
}

/**
 * Does something of the page lie over the number, such as a head that stays in view or another tab? Where its icon stands
 * well is seen once that is gone.
 */
export function isBuried(item: Item): boolean {
  const { icon, standing, box } = item;
  const { element, shape } = icon.place;
  if (shape === 'mask' || standing.checked || habitOf(item) !== undefined) return false;
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const beside = element.parentElement?.parentElement ?? element;
  // A card may be a link all over, with nothing to see of it.
  return hit !== null && hit.localName !== 'a' && !isOurs(hit) && !hit.contains(element) && !beside.contains(hit);
}

/** Has something that stays in view come over the number, or under its icon? */
export function isUnderPin({ icon, standing, box, clip }: Item): boolean {
  const { element, shape } = icon.place;
  const { width, height } = sizeOf(icon, standing);
  const at = boxAt({ left: box.right + standing.dx, top: box.top + standing.dy }, width, height);
  return (shape !== 'mask' && isUnder(element, box, clip)) || (standing.verified && isUnder(element, at, clip));
}

/** By something of the page, or cut off by the box it is in: seen at its middle, and at the end away from its number. */
function isCovered({ icon: { host, place } }: Item): boolean {
  if (isVeiled()) return false;
  const { left, top, width, height } = host.getBoundingClientRect();
  const end = isRightToLeft(place.element) ? 0.25 : 0.75;
  return (place.shape === 'text' ? [0.5, end] : [0.5]).some((x) => !isHit(host, left + width * x, top + height / 2));
}

/** Gives each its best spot; costs nothing where layout is clean and the hosts are not in the page yet. */
export function takeSpots(due: Item[]): void {
  for (const { icon } of due) if (icon.host.isConnected) setStyle(icon.host, 'pointer-events', 'none');
  const groundOf = groundReader();
  const taken: Box[] = [];
  const chosen = due.map((item) => {
    const { icon, standing } = item;
    const { width, height } = sizeOf(icon, standing);
    const spots = spotsOf(item, standing.fullSize);
    const habit = standing.spotsTried === 0 ? habitOf(item) : undefined;
    const index = habit ?? chooseSpot(item, spots, taken);
    const spot = (spots[index] ?? spots[0]) as Spot;
    if (habit === undefined && !isVeiled()) learn(item, index);
    taken.push(boxAt(spot, spot.size ?? width, spot.size ?? height));
    return { spot, index, known: habit !== undefined, ground: item.ground ?? groundOf(icon.place.element) };
  });
  due.forEach(({ icon, standing, box }, i) => {
    const { spot, index, known, ground } = chosen[i] as (typeof chosen)[number];
    if (icon.host.isConnected) setStyle(icon.host, 'pointer-events', 'auto');
    const { left, top, size = standing.fullSize, covers } = spot;
    icon.fit(size, covers ? 'plate' : ground);
    Object.assign(standing, {
      // Under a veil of ours nothing can be looked at: that is done once it is gone.
      verified: !isVeiled(),
      // What stands as all others of its column was looked at often enough.
      checked: known,
      spotsTried: index + 1,
      size,
      dx: left - box.right,
      dy: top - box.top,
    });
    Object.assign(standing, { extent: extentOf(icon, box), hostWidth: sizeOf(icon, standing).width });
  });
}

function chooseSpot({ icon, standing, clip }: Item, spots: Spot[], taken: readonly Box[]): number {
  const { width, height } = sizeOf(icon, standing);
  const { spotsTried } = standing;
  const free = spots.findIndex((spot, i) => {
    const at = boxAt(spot, spot.size ?? width, spot.size ?? height);
    return i >= spotsTried && !isUnder(icon.place.element, at, clip) && isFree(icon.place, at, taken);
  });
  if (free >= 0) return free;
  // The least bad one: one that is made to stand over something, or the first.
  const covering = spots.findIndex(({ covers }, i) => covers && i >= spotsTried);
  return covering >= 0 ? covering : Math.min(spotsTried, spots.length - 1);
}

/** Width and height of the host; an icon's is known before it is in the page. */
function sizeOf({ host, place }: Placeable, { size }: Standing): { width: number; height: number } {
  if (place.shape !== 'mask') return { width: size, height: size };
  return { width: host.offsetWidth, height: host.offsetHeight };
}

function isResized(icon: Placeable, standing: Standing, box: Box): boolean {
  return Math.abs(standing.extent - extentOf(icon, box)) > 2 || standing.hostWidth !== sizeOf(icon, standing).width;
}

/** What another spot may come of: the room there is, and how many icons of the field come before. */
function extentOf({ place: { element, shape, nth = 0 } }: Placeable, box: Box): number {
  const inside = shape === 'area' ? element.clientWidth + element.clientHeight : 0;
  return widthOf({ box }) + inside + nth * 1000;
}

/** One level above the page's element that covers the host, as far as it belongs to the same box. */
function levelAbove(host: HTMLElement): number {
  const { left, top, width, height } = host.getBoundingClientRect();
  const root = host.getRootNode() as Document | ShadowRoot;
  let level = 0;
  let cover = root.elementFromPoint(left + width / 2, top + height / 2);
  for (; cover && !cover.contains(host); cover = cover.parentElement)
    level = Math.max(level, Number.parseInt(getComputedStyle(cover).zIndex, 10) || 0);
  return Math.min(level, HIGHEST_FIELD) + 1;
}

/** Is the host hit there? What is out of view is taken to be. */
function isHit(host: HTMLElement, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true;
  const hit = (host.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
  return hit !== null && host.contains(hit);
}

/** The words of a mask's first heading that is shown: its call button stands behind them. */
function headingBox(mask: Element): Box | undefined {
  for (const heading of mask.querySelectorAll(selectorOf('headings'))) {
    if (!heading.checkVisibility({ visibilityProperty: true })) continue;
    // Icons of ours are no words of it.
    const last = [...heading.childNodes].findLast((each) => !isOurs(each));
    const rects = last && spanIn(heading, last).getClientRects();
    return rects?.[rects.length - 1];
  }
  return undefined;
}

function isWithin(box: Box, { left, top, right, bottom }: Box): boolean {
  return box.left >= left && box.top >= top && box.right <= right && box.bottom <= bottom;
}

/** Can a number there be seen, and what is behind it? */
export function isInSight(box: Box, { sight, room, cut }: Clip): boolean {
  return isIn(box, sight) && Math.min(box.right + ROOM, room.right, cut.right) <= sight.right;
}
