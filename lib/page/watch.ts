/**
 * Follows the page: one MutationObserver per root, one IntersectionObserver for what may hold a number. Cost follows what
 * changed and what is near view, never the page's size; on a page that does not change nothing runs.
 *
 * What is observed is a holder by itself, or the row of a long list, which is surveyed when it comes near view and
 * brings its holders with it.
 */
import { Blocks } from './blocks';
import { isBoxless, isLacking, StandIns } from './boxless';
import { Changes } from './changes';
import { awaitRoot } from './late-roots';
import { wordsOf } from './lexicon';
import { areaWithin, NEAR } from './nearby';
import { afterFrame, beforeLayout, type Slicer, slicer, whenLaidOut } from './schedule';
import { concerns, isElementOrRoot, partsInSight } from './surroundings';
import { isLongList, isRow, type SurveySink, survey, surveyRow } from './survey';

export interface WatchSink {
  /** This holder is near view and new, or it or its surroundings changed. Called while the page may be laid out or not. */
  read(holder: Element): void;
  /** All that could be read for now has been. Resolves when it has its icons, as far as it is known what it is. */
  readAll(): Promise<unknown>;
  /** Far from view, or gone. */
  leave(holder: Element): void;
  /** Something happened that may have moved things. Called when layout is clean. */
  settle(): void;
  /** The page's content is another than before. */
  stirred(): void;
  /** One more root is followed; some events do not leave shadow roots. */
  root(root: Document | ShadowRoot): void;
}

/** A row higher than this many viewports is no row: its holders come near one by one. */
const HIGHEST_ROW = 2;
/** A glance goes this many steps of a survey deep. */
const GLANCE_STEPS = 3;
/** The rest of the page waits this long at most for the icons of the first glance. */
const FIRST_WAIT_MS = 60;

/** Follows one document and its open shadow roots from its making until the signal aborts. */
export class Watch {
  /** What is near view, with the holders it brought. */
  readonly #near = new Map<Element, Set<Element>>();
  readonly #nearOf = new WeakMap<Element, Element>();
  readonly #rows = new WeakSet<Element>();
  /** Rows that are none: what they hold is watched one by one. */
  readonly #divided = new WeakSet<Element>();
  readonly #observed = new WeakSet<Element>();
  readonly #standIns = new StandIns();
  readonly #dirty = new Set<Element>();
  readonly #dirtyRows = new Set<Element>();
  /** No longer near. */
  readonly #far = new Set<Element>();
  readonly #roots = new Set<Document | ShadowRoot>();
  readonly #work: Slicer;
  readonly #flush: () => void;
  readonly #refreshAll = () => {
    this.#looksChanged = true;
    this.#flush();
  };
  /** Without their icons the page has to be laid out anew. */
  readonly #dropSoon = beforeLayout(() => this.#dropGone());
  readonly #mutations = new MutationObserver((records) => this.#noteAll(records));
  readonly #nearby: IntersectionObserver;
  readonly #blocks: Blocks;
  readonly #eager: SurveySink;
  #looksChanged = false;
  /** Something was taken out of the page. */
  #someLeft = false;

  constructor(
    private readonly sink: WatchSink,
    private readonly signal: AbortSignal,
  ) {
    this.#work = slicer(() => void this.sink.readAll(), signal);
    this.#flush = afterFrame(() => this.#flushNow(), signal);
    this.#eager = this.#surveySink((holder) => this.#observe(holder));
    this.#nearby = new IntersectionObserver((entries) => this.#noteNear(entries), areaWithin(NEAR));
    this.#blocks = new Blocks(
      { watch: (row) => this.#watchRow(row), unwatch: (row) => this.#unwatchRow(row) },
      areaWithin,
      signal,
    );
    this.#follow(document);
    // What one sees first comes first; the rest of the page begins when its icons are painted, or soon in any case.
    const readTheRest = afterFrame(() => this.#work.add(survey(document, this.#eager)), signal);
    const dress = afterFrame(readTheRest, signal);
    whenLaidOut(() => void this.#readWhatIsSeen().then(dress), signal);
    for (const type of wordsOf('movesOnWindow')) window.addEventListener(type, this.#flush, { signal });
    signal.addEventListener('abort', () => {
      this.#mutations.disconnect();
      this.#nearby.disconnect();
    });
  }

  /** Holders near view now. */
  *holders(): Iterable<Element> {
    for (const holders of this.#near.values()) yield* holders;
  }

  /** Reads a holder again soon. */
  refresh(holder: Element): void {
    this.#dirty.add(holder);
    this.#flush();
  }

  #flushNow(): void {
    if (this.#looksChanged) for (const holder of this.holders()) this.#dirty.add(holder);
    this.#looksChanged = false;
    for (const row of this.#dirtyRows) if (this.#near.has(row)) this.#work.add(this.#readRow(row), true);
    if (this.#dirty.size > 0) this.#work.add(this.#readHolders([...this.#dirty]), true);
    this.#dirtyRows.clear();
    this.#dirty.clear();
    this.sink.settle();
    for (const [target, holders] of this.#someLeft ? this.#near : [])
      if (!this.#rows.has(target) && isLacking(target, holders)) this.#work.add(this.#readTargets([target]), true);
    if (this.#far.size > 0 || (this.#someLeft && this.#gone()[0])) this.#dropSoon();
    this.#someLeft = false;
    this.#blocks.lookAgain();
  }

  #gone(): Element[] {
    return [...this.#near.keys()].filter((target) => this.#far.has(target) || !target.isConnected);
  }

  #dropGone(): void {
    for (const target of this.#gone()) this.#drop(target);
    this.#far.clear();
  }

  #drop(target: Element): void {
    // Something else may have brought it meanwhile.
    for (const holder of this.#near.get(target) ?? []) if (this.#nearOf.get(holder) === target) this.#leave(holder);
    this.#near.delete(target);
  }

  #leave(holder: Element): void {
    this.#nearOf.delete(holder);
    this.sink.leave(holder);
  }

  #noteNear(entries: IntersectionObserverEntry[]): void {
    const visible: Element[] = [];
    const others: Element[] = [];
    for (const entry of entries) {
      const { target } = entry;
      if (!entry.isIntersecting) {
        if (this.#near.has(target)) this.#far.add(target);
        this.#noteBoxless(target, entry.boundingClientRect);
      } else if (!this.#far.delete(target) && !this.#near.has(target)) {
        const { top, bottom } = entry.boundingClientRect;
        if (this.#rows.has(target) && (bottom - top > HIGHEST_ROW * innerHeight || bottom - top === 0))
          this.#divide(target);
        else {
          this.#near.set(target, new Set());
          (bottom > 0 && top < innerHeight ? visible : others).push(target);
        }
      }
    }
    if (this.#far.size > 0) this.#flush();
    // What one can see goes first, before all that waits.
    if (others.length > 0) this.#work.add(this.#readTargets(others), true);
    if (visible.length > 0) this.#work.add(this.#readTargets(visible), true);
    this.#work.now();
  }

  /** What has no box of its own says nothing about where its content stands. */
  #noteBoxless(target: Element, { width, height, top, left }: DOMRectReadOnly): void {
    if (width > 0 && height > 0) return;
    const isHidden = !width && !height && !top && !left;
    if (this.#rows.has(target)) {
      if (!isHidden || isBoxless(target)) this.#divide(target);
    } else if (isHidden && isBoxless(target)) this.#findStandIn(target);
  }

  #findStandIn(holder: Element): void {
    this.#await(this.#standIns.find(holder));
  }

  /** Near already as something else, no news of that comes again. */
  #await(target: Element): void {
    if (this.#near.has(target)) this.#work.add(this.#readTargets([target]), true);
    else this.#nearby.observe(target);
  }

  /** What is in the row comes near view one by one. */
  #divide(row: Element): void {
    if (this.#far.delete(row)) this.#drop(row);
    this.#nearby.unobserve(row);
    this.#rows.delete(row);
    this.#divided.add(row);
    this.#observed.delete(row);
    this.#work.add(survey(row, this.#eager));
  }

  /** Looks at a few points of the viewport and reads what stands there, before anything else of the page is looked at. */
  async #readWhatIsSeen(): Promise<void> {
    for (const part of partsInSight()) this.#readAtOnce(part);
    await Promise.race([this.sink.readAll(), new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS))]);
  }

  #readAtOnce(part: Element): void {
    const found = new Set<Element>();
    const inList = part.parentElement !== null && isLongList(part.parentElement);
    const all = survey(
      part,
      this.#surveySink((holder) => found.add(holder)),
    );
    let isWhole = false;
    for (let steps = 0; steps < GLANCE_STEPS && !isWhole; steps++) isWhole = all.next().done === true;
    if (inList) this.#watchRow(part);
    // One that is larger than a glance is read when it is told to be near.
    if (inList && isWhole) this.#near.set(part, new Set());
    for (const holder of found) {
      if (!inList) {
        this.#observe(holder);
        // What is shown only later comes near view then.
        if (!holder.checkVisibility()) continue;
        this.#near.set(holder, new Set());
      }
      this.#join(holder, inList ? part : holder);
      this.sink.read(holder);
    }
  }

  *#readTargets(targets: Element[]): Generator<void> {
    for (const target of targets) {
      yield;
      if (!this.#near.has(target)) continue;
      if (this.#rows.has(target)) yield* this.#readRow(target);
      else this.#readBrought(target);
    }
  }

  /** What it stands in for comes near with it, and what of that the page took out is gone. */
  #readBrought(target: Element): void {
    for (const holder of this.#near.get(target) ?? []) if (!holder.isConnected) this.#leave(holder);
    const own = this.#observed.has(target) ? [target] : [];
    for (const holder of [...own, ...this.#standIns.broughtBy(target)]) {
      this.#join(holder, target);
      this.sink.read(holder);
    }
  }

  /** Surveys a row and reads what it holds now. */
  *#readRow(row: Element): Generator<void> {
    const found = new Set<Element>();
    yield* survey(
      row,
      this.#surveySink((holder) => found.add(holder)),
    );
    const before = this.#near.get(row);
    if (!before) return;
    for (const holder of before) if (!found.has(holder)) this.#leave(holder);
    this.#near.set(row, new Set());
    for (const holder of found) {
      // It may have gone from view meanwhile.
      if (!this.#near.has(row)) return;
      this.#join(holder, row);
      this.sink.read(holder);
      yield;
    }
  }

  *#readHolders(holders: Element[]): Generator<void> {
    for (const holder of holders) {
      if (this.#nearOf.has(holder)) this.sink.read(holder);
      yield;
    }
  }

  #join(holder: Element, target: Element): void {
    this.#near.get(target)?.add(holder);
    this.#nearOf.set(holder, target);
  }

  #observe(element: Element): void {
    if (this.#standIns.isLost(element)) this.#findStandIn(element);
    if (this.#observed.has(element)) return;
    this.#observed.add(element);
    this.#await(element);
  }

  #surveySink(holder: (element: Element) => void): SurveySink {
    return {
      holder,
      row: (element) => this.#watchRow(element),
      list: (element) => this.#blocks.takes(element),
      shadowRoot: (root) => this.#addRoot(root),
      mayGetRoot: (element) => awaitRoot(element, (root) => this.#addRoot(root), this.signal),
    };
  }

  #watchRow(row: Element): void {
    if (this.#observed.has(row) || this.#divided.has(row) || !isRow(row)) return;
    this.#rows.add(row);
    this.#observe(row);
  }

  #unwatchRow(row: Element): void {
    if (!this.#observed.delete(row)) return;
    this.#nearby.unobserve(row);
    if (!this.#near.has(row)) return;
    this.#far.add(row);
    this.#flush();
  }

  #addRoot(root: ShadowRoot): void {
    if (this.#roots.has(root) || this.signal.aborted) return;
    this.#follow(root);
    this.#work.add(survey(root, this.#eager));
  }

  #follow(root: Document | ShadowRoot): void {
    this.#roots.add(root);
    this.#mutations.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: Changes.attributes(),
    });
    const options = { signal: this.signal, capture: true, passive: true };
    for (const type of wordsOf('movesInDocument')) root.addEventListener(type, this.#flush, options);
    // No mutation tells of a choice ("Type: Fax", beside a field), and outside of a shadow root one hears neither.
    root.addEventListener('change', this.#refreshAll, options);
    this.sink.root(root);
  }

  #noteAll(records: MutationRecord[]): void {
    const changes = new Changes();
    const lists = new Set<Element>();
    for (const record of records) {
      // What came and went there is asked of the list: to look at each row of it costs more.
      if (record.type === 'childList' && this.#blocks.has(record.target)) lists.add(record.target as Element);
      else changes.note(record);
    }
    for (const list of lists) if (!this.#blocks.refresh(list)) this.#work.add(survey(list, this.#eager));
    if (!changes.any && lists.size === 0) return;
    if (changes.stirred || lists.size > 0) this.sink.stirred();
    this.#someLeft ||= changes.removed || lists.size > 0;
    for (const { parent, node } of changes.added) this.#noteAdded(parent, node, changes);
    for (const element of changes.touched) this.#noteTouched(element, changes);
    for (const element of changes.looks) this.#noteLook(element);
    if (changes.context.size > 0)
      for (const holder of this.holders()) if (concerns(holder, changes.context)) this.#dirty.add(holder);
    this.#flush();
  }

  /** A new node: in a row it is the row's, in a long list it is a row, elsewhere it is looked through. */
  #noteAdded(parent: Node, node: Node, changes: Changes): void {
    if (this.#noteInRow(parent)) return;
    if (isElementOrRoot(parent) && changes.isList(parent)) {
      // A list that has grown very long is led by blocks from now on.
      if (!(parent instanceof Element && this.#blocks.takes(parent))) surveyRow(node, this.#eager);
    } else {
      changes.addContext(parent);
      this.#work.add(survey(node, this.#eager));
    }
  }

  /** Another text, value or name in the element. */
  #noteTouched(element: Element, changes: Changes): void {
    if (this.#noteInRow(element)) return;
    changes.addContext(element);
    this.#work.add(survey(element, this.#eager));
  }

  #noteInRow(node: Node): boolean {
    const row = this.#rowOf(node);
    if (!row) return false;
    if (this.#near.has(row)) this.#dirtyRows.add(row);
    else this.#blocks.doubt(row);
    // Where term and value are rows of one list, the value is the next one.
    const next = row.nextElementSibling;
    if (next && this.#near.has(next)) this.#dirtyRows.add(next);
    return true;
  }

  #rowOf(node: Node): Element | undefined {
    for (let each: Node | null = node; each; each = each.parentNode) {
      // What is in a divided row is no row's.
      if (this.#divided.has(each as Element)) return undefined;
      if (this.#rows.has(each as Element) || this.#blocks.has(each.parentNode)) return each as Element;
    }
    return undefined;
  }

  /** Another look may show or hide what was near, and give a row a box. */
  #noteLook(element: Element): void {
    this.#blocks.doubt(element);
    if (this.#rows.has(element) && !this.#near.has(element)) {
      this.#nearby.unobserve(element);
      if (this.#observed.delete(element)) this.#observe(element);
    } else
      this.#looksChanged ||= [...this.#near.keys()].some(
        (target) => element.contains(target) || target.contains(element),
      );
  }
}
