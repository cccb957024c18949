import { describe, expect, it } from 'vitest';
import { HANDSET } from '../../../lib/glyphs';
import { styles } from '../../../lib/page/styles';

type Point = [number, number];

/** Where the curves and lines of a path end. Knows M, C, L, and relative c, s, l, v. */
function endsOf(path: string): Point[] {
  const ends: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', list = ''] of path.matchAll(/([MCLcslv])([^A-Za-z]*)/g)) {
    const numbers = (list.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const size = { M: 2, C: 6, L: 2, c: 6, s: 4, l: 2, v: 1 }[command] as number;
    for (let at = size; at <= numbers.length; at += size) {
      const [toX, toY] = command === 'v' ? [0, numbers[at - 1]] : [numbers[at - 2], numbers[at - 1]];
      const isRelative = command === command.toLowerCase();
      x = (isRelative ? x : 0) + (toX as number);
      y = (isRelative ? y : 0) + (toY as number);
      ends.push([x, y]);
    }
  }
  return ends;
}

function outlineIn(selector: string): Point[] {
  const rule = styles.icon.split('\n').find((line) => line.startsWith(selector)) ?? '';
  return endsOf(/path\((?:evenodd, )?'([^']+)'\)/.exec(rule)?.[1] ?? '');
}

function expectAlike(ends: Point[], others: Point[]): void {
  expect(ends.length).toBe(others.length);
  ends.forEach(([x, y], i) => {
    expect(x).toBeCloseTo(others[i]?.[0] as number, 1);
    expect(y).toBeCloseTo(others[i]?.[1] as number, 1);
  });
}

describe('glyphs drawn by style sheet', () => {
  it.each([
    [26, 18],
    [24, 16],
    [20, 12],
    [16, 13],
  ])('have the outline of lib/glyphs.ts in a box of %d', (box, edge) => {
    const handset = endsOf(HANDSET);
    const turn = (-135 * Math.PI) / 180;
    const scale = edge / 24;
    const turned = handset.map(([x, y]): Point => {
      const [left, up] = [(x - 12) * 1.06, (y - 11.7) * 1.06];
      return [
        (left * Math.cos(turn) - up * Math.sin(turn) + 12.5) * scale,
        (left * Math.sin(turn) + up * Math.cos(turn) + 11.5) * scale,
      ];
    });
    expectAlike(outlineIn(`.g[data-b="${box}"]::before`), turned);
    const small = handset.map(([x, y]): Point => [((x - 12) * 0.66 + 12) * scale, ((y - 11.7) * 0.66 + 11.9) * scale]);
    expectAlike(outlineIn(`.g[data-b="${box}"][data-s=active]::before`).slice(0, small.length), small);
  });
});
