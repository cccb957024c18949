import { type ComponentChild, h, render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { UiContext, useUi } from '../ui';

/** Chrome and Edge; unknown to TypeScript's library. */
interface DocumentPictureInPicture {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}

const SIZE = { width: 320, height: 176 };

export interface MiniWindow {
  open: boolean;
  /** Opens or closes it; undefined where the browser has no windows that stay in front. MUST run in the course of a click. */
  toggle: (() => void) | undefined;
}

/** A small window that stays in front of all others, also of other programs, and shows `content` as it changes. */
export function useMiniWindow(content: ComponentChild, failed: (error: unknown) => void): MiniWindow {
  const ui = useUi();
  const [mini, setMini] = useState<Window>();
  const current = useRef<Window | undefined>(undefined);
  current.current = mini;
  useEffect(() => {
    if (mini) render(h(UiContext.Provider, { value: ui, children: content }), mini.document.body);
  });
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
      current.current?.close();
    },
    [],
  );
  const { documentPictureInPicture: api } = globalThis as { documentPictureInPicture?: DocumentPictureInPicture };
  const show = async () => {
    if (!api) return;
    const opened = await api.requestWindow(SIZE);
    opened.document.documentElement.lang = document.documentElement.lang;
    const sheets = [...document.querySelectorAll('link[rel=stylesheet], style')].map((sheet) => sheet.cloneNode(true));
    const loaded = Promise.all(sheets.map(loadOf));
    opened.document.head.append(...sheets);
    // Nothing is seen before it looks as it should.
    await loaded;
    if (gone.current) return opened.close();
    if (opened.closed) return;
    opened.addEventListener('pagehide', () => {
      render(null, opened.document.body);
      setMini(undefined);
    });
    setMini(opened);
  };
  const toggle = () => {
    if (mini) mini.close();
    else show().catch(failed);
  };
  return { open: mini !== undefined, toggle: api && toggle };
}

function loadOf(sheet: Node): Promise<void> {
  if (!(sheet instanceof HTMLLinkElement)) return Promise.resolve();
  return new Promise((resolve) => {
    for (const type of ['load', 'error']) sheet.addEventListener(type, () => resolve(), { once: true });
  });
}
