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
  /** Stands over a part of its own number or of the line, so it needs a ground of its own. */
  covers?: boolean;
}

/** Inside the right end of an input, further left where the page has something there, else beside it. */
export function spotsInInput(input: Box, size: number, rtl: boolean): Spot[] {
  const top = (input.top + input.bottom - size) / 2;
  const inset = 4;
  const wide = input.right - input.left > size * 3;
  const inside = [0, 24, 40].map((shift) => ({
    left: rtl ? input.left + inset + shift : input.right - inset - size - shift,
    top,
  }));
  const outside = { left: rtl ? input.left - size - 2 : input.right + 2, top };
  return wide ? [...inside, outside] : [outside, ...inside.slice(0, 1)];
}

/** Behind the number, before it, or raised over its end. */
export function spotsAtText(line: Box, size: number, rtl: boolean): Spot[] {
  const top = (line.top + line.bottom - size) / 2;
  const after = { left: line.right - 1, top };
  const before = { left: line.left - size + 1, top };
  const raised = { left: (rtl ? line.left : line.right) - size / 2, top: line.top - size * 0.7, covers: true };
  return rtl ? [before, after, raised] : [after, before, raised];
}

/** A mask's button: behind its heading, at the mask's upper corner, above it, or below. */
export function spotsOfMask(mask: Box, heading: Box | undefined, width: number, height: number, rtl: boolean): Spot[] {
  const left = rtl ? mask.left + 8 : Math.min(mask.right, innerWidth - 8) - width - 8;
  const corner = [mask.top + 8, mask.top - height - 4, mask.bottom - height - 8, mask.bottom + 4].map((top) => ({
    left,
    top,
  }));
  if (!heading) return corner;
  const line = (heading.top + heading.bottom - height) / 2;
  return [{ left, top: line }, { left: rtl ? heading.left - width - 12 : heading.right + 12, top: line }, ...corner];
}

/** Distance between two boxes, 0 where they touch or overlap. */
export function gap(a: Box, b: Box): number {
  const x = Math.max(0, a.left - b.right, b.left - a.right);
  const y = Math.max(0, a.top - b.bottom, b.top - a.bottom);
  return Math.hypot(x, y);
}

/** Do the boxes share any area? */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
