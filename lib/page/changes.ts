/** What a batch of mutations comes to: what was added, what reads or looks otherwise, and whose labels that may be. */
import { forgetHeads } from './columns';
import { isOurs } from './label-text';
import { isWordOf, selectorOf, wordsOf } from './lexicon';
import { isCopy, isDiscarded } from './shell';
import { isLongList } from './survey';

/** An element with more child nodes is no label. */
const LABEL_NODES = 4;

export class Changes {
  /** Attributes that say or show something. */
  static attributes(): string[] {
    return [...wordsOf('sayingAttributes'), ...wordsOf('lookAttributes')];
  }

  readonly added: { parent: Node; node: Node }[] = [];
  /** Elements whose text or attributes read otherwise. */
  readonly touched = new Set<Element>();
  /** Elements whose look, size or visibility may have changed. */
  readonly looks = new Set<Element>();
  /** Where a changed label would stand: values at, in or right below these are read again. */
  readonly context = new Set<Node>();
  /** Did the page do anything, or was it all ours? */
  any = false;
  /** Is it more than another look? */
  stirred = false;
  /** Did anything leave the page? */
  removed = false;
  private readonly lists = new Map<Node, boolean>();

  note(record: MutationRecord): void {
    const { target, type, attributeName, addedNodes, removedNodes } = record;
    if (isOurs(target)) return;
    if (type === 'childList') this.noteChildren(target, addedNodes, removedNodes);
    else if (type === 'attributes' && isWordOf('lookAttributes', attributeName ?? '')) {
      this.any = true;
      this.looks.add(target as Element);
    } else {
      this.any = true;
      this.stirred = true;
      const element = target instanceof Element ? target : target.parentElement;
      if (element) this.touched.add(element);
    }
  }

  /** Our own hosts coming and going are no change; but hosts that the page removed must come back. */
  private noteChildren(target: Node, added: NodeList, removed: NodeList): void {
    let others = false;
    for (let i = 0; i < added.length; i++) {
      const node = added[i] as Node;
      if (isOurs(node) && !isCopy(node)) continue;
      others = true;
      this.added.push({ parent: target, node });
    }
    for (let i = 0; i < removed.length && !others; i++) others = !isDiscarded(removed[i] as Node);
    if (!others) return;
    this.any = true;
    this.stirred = true;
    this.removed ||= removed.length > 0;
    if (added.length === 0 && target instanceof Element && !this.isList(target)) this.addContext(target);
  }

  /** Is the parent a long list? Asked once for all that a batch changes in it. */
  isList(parent: Element | ShadowRoot): boolean {
    const known = this.lists.get(parent);
    if (known !== undefined) return known;
    const answer = isLongList(parent);
    this.lists.set(parent, answer);
    return answer;
  }

  /** A change of a label concerns values beside it: those of its row, its field, its column. */
  addContext(node: Node): void {
    this.context.add(node);
    const element = node instanceof Element ? node : null;
    if (!element || element.childNodes.length > LABEL_NODES) return;
    const parent = element.parentElement;
    if (parent) this.context.add(parent);
    if (parent?.parentElement) this.context.add(parent.parentElement);
    const control = element.closest('label')?.control;
    if (control) this.context.add(control);
    const head = element.closest('th, thead, [role="columnheader"]');
    const table = head?.closest(selectorOf('grids'));
    if (!table) return;
    forgetHeads(table);
    this.context.add(table);
  }
}
