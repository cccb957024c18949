/**
 * The line host as the background sees it where the host lives in a document of its own (Chrome, Edge: the offscreen
 * document). Makes sure the document exists before every command; it outlives this worker.
 */
import { browser } from 'wxt/browser';
import { AppError } from '../errors';
import { askHost, type HostCalls, type LineTestStep } from '../messages';
import { onHostGone } from './host-lock';
import type { LineLogEntry } from './line-log';
import type { JournalEntry, LineState, SipAccount, Softphone } from './softphone';

const HOST_PAGE = '/offscreen.html';

/** What a line host in the background's own page tells it; one in another document sends messages (LineCalls). */
export interface LineListener {
  /** New events; resolves with the journal keys that are stored. */
  events(entries: JournalEntry[]): Promise<number[]>;
  line(line: LineState): Promise<unknown>;
  /** The journal works in memory only, or stores again. */
  journalStores(works: boolean): void;
  /** A call goes on without our voice, for this reason. */
  voiceLost(error: unknown): void;
}

/** What the background may ask of a line host besides making calls. */
export interface LineHostControl extends Softphone {
  /** Takes the listener of a host that sends no messages. MUST be called before all else. */
  listen?(listener: LineListener): void;
  testLine(account: SipAccount): Promise<LineTestStep[]>;
  retryNow(): Promise<void>;
  /** What happened on the line in the last hour, without credentials. */
  lineLog(): Promise<LineLogEntry[]>;
  previewRingtone(volume: number): Promise<void>;
  /** Makes sure a host runs; true when it had to be started. */
  ensure(): Promise<boolean>;
  /** Calls `gone` once when the running host has ended, where that can be noticed. */
  watch?(gone: () => void): Promise<void>;
  exists(): Promise<boolean>;
  /** Ends the host: no socket, no document (R1). Configure it with null and take its events first. */
  close(): Promise<void>;
}

let starting: Promise<boolean> | undefined;

/** Starts the offscreen document unless it runs; concurrent callers share one start. */
function ensure(): Promise<boolean> {
  starting ??= start().finally(() => {
    starting = undefined;
  });
  return starting;
}

async function start(): Promise<boolean> {
  if (await exists()) return false;
  await browser.offscreen.createDocument({
    url: HOST_PAGE,
    // AUDIO_PLAYBACK alone would let the browser close the document after 30 s of silence (measured).
    reasons: ['USER_MEDIA', 'WEB_RTC', 'AUDIO_PLAYBACK'],
    justification: 'Holds the telephone line: its socket, the audio of calls and the ringtone.',
  });
  return true;
}

async function exists(): Promise<boolean> {
  const contexts = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return contexts.length > 0;
}

async function ask<K extends keyof HostCalls & string>(
  name: K,
  data: Parameters<HostCalls[K]>[0],
): Promise<ReturnType<HostCalls[K]>> {
  await ensure();
  try {
    return (await askHost(name, data as never)) as ReturnType<HostCalls[K]>;
  } catch (error) {
    throw new AppError('lineHostGone', error instanceof Error ? error.message : String(error));
  }
}

/** The line host in the offscreen document. Commands reject only when the document cannot be reached. */
export function remoteLineHost(): LineHostControl {
  return {
    ensure,
    // Where no document runs nobody holds the lock: it would be had at once.
    watch: async (gone) => {
      if (await exists()) onHostGone(gone);
    },
    exists,
    close: () => browser.offscreen.closeDocument(),
    configure: async (config) => void (await ask('configure', { config })),
    prepare: (callId) => ask('prepare', { callId }),
    dial: (order) => ask('hostDial', order),
    accept: (callId) => ask('hostAccept', { callId }),
    reject: (callId) => ask('hostReject', { callId }),
    hangUp: (callId) => ask('hostHangUp', { callId }),
    control: (callId, control) => ask('hostControl', { callId, control }),
    snapshot: () => ask('snapshot', {}),
    acknowledge: async (keys) => void (await ask('acknowledge', { keys })),
    testLine: (account) => ask('hostTestLine', { account }),
    retryNow: async () => void (await ask('hostRetry', {})),
    lineLog: () => ask('hostLog', {}),
    previewRingtone: async (volume) => void (await ask('hostRingtone', { volume })),
  };
}
