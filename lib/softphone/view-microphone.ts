/**
 * The microphone in Firefox. A background page may never record there, whatever was granted (measured), so a document of
 * ours that the user can see opens it and hands the stream over: all our documents live in one process.
 *
 *   side bar or call window of the window in front, else the call window brought to the front --stream--> line host
 *   that document closes: its stream dies with it --lost--> line host opens another one
 */
import { browser } from 'wxt/browser';
import { AppError, asFailure } from '../errors';
import { showCallWindow } from '../surfaces/windows';
import { isDead, microphonePermission, openMicrophoneOf } from './microphone';
import type { MicrophoneUse } from './open-microphones';
import { every } from './timers';

const SIDEBAR = '/sidepanel.html';
const CALL_WINDOW = '/call.html';
const OPTIONS = '/options.html';

/** A document nobody looks at never answers; one in the window in front takes some 10 ms (measured). */
const VIEW_LIMIT_MS = 3000;
const WINDOW_LIMIT_MS = 8000;
/** A new window must load first. */
const LOAD_LIMIT_MS = 5000;
const LOOK_EVERY_MS = 50;
/** The end of a document is announced; this catches what was not. */
const CHECK_EVERY_MS = 1000;

/**
 * Opens the microphone in a document the user can see; opens the call window where there is none.
 * @throws AppError microphoneRefused | microphoneNotAsked | microphoneMissing | microphoneBusy
 */
export async function openMicrophoneInView(use: MicrophoneUse): Promise<MediaStream> {
  const { callId } = use;
  // Asked for where the user expects it: on the microphone page, not by a call.
  if ((await microphonePermission()) === 'prompt') throw new AppError('microphoneNotAsked');
  // The line is tested from the options page; a call never hangs on that page.
  const wanted = callId === undefined ? [OPTIONS, SIDEBAR, CALL_WINDOW] : [SIDEBAR, CALL_WINDOW];
  for (const view of wanted.flatMap(visibleViews)) {
    if (!(await isInFront(view))) continue;
    try {
      return await openIn(view, VIEW_LIMIT_MS, use);
    } catch (error) {
      if (asFailure(error).code !== 'microphoneBusy') throw error;
    }
  }
  await showCallWindow(callId ?? '', true);
  return openIn(await callWindow(), WINDOW_LIMIT_MS, use);
}

async function openIn(view: Window, limitMs: number, { lost, audio }: MicrophoneUse): Promise<MediaStream> {
  let closed = false;
  view.addEventListener('pagehide', () => {
    closed = true;
  });
  const stream = await openMicrophoneOf(view.navigator, limitMs, audio);
  if (closed || isDead(stream)) throw new AppError('microphoneBusy', 'the window was closed');
  if (lost) watch(stream, view, lost);
  return stream;
}

/** Tells once that the stream has ended, whatever ended it. */
function watch(stream: MediaStream, view: Window, lost: (unplugged: boolean) => void): void {
  const over = new AbortController();
  const { signal } = over;
  const end = (unplugged = false) => {
    if (signal.aborted) return;
    over.abort();
    lost(unplugged);
  };
  view.addEventListener('pagehide', () => end(), { signal });
  // Tracks of a document that is being closed may end too: then the document is not seen any more.
  const seen = () => !isDead(stream) && view.document.visibilityState === 'visible';
  for (const track of stream.getTracks()) track.addEventListener('ended', () => end(seen()), { signal });
  every(CHECK_EVERY_MS, signal, () => {
    if (isDead(stream) || !stream.active) end();
  });
}

/** Our documents at this path that the user can see. */
function visibleViews(path: string): Window[] {
  // WXT's types know these windows by name only.
  const views = browser.extension.getViews() as unknown as Window[];
  return views.filter((view) => {
    try {
      const { readyState, visibilityState } = view.document;
      return view.location.pathname === path && readyState !== 'loading' && visibilityState === 'visible';
    } catch {
      // A window that is being closed: its objects are dead.
      return false;
    }
  });
}

/** In any other window the request hangs until the user goes there, also when it can be seen (measured). */
async function isInFront(view: Window): Promise<boolean> {
  try {
    return (await (view as unknown as { browser: typeof browser }).browser.windows.getCurrent()).focused === true;
  } catch {
    return false;
  }
}

/** The call window, as soon as it has loaded and is seen. */
async function callWindow(): Promise<Window> {
  const end = performance.now() + LOAD_LIMIT_MS;
  for (;;) {
    const [view] = visibleViews(CALL_WINDOW);
    if (view) return view;
    if (performance.now() > end) throw new AppError('microphoneBusy', 'the call window did not open');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
