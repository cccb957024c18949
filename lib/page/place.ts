/**
 * Puts hosts at their numbers without moving anything of the page, and keeps them there. A host is absolutely positioned
 * and stands beside its value in the DOM, where it scrolls natively and takes no room; long tables, and boxes whose
 * scrolling would leave it behind, get a layer instead (measured: 180 hosts in the cells of a 2,000-row table cost 25 ms of
 * layout, in a layer 4 ms). All boxes of a pass are read before any is written.
 */
import type { Place } from './find-phones';
import { isFree } from './free';
import { type Ground, groundReader } from './ground';
import { type Layers, layersOf, scrollerReader } from './layer';
import { setStyle } from './shell';
import { type Box, boxAt, type Spot, spotsAtText, spotsInInput, spotsOfMask } from './spots';

export interface Placeable {
  readonly host: HTMLElement;
  /** A number, or the mask that a button belongs to. */
  place: Pick<Place, 'element' | 'stretch'> & { shape: Place['shape'] | 'mask' };
  fit(box: number, ground: Ground): void;
}

type Target = Placeable['place'];

interface Standing {
  /** Edge of the icon's box now, and where there is room. */
  size: number;
  fullSize: number;
  layered: boolean;
  /** Offset of the host's corner from its number's box; kept while the box keeps its size. */
  dx: number;
  dy: number;
  width: number;
  hostWidth: number;
  shiftX: number;
  shiftY: number;
  spotsTried: number;
  /** Seen to be hit at its centre; only possible inside the viewport. */
  verified: boolean;
  /** Times the page took it out; a page that always does is left in peace. */
  insertions: number;
}

/** Rows from which on a table's cells are left alone. */
const LONG_TABLE = 100;
const MAX_INSERTIONS = 30;
const MOVED = 0.75;
const MAX_ATTEMPTS = 3;
/** Fields and their buttons stay below this; dialogs and menus lie higher. */
const HIGHEST_FIELD = 10;

export interface Placer {
  /** Puts these icons at their numbers, or back there. */
  arrange(icons: Iterable<Placeable>): void;
  forget(icon: Placeable): void;
  sweep(): void;
}

/** The placer of one document. */
export function placerOf(): Placer {
  const standings = new WeakMap<Placeable, Standing>();
  const layers = layersOf();
  return {
    arrange: (icons) => arrange([...icons], standings, layers),
    forget: (icon) => void standings.delete(icon),
    sweep: layers.sweep,
  };
}

interface Item {
  icon: Placeable;
  standing: Standing;
  box: Box;
}

/** Reads and writes in turns, each for all icons at once: every turn costs one layout of the page. */
function arrange(icons: Placeable[], standings: WeakMap<Placeable, Standing>, layers: Layers): void {
  const scrollerOf = scrollerReader();
  const scrollers = new Map<Placeable, Element | null>();
  const shown: Item[] = [];
  const fresh: Item[] = [];
  for (const icon of icons) {
    const box = boxOf(icon.place);
    if (isEmpty(box)) {
      if (icon.host.isConnected) setStyle(icon.host, 'visibility', 'hidden');
      continue;
    }
    const item = { icon, box, standing: standings.get(icon) ?? firstStanding(icon.place, icon.host, box) };
    standings.set(icon, item.standing);
    shown.push(item);
    if (icon.host.isConnected) continue;
    fresh.push(item);
    scrollers.set(icon, scrollerOf(icon.place.element));
  }
  prepare(fresh);
  for (const item of fresh) insert(item, layers, scrollers.get(item.icon) ?? null);
  const stray = fresh.filter(
    ({ icon, standing }) => !standing.layered && isLeftBehind(icon, scrollers.get(icon) ?? null),
  );
  for (const item of stray) {
    item.standing.layered = true;
    insert(item, layers, scrollers.get(item.icon) ?? null);
  }
  move(shown);
  verify(shown, fresh);
}

/** Chooses spots while the page is still as it was: looking for free ground is then for nothing. */
function prepare(fresh: Item[]): void {
  const groundOf = groundReader();
  const grounds = fresh.map(({ icon }) => groundOf(icon.place.element));
  fresh.forEach(({ icon, standing }, i) => void icon.fit(standing.size, grounds[i] as Ground));
  takeSpots(fresh.filter(({ icon, box }) => icon.place.shape !== 'mask' && isInViewport(box)));
}

function firstStanding(place: Target, host: HTMLElement, box: Box): Standing {
  const height = box.bottom - box.top;
  const large = place.shape === 'input' ? height >= 28 : height >= 22;
  const size = place.shape === 'input' && height < 24 ? 20 : large ? 26 : 24;
  const table = place.element.closest('table');
  const layered = place.element === document.body || (table !== null && table.rows.length > LONG_TABLE);
  const [spot] = spotsOf(place, host, box, size);
  const offset = spot ? { dx: spot.left - box.right, dy: spot.top - box.top } : { dx: 0, dy: 0 };
  return {
    size,
    fullSize: size,
    spotsTried: 0,
    layered,
    ...offset,
    width: box.right - box.left,
    hostWidth: 0,
    shiftX: 0,
    shiftY: 0,
    verified: false,
    insertions: 0,
  };
}

function spotsOf(place: Target, host: HTMLElement, box: Box, size: number): Spot[] {
  const rtl = getComputedStyle(place.element).direction === 'rtl';
  if (place.shape === 'mask')
    return spotsOfMask(box, headingBox(place.element), host.offsetWidth || 120, host.offsetHeight || 32, rtl);
  return place.shape === 'input' ? spotsInInput(box, size, rtl) : spotsAtText(box, size, rtl);
}

function insert({ icon, standing }: Item, layers: Layers, scroller: Element | null): void {
  const { element, shape } = icon.place;
  if (++standing.insertions > MAX_INSERTIONS) return;
  standing.shiftX = 0;
  standing.shiftY = 0;
  setStyle(icon.host, 'translate', 'none');
  setStyle(icon.host, 'visibility', 'hidden');
  if (standing.layered) layers.for(scroller).append(icon.host);
  else if (shape === 'text' || shape === 'mask') element.append(icon.host);
  else element.after(icon.host);
}

/** Would scrolling move the number and not the host? So where its containing block lies outside the scrolling box. */
function isLeftBehind({ host }: Placeable, scroller: Element | null): boolean {
  if (!scroller) return false;
  const block = host.offsetParent;
  return !block || !scroller.contains(block);
}

/** Moves hosts by what their place differs from where they should be. */
function move(items: Item[]): void {
  const moves = items.map(({ icon, standing, box }) => {
    const at = icon.host.getBoundingClientRect();
    const scale = at.width / icon.host.offsetWidth || 1;
    return { x: (box.right + standing.dx - at.left) / scale, y: (box.top + standing.dy - at.top) / scale };
  });
  items.forEach(({ icon, standing }, i) => {
    const { x, y } = moves[i] as { x: number; y: number };
    if (Math.abs(x) > MOVED || Math.abs(y) > MOVED) {
      standing.shiftX += x;
      standing.shiftY += y;
      setStyle(icon.host, 'translate', `${round(standing.shiftX)}px ${round(standing.shiftY)}px`);
    }
    setStyle(icon.host, 'visibility', 'visible');
  });
}

function round(px: number): number {
  return Math.round(px * 4) / 4;
}

/** Looks whether icons in the viewport stand free and can be hit, and takes the next spot where not. */
function verify(items: Item[], fresh: Item[]): void {
  const due = items.filter(
    ({ icon, standing, box }) => isInViewport(box) && (!standing.verified || isResized(icon, standing, box)),
  );
  if (due.length > 0) {
    for (const { standing } of due) standing.spotsTried = 0;
    takeSpots(due);
    move(due);
  }
  let covered = [...new Set([...due, ...fresh.filter(({ box }) => isInViewport(box))])].filter(isCovered);
  for (let attempt = 1; covered.length > 0 && attempt < MAX_ATTEMPTS; attempt++) {
    // Lifted one step over what covers it; what lies over the whole mask stays over it.
    const levels = covered.map(({ icon }) => levelAbove(icon.host));
    covered.forEach(({ icon }, i) => void setStyle(icon.host, 'z-index', String(levels[i])));
    covered = covered.filter(isCovered);
    takeSpots(covered);
    move(covered);
    covered = covered.filter(isCovered);
  }
}

function isCovered({ icon }: Item): boolean {
  return !isHit(icon.host);
}

function takeSpots(due: Item[]): void {
  for (const { icon } of due) if (icon.host.isConnected) setStyle(icon.host, 'pointer-events', 'none');
  const groundOf = groundReader();
  const taken: Box[] = [];
  const chosen = due.map(({ icon, standing, box }) => {
    const [width, height] = sizeOf(icon, standing);
    const spots = spotsOf(icon.place, icon.host, box, standing.fullSize);
    const free = spots.findIndex((spot, i) => {
      const at = boxAt(spot, spot.size ?? width, spot.size ?? height);
      return i >= standing.spotsTried && isFree(icon.place, at, taken);
    });
    const index = free >= 0 ? free : leastBad(spots, standing.spotsTried);
    const spot = spots[index] as Spot;
    taken.push(boxAt(spot, spot.size ?? width, spot.size ?? height));
    return { spot, index, ground: groundOf(icon.place.element) };
  });
  due.forEach(({ icon, standing, box }, i) => {
    const { spot, index, ground } = chosen[i] as (typeof chosen)[number];
    setStyle(icon.host, 'pointer-events', 'auto');
    const { left, top, size = standing.fullSize, covers } = spot;
    icon.fit(size, covers ? 'plate' : ground);
    Object.assign(standing, { verified: true, spotsTried: index + 1, size, dx: left - box.right, dy: top - box.top });
    Object.assign(standing, { width: box.right - box.left, hostWidth: sizeOf(icon, standing)[0] });
  });
}

/** Width and height of the host; an icon's is known before it is in the page. */
function sizeOf({ host, place }: Placeable, { size }: Standing): [number, number] {
  return place.shape === 'mask' ? [host.offsetWidth, host.offsetHeight] : [size, size];
}

/** No spot is free: one that is made to stand over something, or the first. */
function leastBad(spots: Spot[], tried: number): number {
  const covering = spots.findIndex(({ covers }, i) => covers && i >= tried);
  return covering >= 0 ? covering : Math.min(tried, spots.length - 1);
}

function isResized(icon: Placeable, standing: Standing, box: Box): boolean {
  return Math.abs(standing.width - (box.right - box.left)) > 2 || standing.hostWidth !== sizeOf(icon, standing)[0];
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

function isHit(host: HTMLElement): boolean {
  const { left, top, width, height } = host.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true;
  const hit = (host.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
  return hit !== null && host.contains(hit);
}

/** The words of a mask's first heading: its call button stands behind them. */
function headingBox(mask: Element): Box | undefined {
  const heading = mask.querySelector('h1, h2, h3, legend, [role="heading"]');
  if (!heading?.checkVisibility({ visibilityProperty: true })) return undefined;
  const range = document.createRange();
  range.selectNodeContents(heading);
  const rects = range.getClientRects();
  return rects[rects.length - 1];
}

/** The number's own box: the input, or the last line of the text or link. */
export function boxOf({ element, stretch }: Target): Box {
  if (!stretch) {
    const rects = element.localName === 'a' ? element.getClientRects() : undefined;
    return rects?.[rects.length - 1] ?? element.getBoundingClientRect();
  }
  const range = document.createRange();
  try {
    range.setStart(stretch.fromNode, stretch.from);
    range.setEnd(stretch.toNode, stretch.to);
  } catch {
    return element.getBoundingClientRect();
  }
  const rects = range.getClientRects();
  return rects[rects.length - 1] ?? range.getBoundingClientRect();
}

function isEmpty(box: Box): boolean {
  return box.right - box.left <= 1 || box.bottom - box.top <= 1;
}

function isInViewport(box: Box): boolean {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return x > 0 && y > 0 && x < innerWidth && y < innerHeight;
}
