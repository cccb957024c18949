/** The line host in Chrome and Edge. An offscreen document has no extension API but `runtime`. */
import { asFailure, report } from '../../lib/errors';
import { answer, askBackground, byName, type HostHandlers, type LineCalls } from '../../lib/messages';
import { Loudspeakers } from '../../lib/softphone/audio';
import { VOICE_CONNECTORS } from '../../lib/softphone/connectors';
import { createLineHost } from '../../lib/softphone/host';
import { holdHostLock } from '../../lib/softphone/host-lock';
import { openJournal } from '../../lib/softphone/journal';
import { testSipLine } from '../../lib/softphone/line-test';
import { openMicrophone } from '../../lib/softphone/microphone';

holdHostLock();

const tellVoice = (failure: unknown) => {
  const { code, detail } = asFailure(failure);
  askBackground<LineCalls, 'voiceLost'>('voiceLost', { code, detail }).catch((error) =>
    report(error, 'telling of a voice'),
  );
};
const loudspeakers = new Loudspeakers(tellVoice);

const host = createLineHost(
  {
    connectors: VOICE_CONNECTORS,
    testSip: testSipLine,
    openMicrophone,
    onVoiceLost: tellVoice,
    chooseAudio: (audio) => loudspeakers.choose(audio),
    play: (stream, signal) => loudspeakers.playStream(stream, signal),
    tone: (name, volume, signal) => loudspeakers.playTone(name, volume, signal),
    journal: openJournal(
      (works) =>
        void askBackground<LineCalls, 'journalStores'>('journalStores', { works }).catch((error) =>
          report(error, 'telling the background about the journal'),
        ),
    ),
    onEvents: (entries) => askBackground<LineCalls, 'events'>('events', { entries }),
    onLine: (line) => askBackground<LineCalls, 'lineChanged'>('lineChanged', { line }),
  },
  // The document's end is the host's end.
  new AbortController().signal,
);

const handlers: HostHandlers = {
  configure: async ({ config }) => done(host.configure(config)),
  prepare: ({ callId }) => host.prepare(callId),
  hostDial: (order) => host.dial(order),
  hostAccept: ({ callId }) => host.accept(callId),
  hostReject: ({ callId }) => host.reject(callId),
  hostHangUp: ({ callId }) => host.hangUp(callId),
  hostControl: ({ callId, control }) => host.control(callId, control),
  snapshot: () => host.snapshot(),
  acknowledge: ({ keys }) => done(host.acknowledge(keys)),
  hostTestLine: ({ account }) => host.testLine(account),
  hostRetry: () => done(host.retryNow()),
  hostLog: () => host.lineLog(),
  hostRingtone: ({ volume }) => done(host.previewRingtone(volume)),
};

async function done(work: Promise<void>): Promise<null> {
  await work;
  return null;
}

answer('host', byName(handlers));
askBackground<LineCalls, 'hostStarted'>('hostStarted', {}).catch((error) =>
  report(error, 'telling the background that the line host runs'),
);
