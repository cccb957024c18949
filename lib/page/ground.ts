/** Which of our inks can be seen on the page's ground: light pages, dark pages, or a white plate under the icon. */
import { around } from './around';

export type Ground = 'light' | 'dark' | 'plate';

type Rgb = readonly [number, number, number];

const GREENS: Record<'light' | 'dark', Rgb> = { light: [0x13, 0x75, 0x42], dark: [0x55, 0xcd, 0x8c] };
const REDS: Record<'light' | 'dark', Rgb> = { light: [0xc0, 0x24, 0x2d], dark: [0xff, 0x82, 0x80] };
/** WCAG 1.4.11; on strong colours ink of another hue needs more to be seen at a glance. */
const ENOUGH = 3;
const ENOUGH_ON_COLOUR = 4.5;
const WHITE: Rgb = [255, 255, 255];

/** Returns a function that tells the ground under an element; one per pass, since it remembers what it has seen. */
export function groundReader(): (element: Element) => Ground {
  const seen = new Map<Element, Rgb | 'picture'>();
  const grounds = new Map<Rgb | 'picture', Ground>();
  return (element) => {
    const colour = colourUnder(element, seen);
    const ground = grounds.get(colour) ?? groundOf(colour);
    grounds.set(colour, ground);
    return ground;
  };
}

function groundOf(colour: Rgb | 'picture'): Ground {
  if (colour === 'picture') return 'plate';
  const enough = isStrong(colour) ? ENOUGH_ON_COLOUR : ENOUGH;
  const isSeen = (inks: 'light' | 'dark') =>
    contrast(GREENS[inks], colour) >= enough && contrast(REDS[inks], colour) >= enough;
  return isSeen('light') ? 'light' : isSeen('dark') ? 'dark' : 'plate';
}

function colourUnder(element: Element, seen: Map<Element, Rgb | 'picture'>): Rgb | 'picture' {
  const through: { element: Element; own: ReturnType<typeof parse> }[] = [];
  let result: Rgb | 'picture' | undefined;
  for (let each: Element | null = element; result === undefined; each = around(each)) {
    if (!each) {
      result = canvas();
      break;
    }
    result = seen.get(each);
    if (result !== undefined) break;
    const { backgroundColor, backgroundImage } = getComputedStyle(each);
    const own = parse(backgroundColor);
    if (backgroundImage !== 'none' && each.localName !== 'input') result = 'picture';
    else if (own && own.alpha > 0.95) result = own.rgb;
    through.push({ element: each, own });
  }
  // What shines through is mixed with what lies under it, from the ground up.
  for (const { element: each, own } of through.reverse()) {
    if (result !== 'picture' && own && own.alpha > 0 && own.alpha <= 0.95) result = mix(own.rgb, result, own.alpha);
    seen.set(each, result);
  }
  return result;
}

/** Without any background the browser draws its own, which follows the page's colour scheme. */
function canvas(): Rgb {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const dark = /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme: dark)').matches);
  return dark ? [18, 18, 18] : WHITE;
}

function parse(colour: string): { rgb: Rgb; alpha: number } | undefined {
  const parts = /^rgba?\(([\d.]+),?\s*([\d.]+),?\s*([\d.]+)(?:\s*[,/]\s*([\d.]+))?\)$/.exec(colour);
  if (!parts) return undefined;
  return { rgb: [Number(parts[1]), Number(parts[2]), Number(parts[3])], alpha: Number(parts[4] ?? 1) };
}

function isStrong(colour: Rgb): boolean {
  return Math.max(...colour) - Math.min(...colour) > 90;
}

function mix(over: Rgb, under: Rgb, alpha: number): Rgb {
  const blend = (i: 0 | 1 | 2) => over[i] * alpha + under[i] * (1 - alpha);
  return [blend(0), blend(1), blend(2)];
}

function contrast(a: Rgb, b: Rgb): number {
  const [one, other] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(one / other, other / one);
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
