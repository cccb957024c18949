/**
 * The line hosts of Chrome and Edge: one in the offscreen document, for voice, and one in the worker, for lines whose calls
 * live in another program. That one has no sound; the other program rings.
 */
import { AppError } from '../errors';
import { lineHosts } from './line-hosts';
import { localLineHost } from './local';
import { type LineHostControl, remoteLineHost } from './remote';
import { REMOTE_CONNECTORS } from './remote-connectors';
import type { BackgroundReach, LineConfig } from './softphone';

/** @param inForce the line that the settings describe; null when switched off */
export function workerLineHosts(reach: BackgroundReach, inForce: () => Promise<LineConfig | null>): LineHostControl {
  const silent = localLineHost(() => ({
    connectors: REMOTE_CONNECTORS,
    journal: 'ringside-journal-elsewhere',
    reach,
    openMicrophone: async () => {
      throw new AppError('microphoneMissing');
    },
    play: () => undefined,
    tone: () => undefined,
  }));
  return lineHosts(remoteLineHost(), silent, inForce);
}
