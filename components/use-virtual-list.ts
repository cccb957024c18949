/** The one bridge to the library that keeps a long list short: only rows in view and near it are built. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePainted } from './use-painted';

export interface VirtualListOptions {
  /** The list's element; its nearest ancestor `.scroll` is what scrolls. */
  list: RefObject<HTMLElement | null>;
  count: number;
  /** Height of rows before the first, which are not loaded any more. */
  before: number;
  keyOf(index: number): string;
  /** A guess; rows are measured once they are built. */
  sizeOf(index: number): number;
}

export interface VirtualList {
  rows: VirtualItem[];
  /** Height of the whole list. */
  height: number;
  /** Where a row stands within the list. */
  topOf(row: VirtualItem): number;
  /** MUST be the ref of every row, which carries `data-index`. */
  measure(row: HTMLElement | null): void;
  scrollTo(index: number): void;
}

/** Rows near the view that are built too: enough for a flick of the wheel. */
const OVERSCAN = 8;

export function useVirtualList({ list, count, before, keyOf, sizeOf }: VirtualListOptions): VirtualList {
  const [, redraw] = useState(0);
  const painted = usePainted();
  const margin = useMargin(list);
  const kept = useRef<Virtualizer<HTMLElement, HTMLElement> | undefined>(undefined);
  const options = {
    count,
    getScrollElement: () => list.current?.closest<HTMLElement>('.scroll') ?? null,
    estimateSize: sizeOf,
    getItemKey: keyOf,
    paddingStart: before,
    scrollMargin: margin,
    overscan: painted ? OVERSCAN : 0,
    // Nobody knows yet whether the list begins within the view: that is measured before anything is painted.
    initialRect: { width: 360, height: 0 },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw((times) => times + 1),
  };
  kept.current ??= new Virtualizer<HTMLElement, HTMLElement>(options);
  const virtualizer = kept.current;
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    topOf: (row) => row.start - margin,
    measure: virtualizer.measureElement,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}

/** How far below the top of what scrolls the list begins: live calls and tasks above it come and go. */
function useMargin(list: RefObject<HTMLElement | null>): number {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const scroll = list.current?.closest<HTMLElement>('.scroll');
    if (!scroll) return;
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      setMargin(Math.round(top - scroll.getBoundingClientRect().top + scroll.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const child of scroll.querySelectorAll(':scope > *, .body > *')) observer.observe(child);
    return () => observer.disconnect();
  });
  return margin;
}
