/**
 * One SIP call: JsSIP's session events in, facts out.
 *
 *   outgoing:  dialling --180/183--> dialling, alerting --2xx--> connected --> ended
 *   incoming:  ringing --our 200--> connected --> ended
 *
 * Reports the end exactly once, whatever JsSIP emits after it.
 */
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallEnd, CallFacts } from '../call';
import { AppError } from '../errors';
import { endOf, parseReasons } from './sip-reasons';
import type { ConnectorHost } from './softphone';
import { after } from './timers';

/** Candidates that come later than this after the first one are not worth keeping the caller waiting. */
const GATHERING_MS = 500;
/** An answered call without a path for audio by then is reported; it is ended only when ICE gives up. */
const AUDIO_LIMIT_MS = 8000;
/** Nobody hears anything for this long: a PBX that has died says no goodbye, and ICE may go on hoping for minutes. */
const AUDIO_GONE_MS = 20_000;

interface EndEvent {
  originator: string;
  cause: string;
  message: { status_code?: number; reason_phrase?: string; getHeaders?(name: string): string[] } | null;
}

/** JsSIP's documented in-dialog request, which its types leave out. */
interface InDialog {
  sendRequest(method: string, options: { extraHeaders: string[]; eventHandlers: Record<string, () => void> }): void;
  readonly contact: string;
}

export class SipCall {
  readonly #over = new AbortController();
  /** Aborts when the far side answers or its own audio comes: our ring-back tone stops. */
  readonly #farAudio = new AbortController();
  #session: RTCSession | undefined;
  #wish: 'hangUp' | 'decline' | undefined;
  #hadAudio = false;
  #facts: CallFacts;

  /** @param online is the socket open right now? @param ended the call is over; called once, before its last facts go out */
  constructor(
    facts: CallFacts,
    private readonly host: ConnectorHost,
    private readonly online: () => boolean,
    private readonly ended: () => void,
  ) {
    this.#facts = facts;
  }

  get facts(): CallFacts {
    return this.#facts;
  }

  /** What JsSIP must tell us, for `ua.call`, which emits before it returns, or for `attach`. */
  readonly handlers = {
    peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }) => this.#followMedia(peerconnection),
    sending: ({ request }: { request: { call_id: string } }) => this.#change({ sipCallId: request.call_id }),
    icecandidate: ({ ready }: { ready: () => void }) => after(GATHERING_MS, this.#over.signal, ready),
    sdp: ({ originator }: { originator: string }) => {
      // An answer before the call is answered brings the far side's own tones or announcements.
      if (originator === 'remote') this.#farAudio.abort();
    },
    progress: ({ originator }: { originator: string }) => {
      if (originator === 'remote') this.#alert();
    },
    accepted: () => this.#connect(),
    // The far side never makes us dial, nor slip another call into this one.
    refer: ({ reject }: { reject: () => void }) => reject(),
    replaces: ({ reject }: { reject: () => void }) => reject(),
    ended: (event: EndEvent) => this.#finish(event),
    failed: (event: EndEvent) => this.#finish(event),
  };

  /** MUST be called once, before anything else; reports the call for the first time. */
  attach(session: RTCSession): void {
    this.#session = session;
    this.host.sink.call(this.#facts);
  }

  answer(microphone: MediaStream, iceServers: RTCIceServer[]): void {
    if (this.#facts.phase !== 'ringing' || !this.#session?.isInProgress()) throw new AppError('callUnknown');
    this.#session.answer({ mediaStream: microphone, pcConfig: { iceServers } });
  }

  decline(): void {
    if (this.#facts.phase !== 'ringing') throw new AppError('callUnknown');
    this.#wish = 'decline';
    this.#terminate(486);
  }

  hangUp(): void {
    if (this.#facts.phase === 'ringing') {
      this.decline();
      return;
    }
    this.#wish = 'hangUp';
    this.#terminate();
  }

  /** Sends another microphone's voice from now on. @throws AppError callFailed: no audio has been negotiated */
  async speakThrough(microphone: MediaStream): Promise<void> {
    const session = this.#session;
    const [track] = microphone.getAudioTracks();
    // Found by what it receives: the track it sends may be dead, and a dead object throws at any touch (Firefox).
    const audio = session?.connection?.getTransceivers().find(({ receiver }) => receiver.track.kind === 'audio');
    if (!session || !track || !audio) throw new AppError('callFailed', 'no audio to send a voice with');
    track.enabled = !session.isMuted().audio && !session.isOnHold().local;
    await audio.sender.replaceTrack(track);
  }

  /** Ends the call because the line is going away; the far side is told where that is still possible. */
  lose(): void {
    this.#end({ reason: 'lost' });
    this.#terminate();
  }

  /**
   * Asks the server on a new connection whether it still knows this call; ends it as lost when it does not (RFC 3261
   * section 12.2.1.2). An UPDATE also tells it where we are now (RFC 3311): what the far side does goes to there.
   */
  verify(): void {
    if (this.#facts.phase !== 'connected' || !this.#session) return;
    const session = this.#session as unknown as InDialog;
    session.sendRequest('UPDATE', {
      extraHeaders: [`Contact: ${session.contact}`],
      eventHandlers: { onDialogError: () => this.lose() },
    });
  }

  #alert(): void {
    if (this.#facts.phase !== 'dialling' || this.#facts.alertingAt !== undefined) return;
    this.#change({ alertingAt: this.host.now() });
    this.host.tone('ringBack', AbortSignal.any([this.#over.signal, this.#farAudio.signal]));
  }

  #connect(): void {
    this.#farAudio.abort();
    this.#change({ phase: 'connected', answeredAt: this.host.now() });
    after(AUDIO_LIMIT_MS, this.#over.signal, () => {
      if (this.#hadAudio) return;
      const state = this.#session?.connection?.connectionState ?? 'none';
      this.host.sink.report(new AppError('callFailed', `no audio path: ${state}`), 'connecting the audio of a call');
    });
  }

  #followMedia(connection: RTCPeerConnection): void {
    const { signal } = this.#over;
    const played = new Set<MediaStream>();
    let gone: AbortController | undefined;
    connection.addEventListener(
      'track',
      ({ track, streams }) => {
        const stream = streams[0] ?? new MediaStream([track]);
        if (track.kind !== 'audio' || played.has(stream)) return;
        played.add(stream);
        this.host.play(stream, signal);
      },
      { signal },
    );
    connection.addEventListener(
      'connectionstatechange',
      () => {
        const { connectionState: state } = connection;
        if (state === 'connected') {
          this.#hadAudio = true;
          gone?.abort();
          gone = undefined;
        } else if (!gone && (state === 'disconnected' || state === 'failed')) {
          gone = new AbortController();
          after(AUDIO_GONE_MS, AbortSignal.any([signal, gone.signal]), () => this.lose());
        }
      },
      { signal },
    );
  }

  #terminate(status?: number): void {
    if (!this.#session || this.#session.isEnded()) return;
    this.#session.terminate(status === undefined ? {} : { status_code: status });
  }

  #finish({ originator, cause, message }: EndEvent): void {
    this.#end(
      endOf({
        direction: this.#facts.direction,
        answered: this.#facts.answeredAt !== undefined,
        wish: this.#wish,
        originator,
        cause,
        status: message?.status_code,
        phrase: message?.reason_phrase,
        reasons: parseReasons(message?.getHeaders?.('reason') ?? []),
        online: this.online(),
        hadAudio: this.#hadAudio,
      }),
    );
  }

  #end(end: Omit<CallEnd, 'at'>): void {
    if (this.#facts.phase === 'ended') return;
    this.#over.abort();
    this.ended();
    this.#change({ phase: 'ended', end: { ...end, at: this.host.now() } });
  }

  #change(changed: Partial<CallFacts>): void {
    if (this.#facts.phase === 'ended') return;
    this.#facts = { ...this.#facts, ...changed };
    this.host.sink.call(this.#facts);
  }
}
