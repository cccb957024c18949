/** How a host of ours stands at its number, and the one way in which it is moved. */
import type { Clip } from './clip';
import type { Place } from './find-phones';
import type { Ground } from './ground';
import { setStyle } from './shell';
import { type Box, shared } from './spots';

export interface Placeable {
  readonly host: HTMLElement;
  /** A number, or the mask that a button belongs to. */
  place: Pick<Place, 'element' | 'stretch' | 'nth'> & { shape: Place['shape'] | 'mask' };
  fit(box: number, ground: Ground): void;
}

export type Target = Placeable['place'];

export interface Standing {
  /** Edge of the icon's box now, and where there is room. */
  size: number;
  fullSize: number;
  layered: boolean;
  /** The long list that it stands in: what cuts that off cuts off its rows, which do so themselves nowhere. */
  list: Element | null;
  /** Is it in the page, but not to be seen? */
  hidden: boolean;
  /** Offset of the host's corner from its number's box; kept while the box keeps its extent. */
  dx: number;
  dy: number;
  /** How large its number's box was. */
  extent: number;
  hostWidth: number;
  shiftX: number;
  shiftY: number;
  spotsTried: number;
  /** Its spot was chosen by looking for free ground; only possible inside the viewport. */
  verified: boolean;
  /** Seen to be hit at its centre. */
  checked: boolean;
  /** Times it was put into the page, less those that are long ago; and when the last was. */
  insertions: number;
  insertedAt: number;
  /** How its neighbours looked before it came, until that was compared. */
  look?: string | undefined;
  /** How it stood to its number's element when nothing was left to be moved. */
  settled: Distance | undefined;
}

/** How what a host stands still to stands to its number's element, and the element's size. */
export interface Distance {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Corner = Pick<Box, 'left' | 'top'>;

export function distanceOf(element: Box, anchor: Corner): Distance {
  const { left, top, right, bottom } = element;
  return { x: anchor.left - left, y: anchor.top - top, width: right - left, height: bottom - top };
}

/** Finds what the host stands still to: the layer it is in, measured once for all its hosts, else itself. One per pass. */
export function anchorReader(): (host: HTMLElement, standing: Standing) => DOMRect {
  const seen = new Map<Element, DOMRect>();
  return (host, { layered }) => {
    const layer = layered ? host.parentElement : null;
    const known = layer && seen.get(layer);
    if (known) return known;
    const at = (layer ?? host).getBoundingClientRect();
    if (layer) seen.set(layer, at);
    return at;
  };
}

/** Does what stands still stand to the element as it did? */
export function isSameDistance(was: Distance, { left, top, right, bottom }: Box, at: Corner): boolean {
  return (
    isSame(at.left - left, was.x) &&
    isSame(at.top - top, was.y) &&
    isSame(right - left, was.width) &&
    isSame(bottom - top, was.height)
  );
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= MOVED;
}

/** The spot that hosts of one column took last, how many took it in a row, and how wide the widest of their numbers is. */
export interface Column {
  index: number;
  times: number;
  width: number;
  /** What all had left in their elements behind their numbers. */
  rest: number;
}

export interface Item {
  icon: Placeable;
  standing: Standing;
  /** The number's box, as far as nothing cuts it off. */
  box: Box;
  clip: Clip;
  /** What it stands on, once that was looked at. */
  ground?: Ground;
  /** The column of a long list that it stands in, null for none, once that was looked for. */
  column?: Column | null;
}

/** Less than this is not worth a change. */
const MOVED = 0.75;

/** Moves hosts by what their place differs from where they should be. */
export function move(items: Item[]): void {
  const anchorOf = anchorReader();
  const moves = items.map(({ icon, standing, box, clip }) => {
    const at = icon.host.getBoundingClientRect();
    const scale = at.width / icon.host.offsetWidth || 1;
    const element = shared(icon.place.element.getBoundingClientRect(), clip.cut);
    return {
      x: (box.right + standing.dx - at.left) / scale,
      y: (box.top + standing.dy - at.top) / scale,
      distance: distanceOf(element, standing.layered ? anchorOf(icon.host, standing) : at),
    };
  });
  items.forEach(({ icon, standing }, i) => {
    const { x, y, distance } = moves[i] as (typeof moves)[number];
    const isRight = Math.abs(x) <= MOVED && Math.abs(y) <= MOVED;
    // Where its element has become narrower, something else may stand there.
    if (standing.settled && Math.abs(standing.settled.width - distance.width) > 2) standing.verified = false;
    standing.settled = isRight ? distance : undefined;
    if (!isRight) {
      standing.shiftX += x;
      standing.shiftY += y;
      setStyle(icon.host, 'translate', `${round(standing.shiftX)}px ${round(standing.shiftY)}px`);
    }
    show(icon.host, standing, true);
  });
}

/** Shows or hides a host. */
export function show(host: HTMLElement, standing: Standing, visible: boolean): void {
  if (standing.hidden !== visible) return;
  standing.hidden = !visible;
  setStyle(host, 'visibility', visible ? 'visible' : 'hidden');
}

export function round(px: number): number {
  return Math.round(px * 4) / 4;
}
