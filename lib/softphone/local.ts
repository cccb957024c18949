/**
 * The line host where it lives in the background itself (Firefox: a persistent page, which can hold sockets, connections
 * and sound; only the microphone must come from elsewhere). No messages: nobody receives what it sends itself.
 */
import { Loudspeakers } from './audio';
import { createLineHost } from './host';
import type { LineHost } from './host-parts';
import { openJournal } from './journal';
import type { LineHostControl, LineListener } from './remote';
import { openMicrophoneInView } from './view-microphone';

/** The line host in this page. It ends with the page, or by close(). */
export function localLineHost(): LineHostControl {
  let listener: LineListener | undefined;
  let running: { host: LineHost; stop: AbortController } | undefined;
  /** Rejects while nobody listens: the host tries again. */
  const listening = async () => listener ?? Promise.reject(new Error('nobody listens to the line host'));
  const loudspeakers = new Loudspeakers((error) => listener?.voiceLost(error));
  const start = () => {
    const stop = new AbortController();
    const host = createLineHost(
      {
        openMicrophone: openMicrophoneInView,
        chooseAudio: (audio) => loudspeakers.choose(audio),
        play: (stream, signal) => loudspeakers.playStream(stream, signal),
        tone: (name, volume, signal) => loudspeakers.playTone(name, volume, signal),
        journal: openJournal((works) => listener?.journalStores(works)),
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
