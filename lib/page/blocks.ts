/**
 * Very long lists: to watch each row, or only to look at it, costs more than to read what is in view. One row in sixteen
 * leads a block, and the rows of a block are looked at and watched one by one only while it is near.
 */
import { afterFrame } from './schedule';

const BLOCK = 16;
/** Shorter lists are watched row by row. */
const MANY = 128;
/**
 * How far around the visible part blocks are woken: a block is at most as large as what one sees, and rows are read that far
 * ahead; so no row comes near in a block that sleeps. In pixels, since parts would be those of a small box that scrolls.
 */
const wakeMargin = () => `${2 * Math.max(innerWidth, innerHeight)}px`;

export interface Rows {
  /** Something stands here that may be a row. Told again of rows that are watched already. */
  watch(row: Element): void;
  unwatch(row: Element): void;
}

interface Block {
  isAwake: boolean;
  /** Who leads the block after it. */
  next: Element | undefined;
}

type Leaders = Map<Element, Block>;

interface List {
  leaders: Leaders;
  /** Its children that are no elements, when it was last seen that none of them is text to be read. */
  blanks: number;
}

/** The blocks of one document. */
export class Blocks {
  readonly #lists = new Map<Element, List>();
  readonly #doubtful = new Set<Element>();
  /** Lists with text between their rows, and their nodes that are no elements: asked of each new row, it costs too much. */
  readonly #refused = new WeakMap<Element, number>();
  readonly #observer: IntersectionObserver;

  constructor(
    private readonly rows: Rows,
    area: (margin: string) => IntersectionObserverInit,
    signal: AbortSignal,
  ) {
    const noted: IntersectionObserverEntry[] = [];
    // How large a block is, is asked when that is free: icons that come meanwhile would have the page laid out for it.
    const noteSoon = afterFrame(() => this.#note(noted.splice(0)), signal);
    this.#observer = new IntersectionObserver((entries) => {
      noted.push(...entries);
      noteSoon();
    }, area(wakeMargin()));
    signal.addEventListener('abort', () => this.#observer.disconnect());
  }

  /** Takes the list over; false where it is none of ours: too short, or with text between its rows. */
  takes(list: Element): boolean {
    if (this.#lists.has(list)) return true;
    const blanks = blanksIn(list);
    if (!list.children[MANY - 1] || this.#refused.get(list) === blanks) return false;
    if (holdsText(list)) {
      this.#refused.set(list, blanks);
      return false;
    }
    this.#lists.set(list, { leaders: new Map(), blanks });
    return this.refresh(list);
  }

  /** Is this one of the lists? */
  has(list: Node | null): boolean {
    return this.#lists.has(list as Element);
  }

  /** Rows came or went: leads the list anew. False where it is no list of ours any more. */
  refresh(list: Element): boolean {
    const known = this.#lists.get(list);
    if (!known) return false;
    const blanks = blanksIn(list);
    if (blanks > known.blanks && holdsText(list)) {
      this.#forget(list, known);
      return false;
    }
    const before = known.leaders;
    // What takes the place of a leader that was near is near.
    const isNear = [...before].some(([leader, { isAwake }]) => isAwake && leader.parentNode !== list);
    const leaders: Leaders = new Map();
    const { children } = list;
    let last: Block | undefined;
    for (let i = 0, { length } = children; i < length; i += BLOCK) {
      const leader = children[i] as Element;
      const block = before.get(leader) ?? { isAwake: isNear, next: undefined };
      if (!before.delete(leader)) this.#observer.observe(leader);
      if (last) last.next = leader;
      leaders.set(leader, block);
      last = block;
    }
    if (last) last.next = undefined;
    for (const leader of before.keys()) this.#observer.unobserve(leader);
    this.#lists.set(list, { leaders, blanks });
    for (const [leader, { isAwake }] of leaders)
      if (isAwake) for (const row of blockOf(leader, leaders)) this.rows.watch(row);
    return true;
  }

  /** Something in this row, or in all lists within this element, may have another size or be hidden. */
  doubt(element: Element): void {
    const leaders = element.parentElement && this.#lists.get(element.parentElement)?.leaders;
    const leader = leaders && leaderOf(element, leaders);
    if (leader) this.#doubtful.add(leader);
    for (const [list, all] of this.#lists)
      if (element.contains(list)) for (const each of all.leaders.keys()) this.#doubtful.add(each);
  }

  /** Looks again at what is doubtful, and forgets lists that are gone. */
  lookAgain(): void {
    for (const leader of this.#doubtful) {
      this.#observer.unobserve(leader);
      if (leader.isConnected) this.#observer.observe(leader);
    }
    this.#doubtful.clear();
    for (const [list, known] of this.#lists) if (!list.isConnected) this.#forget(list, known);
  }

  #forget(list: Element, { leaders }: List): void {
    for (const leader of leaders.keys()) this.#observer.unobserve(leader);
    this.#lists.delete(list);
  }

  #note(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const list = target.parentElement as Element;
      const leaders = this.#lists.get(list)?.leaders;
      const block = leaders?.get(target);
      if (!leaders || !block) continue;
      const isAwake = isIntersecting || isOutsized(boundingClientRect, block.next, list);
      // One that stays awake is gone through again: a row that was empty may have been filled.
      if (!isAwake && !block.isAwake) continue;
      block.isAwake = isAwake;
      for (const row of blockOf(target, leaders)) isAwake ? this.rows.watch(row) : this.rows.unwatch(row);
    }
  }
}

function leaderOf(row: Element, leaders: Leaders): Element | undefined {
  let each: Element | null = row;
  for (let distance = 0; each && distance < BLOCK; distance++, each = each.previousElementSibling)
    if (leaders.has(each)) return each;
  return undefined;
}

/** The leader and the rows up to the next one. */
function blockOf(leader: Element, leaders: Leaders): Element[] {
  const rows = [leader];
  for (let row = leader.nextElementSibling; row && !leaders.has(row); row = row.nextElementSibling) rows.push(row);
  return rows;
}

/** A leader without a box says nothing about its block, nor does one whose block is larger than what one sees. */
function isOutsized(leader: DOMRectReadOnly, next: Element | undefined, list: Element): boolean {
  const { width, height, left, top } = leader;
  if (!width && !height) return true;
  const end = (next ?? (list.lastElementChild as Element)).getBoundingClientRect();
  // From corner to corner: a row alone may be wider than what one sees. Nothing leads what follows the last row.
  const bottom = next ? end.top : end.bottom;
  return Math.abs(bottom - top) > innerHeight || Math.abs(end.left - left) > innerWidth;
}

function blanksIn(list: Element): number {
  return list.childNodes.length - list.childElementCount;
}

/** Is there any text between the rows? Asked of the browser, since to look at each child is what a long list must not cost. */
function holdsText(list: Element): boolean {
  const { BOOLEAN_TYPE } = XPathResult;
  return document.evaluate('boolean(text()[normalize-space()])', list, null, BOOLEAN_TYPE).booleanValue;
}
