/**
 * A line host that lives in the background itself. No messages: nobody receives what it sends itself. In Firefox, whose
 * persistent page can hold sockets, connections and sound, it is the only one; in Chrome it has the lines without voice.
 */
import type { Connectors } from './connectors';
import { createLineHost } from './host';
import type { LineHost, LineHostParts } from './host-parts';
import { openJournal } from './journal';
import type { LineHostControl, LineListener } from './remote';

/** What this kind of background can do, and which lines are its own. */
export type LocalParts = Pick<
  LineHostParts,
  'openMicrophone' | 'chooseAudio' | 'play' | 'tone' | 'testSip' | 'reach'
> & {
  connectors: Partial<Connectors>;
  /** The database of its journal, where another host has the usual one. */
  journal?: 'ringside-journal-elsewhere';
};

/**
 * The line host in this page. It ends with the page, or by close().
 * @param made is given where to tell that a voice or a sound is gone
 */
export function localLineHost(made: (voiceLost: (error: unknown) => void) => LocalParts): LineHostControl {
  let listener: LineListener | undefined;
  let running: { host: LineHost; stop: AbortController } | undefined;
  /** Rejects while nobody listens: the host tries again. */
  const listening = async () => listener ?? Promise.reject(new Error('nobody listens to the line host'));
  const parts = made((error) => listener?.voiceLost(error));
  const start = () => {
    const stop = new AbortController();
    const host = createLineHost(
      {
        ...parts,
        journal: openJournal((works) => listener?.journalStores(works), parts.journal),
        onEvents: async (entries) => (await listening()).events(entries),
        onLine: async (line) => (await listening()).line(line),
        onVoiceLost: (error) => listener?.voiceLost(error),
      },
      stop.signal,
    );
    return { host, stop };
  };
  const host = () => {
    running ??= start();
    return running.host;
  };
  return {
    listen: (ears) => {
      listener = ears;
    },
    ensure: async () => {
      const fresh = running === undefined;
      host();
      return fresh;
    },
    exists: async () => running !== undefined,
    close: async () => {
      running?.stop.abort();
      running = undefined;
    },
    configure: (config) => host().configure(config),
    prepare: (callId) => host().prepare(callId),
    dial: (order) => host().dial(order),
    accept: (callId) => host().accept(callId),
    reject: (callId) => host().reject(callId),
    hangUp: (callId) => host().hangUp(callId),
    control: (callId, control) => host().control(callId, control),
    snapshot: () => host().snapshot(),
    acknowledge: (keys) => host().acknowledge(keys),
    testLine: (account) => host().testLine(account),
    retryNow: () => host().retryNow(),
    lineLog: () => host().lineLog(),
    previewRingtone: (volume) => host().previewRingtone(volume),
  };
}
