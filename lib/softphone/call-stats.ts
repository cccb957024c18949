/** What the browser measures of a connection's audio (WebRTC statistics), as a reading for call-quality.ts. */
import type { Reading } from './call-quality';

interface Stat {
  id: string;
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  jitter?: number;
  roundTripTime?: number;
  fractionLost?: number;
  codecId?: string;
  mimeType?: string;
}

/** The connection's audio so far, or undefined before anything came in. Never rejects. */
export async function readAudio(connection: RTCPeerConnection | undefined): Promise<Reading | undefined> {
  try {
    const stats = [...((await connection?.getStats())?.values() ?? [])] as Stat[];
    const ofAudio = (type: string) => stats.find((one) => one.type === type && one.kind === 'audio');
    const [heard, there] = [ofAudio('inbound-rtp'), ofAudio('remote-inbound-rtp')];
    if (!heard?.packetsReceived) return undefined;
    const codec = stats.find(({ id }) => id === heard.codecId)?.mimeType ?? '';
    return {
      received: heard.packetsReceived,
      lost: heard.packetsLost ?? 0,
      jitter: heard.jitter ?? 0,
      roundTrip: there?.roundTripTime,
      lostThere: there?.fractionLost,
      opus: /opus/i.test(codec),
    };
  } catch {
    // A connection that is just being closed gives none.
    return undefined;
  }
}
