/**
 * Very long lists: to watch each row costs more than to read what is in view. One row in sixteen leads a block, and the
 * rows of a block are watched one by one only while it is near. Every row has its leader at most a block before it.
 */
const BLOCK = 16;
/** Shorter lists are watched row by row. */
const MANY = 128;
/** How far around the visible part blocks are woken: far enough that no row of the block before is near by then. */
const WAKE = '150%';

export interface Rows {
  watch(row: Element): void;
  unwatch(row: Element): void;
}

/** The blocks of one document. */
export class Blocks {
  /** By list, its leaders, and whether their blocks are awake. */
  readonly #lists = new Map<Element, Map<Element, boolean>>();
  readonly #doubtful = new Set<Element>();
  readonly #observer: IntersectionObserver;
  #last: { row: Element; leader: Element; distance: number } | undefined;

  constructor(
    private readonly rows: Rows,
    area: (margin: string) => IntersectionObserverInit,
  ) {
    this.#observer = new IntersectionObserver((entries) => this.#note(entries), area(WAKE));
  }

  stop(): void {
    this.#observer.disconnect();
  }

  /** Is the row in a block that sleeps, so that nothing else has to watch it? */
  takes(row: Element): boolean {
    const list = row.parentElement;
    if (!list?.children[MANY - 1]) return false;
    const leaders = this.#lists.get(list) ?? new Map<Element, boolean>();
    this.#lists.set(list, leaders);
    const leader = this.#leaderOf(row, leaders);
    if (leader) return !leaders.get(leader);
    leaders.set(row, false);
    this.#observer.observe(row);
    this.#last = { row, leader: row, distance: 0 };
    return true;
  }

  /** Something in this row, or in all lists within this element, may have another size or be hidden. */
  doubt(element: Element): void {
    const leaders = element.parentElement && this.#lists.get(element.parentElement);
    const leader = leaders && this.#leaderOf(element, leaders);
    if (leader) this.#doubtful.add(leader);
    for (const [list, all] of this.#lists)
      if (element.contains(list)) for (const each of all.keys()) this.#doubtful.add(each);
  }

  /** Rows went from here: what follows them may have lost its leader. */
  removed({ target, removedNodes, previousSibling }: MutationRecord): void {
    const leaders = this.#lists.get(target as Element);
    if (!leaders) return;
    for (const node of removedNodes) {
      if (!leaders.has(node as Element) || node.parentNode === target) continue;
      leaders.delete(node as Element);
      this.#observer.unobserve(node as Element);
      let next = previousSibling?.parentNode === target ? previousSibling.nextSibling : target.firstChild;
      while (next && !(next instanceof Element)) next = next.nextSibling;
      if (next) this.takes(next);
    }
  }

  /** Looks again at what is doubtful, and forgets lists that are gone. */
  lookAgain(): void {
    for (const leader of this.#doubtful) {
      this.#observer.unobserve(leader);
      if (leader.isConnected) this.#observer.observe(leader);
    }
    this.#doubtful.clear();
    for (const [list, leaders] of this.#lists) {
      if (list.isConnected) continue;
      for (const leader of leaders.keys()) this.#observer.unobserve(leader);
      this.#lists.delete(list);
    }
  }

  #leaderOf(row: Element, leaders: Map<Element, boolean>): Element | undefined {
    if (leaders.has(row)) return row;
    // Rows come in their order most often.
    const last = this.#last;
    if (last && last.row === row.previousElementSibling && last.distance < BLOCK - 1 && leaders.has(last.leader)) {
      this.#last = { row, leader: last.leader, distance: last.distance + 1 };
      return last.leader;
    }
    let before = row.previousElementSibling;
    for (let distance = 1; before && distance < BLOCK; distance++, before = before.previousElementSibling)
      if (leaders.has(before)) {
        this.#last = { row, leader: before, distance };
        return before;
      }
    return undefined;
  }

  #note(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const leaders = target.parentElement && this.#lists.get(target.parentElement);
      if (!leaders?.has(target)) continue;
      const rows = blockOf(target, leaders);
      const isAwake = isIntersecting || isOutsized(boundingClientRect, rows.at(-1));
      if (leaders.get(target) === isAwake) continue;
      leaders.set(target, isAwake);
      for (const row of rows) isAwake ? this.rows.watch(row) : this.rows.unwatch(row);
    }
  }
}

/** The leader and the rows up to the next one. */
function blockOf(leader: Element, leaders: ReadonlyMap<Element, boolean>): Element[] {
  const rows = [leader];
  for (let row = leader.nextElementSibling; row && !leaders.has(row); row = row.nextElementSibling) rows.push(row);
  return rows;
}

/** A leader without a box says nothing about its block, nor does one whose block is larger than what one sees. */
function isOutsized(leader: DOMRectReadOnly, lastRow: Element | undefined): boolean {
  if (leader.width === 0 && leader.height === 0) return true;
  const last = lastRow?.getBoundingClientRect();
  if (!last) return false;
  return Math.abs(last.bottom - leader.top) > innerHeight || Math.abs(last.right - leader.left) > innerWidth;
}
