/** The line host of Firefox's background page: it carries voice itself; only the microphone must come from elsewhere. */
import { Loudspeakers } from './audio';
import { VOICE_CONNECTORS } from './connectors';
import { testSipLine } from './line-test';
import { localLineHost } from './local';
import type { LineHostControl } from './remote';
import { REMOTE_CONNECTORS } from './remote-connectors';
import type { BackgroundReach } from './softphone';
import { openMicrophoneInView } from './view-microphone';

export function pageLineHost(reach: BackgroundReach): LineHostControl {
  return localLineHost((voiceLost) => {
    const loudspeakers = new Loudspeakers(voiceLost);
    return {
      connectors: { ...VOICE_CONNECTORS, ...REMOTE_CONNECTORS },
      testSip: testSipLine,
      reach,
      openMicrophone: openMicrophoneInView,
      chooseAudio: (audio) => loudspeakers.choose(audio),
      play: (stream, signal) => loudspeakers.playStream(stream, signal),
      tone: (name, volume, signal) => loudspeakers.playTone(name, volume, signal),
    };
  });
}
