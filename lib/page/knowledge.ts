/** What the content script knows of the page and its words: lent to what is in a script of its own (tools.ts). */
import type { columnHead, isCell } from './columns';
import type { holdsNumber } from './label-text';
import type { classifyLabel, fold, hasWordOf, isWordOf, selectorOf } from './lexicon';
import type { keepEvents } from './shell';
import type { isLongList } from './survey';

export interface Knowledge {
  columnHead: typeof columnHead;
  isCell: typeof isCell;
  holdsNumber: typeof holdsNumber;
  classifyLabel: typeof classifyLabel;
  fold: typeof fold;
  hasWordOf: typeof hasWordOf;
  isWordOf: typeof isWordOf;
  isLongList: typeof isLongList;
  selectorOf: typeof selectorOf;
  keepEvents: typeof keepEvents;
}

export let known: Knowledge;

/** MUST be told before anything is read. */
export function lend(knowledge: Knowledge): void {
  known = knowledge;
}
