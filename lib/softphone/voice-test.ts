/**
 * Does the voice get through this computer: a microphone that gives sound, and two connections of ours that send it to
 * each other, out and back, with the codecs and the network layer that calls use. What lies between here and the PBX is not
 * part of it: only a call shows that.
 */
import { AppError } from '../errors';
import { stopTracks } from './microphone';

const LOOK_EVERY_MS = 100;
/** A room that is quiet still hums: this long without anything means a microphone that is muted or unplugged. */
const SILENCE_MS = 1500;
/** Energy of digital silence, with room for rounding. */
const NOTHING = 1e-12;

/** Two ends in this document, each with the microphone. MUST be closed. */
export class VoiceLoop {
  readonly #a = new RTCPeerConnection();
  readonly #b = new RTCPeerConnection();

  constructor(private readonly microphone: MediaStream) {}

  /**
   * Resolves as soon as packets have come in at both ends.
   * @throws AppError audioBlocked when the connections fail; hangs where nothing happens, so limit it
   */
  async bothWays(signal: AbortSignal): Promise<void> {
    const [a, b] = [this.#a, this.#b];
    const failed = new Promise<never>((_, reject) => {
      for (const end of [a, b])
        end.addEventListener('connectionstatechange', () => {
          if (end.connectionState === 'failed') reject(new AppError('audioBlocked', 'the connection failed'));
        });
    });
    failed.catch(() => undefined);
    await this.#connect();
    const through = async () => (await Promise.all([a, b].map(packetsAt))).every((packets) => packets > 0);
    await Promise.race([failed, poll(through, signal)]);
  }

  /** @throws AppError microphoneSilent when nothing but zeros comes from the microphone */
  async hearsSomething(signal: AbortSignal): Promise<void> {
    const end = performance.now() + SILENCE_MS;
    const silent = async () => ((await energyOf(this.#a)) ?? 1) <= NOTHING;
    await poll(async () => performance.now() > end || !(await silent()), signal);
    if (await silent()) throw new AppError('microphoneSilent');
  }

  close(): void {
    this.#a.close();
    this.#b.close();
    stopTracks(this.microphone);
  }

  async #connect(): Promise<void> {
    const [a, b] = [this.#a, this.#b];
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      one.addEventListener(
        'icecandidate',
        ({ candidate }) => void other.addIceCandidate(candidate).catch(() => undefined),
      );
      for (const track of this.microphone.getAudioTracks()) one.addTrack(track, this.microphone);
    }
    await a.setLocalDescription();
    await b.setRemoteDescription(a.localDescription as RTCSessionDescription);
    await b.setLocalDescription();
    await a.setRemoteDescription(b.localDescription as RTCSessionDescription);
  }
}

/** Packets of sound that have come in at this end. */
async function packetsAt(end: RTCPeerConnection): Promise<number> {
  let packets = 0;
  for (const report of (await end.getStats()).values() as Iterable<RTCInboundRtpStreamStats>)
    if (report.type === 'inbound-rtp') packets += report.packetsReceived ?? 0;
  return packets;
}

/** What the microphone has given so far; undefined in a browser that does not measure it (Firefox). */
async function energyOf(end: RTCPeerConnection): Promise<number | undefined> {
  // Measured where it is sent: what comes in counts only while somebody plays it.
  for (const report of (await end.getStats()).values() as Iterable<RTCStats & { totalAudioEnergy?: number }>)
    if (report.type === 'media-source') return report.totalAudioEnergy;
  return undefined;
}

/** Looks until it is so, or the signal aborts. */
async function poll(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
