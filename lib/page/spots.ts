/** Where an icon may stand at its number, best spot first. Pure arithmetic on boxes in viewport px. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Spot {
  left: number;
  top: number;
  /** Edge of an icon that must be smaller there. */
  size?: number;
  /** Stands over a part of its line, so it needs a ground of its own. */
  covers?: boolean;
}

const SMALL = 16;
/** As many as one field has icons. */
const MOST_IN_COLUMN = 6;
/** What a text area is made larger with, in its lower corner. */
const HANDLE = 16;
/** So far down a mask's edge its button may stand. */
const EDGE_SPOTS = 14;

/** Inside the right end of an input, further left where the page has something there, else beside it. */
export function spotsInInput(input: Box, size: number, rtl: boolean): Spot[] {
  const top = (input.top + input.bottom - size) / 2;
  const inset = 4;
  const inside = [0, 24, 40].map((shift) => ({
    left: rtl ? input.left + inset + shift : input.right - inset - size - shift,
    top,
  }));
  const outside = { left: rtl ? input.left - size - 2 : input.right + 2, top };
  const wide = input.right - input.left > size * 3;
  return wide ? [...inside, outside] : [outside, ...inside.slice(0, 1)];
}

/**
 * Of the `nth` icon of a text area: beside it from its upper corner down, else over its end, off its scroll bar and its
 * handle. `inner` is what its text is seen in; `full`: it has text everywhere.
 */
export function spotsInArea(area: Box, inner: Box, size: number, rtl: boolean, nth: number, full: boolean): Spot[] {
  const rows = (height: number) => Math.min(MOST_IN_COLUMN, Math.max(1, Math.floor(height / size)));
  const middle = (area.top + area.bottom - size) / 2;
  const isLow = middle < area.top + size / 2;
  const column = (left: number, top: number, length: number, covers: boolean) =>
    Array.from({ length }, (_, row) => ({ left, top: isLow ? middle : top + row * size, covers }));
  const spots = column(rtl ? area.left - size - 2 : area.right + 2, area.top, rows(area.bottom - area.top), false);
  const inside = rows(inner.bottom - inner.top - HANDLE);
  const width = inner.right - inner.left;
  for (let shift = isLow ? HANDLE : 2; shift + size <= width && spots.length < 2 * MOST_IN_COLUMN; shift += size)
    spots.push(...column(rtl ? inner.left + shift : inner.right - size - shift, inner.top + 2, inside, full));
  return [...spots.slice(nth), ...spots.slice(0, nth)];
}

/** Behind the number, smaller behind it, or raised over its end like an asterisk, but never above `ceiling`. */
export function spotsAtText(line: Box, size: number, rtl: boolean, ceiling: number): Spot[] {
  const middle = (line.top + line.bottom) / 2;
  const right = line.right + 1;
  const besides = (edge: number) => (rtl ? line.left - edge - 1 : right);
  const top = middle - SMALL / 2;
  const spots: Spot[] = [
    { left: besides(size), top: middle - size / 2, size },
    { left: besides(SMALL), top, size: SMALL },
  ];
  if (rtl) spots.push({ left: right, top: middle - size / 2, size });
  spots.push(
    { left: besides(SMALL), top: Math.max(ceiling, line.top - SMALL * 0.6), size: SMALL, covers: true },
    { left: rtl ? line.left : line.right - SMALL, top, size: SMALL, covers: true },
  );
  return spots;
}

/**
 * A mask's button: behind its heading, at the mask's upper corner, above it but never above `ceiling`, below, or further
 * down its edge: what is the whole page has its bars at the corners.
 */
export function spotsOfMask(
  mask: Box,
  heading: Box | undefined,
  width: number,
  height: number,
  rtl: boolean,
  ceiling: number,
): Spot[] {
  const left = rtl ? mask.left + 8 : Math.min(mask.right, innerWidth - 8) - width - 8;
  const down = Array.from({ length: EDGE_SPOTS }, (_, i) => mask.top + (i + 1) * (height + 8)).filter(
    (top) => top + height < mask.bottom,
  );
  const corner = [mask.top + 8, mask.top - height - 4, mask.bottom - height - 8, mask.bottom + 4, ...down]
    .filter((top) => top >= ceiling)
    .map((top) => ({ left, top }));
  if (!heading) return corner;
  const line = (heading.top + heading.bottom - height) / 2;
  return [{ left, top: line }, { left: rtl ? heading.left - width - 12 : heading.right + 12, top: line }, ...corner];
}

/** The box of a host that stands at the spot. */
export function boxAt({ left, top }: Spot, width: number, height: number): Box {
  return { left, top, right: left + width, bottom: top + height };
}

/** Do the boxes share any area? */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The viewport, in its own px. */
export function windowBox(): Box {
  return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
}

/** What both boxes cover; one of no or less than no size where that is nothing. */
export function shared(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** Is the middle of the box in the other one? */
export function isIn(box: Box, { left, top, right, bottom }: Box): boolean {
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  return x > left && y > top && x < right && y < bottom;
}
