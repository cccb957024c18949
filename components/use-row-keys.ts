import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface RowKeysOptions {
  /** Ids of all rows, in their order. */
  ids: readonly string[];
  /** Ids of those in the document. */
  shown: readonly string[];
  /** Holds the rows; each has `data-call` and in it the button `.cover`. */
  list: RefObject<HTMLElement | null>;
  scrollTo(index: number): void;
  onDelete(id: string): void;
}

/**
 * Keys in a list of calls: one tab stop, arrows, Home and End move between rows, Delete takes a row off. When the row with
 * the focus goes, the one in its place gets it.
 */
export function useRowKeys({ ids, shown, list, scrollTo, onDelete }: RowKeysOptions) {
  const [active, setActive] = useState('');
  const wanted = useRef<number | undefined>(undefined);
  const focused = useRef<number | undefined>(undefined);
  const stop = shown.includes(active) ? active : shown[0];
  const focus = (id: string | undefined) => {
    const cover = id && list.current?.querySelector<HTMLElement>(`[data-call="${CSS.escape(id)}"] .cover`);
    if (cover) cover.focus();
    return Boolean(cover);
  };
  useLayoutEffect(() => {
    const index = wanted.current;
    if (index !== undefined && focus(ids[index])) wanted.current = undefined;
    // The row that had the focus is gone: nobody else has taken it.
    else if (focused.current !== undefined && document.activeElement === document.body)
      focus(ids[Math.min(focused.current, ids.length - 1)]);
  });
  const moves: Record<string, (at: number) => number> = {
    ArrowDown: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    Home: () => 0,
    End: () => ids.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('[data-call]')?.dataset.call;
    if (!id || /^(INPUT|TEXTAREA)$/.test(target.tagName)) return;
    const move = moves[event.key];
    if (event.key === 'Delete') onDelete(id);
    else if (move) {
      const to = Math.max(0, Math.min(ids.length - 1, move(ids.indexOf(id))));
      wanted.current = to;
      scrollTo(to);
      if (focus(ids[to])) wanted.current = undefined;
    } else return;
    event.preventDefault();
  };
  const onFocus = (id: string) => {
    setActive(id);
    focused.current = ids.indexOf(id);
  };
  const onBlur = (event: FocusEvent) => {
    // Focus that goes somewhere of its own will is not called back.
    if (event.relatedTarget && !list.current?.contains(event.relatedTarget as Node)) focused.current = undefined;
  };
  return { stop, onKeyDown, onFocus, onBlur };
}
