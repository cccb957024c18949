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
import { readAudio } from './call-stats';
import { QualityWatch } from './quality-watch';
import { audioOf, type InDialog, pressByInfo, pressInAudio, reoffer, setVoice } from './sip-audio';
import { endOf, parseReasons } from './sip-reasons';
import { refer, type TransferEvents } from './sip-transfer';
import type { CallControl, ConnectorHost } from './softphone';
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

export class SipCall {
  readonly #over = new AbortController();
  /** Aborts when the far side answers or its own audio comes: our ring-back tone stops. */
  readonly #farAudio = new AbortController();
  /** Changes of direction come one after the other: a second offer before the answer would be an error. */
  #offers: Promise<unknown> = Promise.resolve();
  #session: RTCSession | undefined;
  #quality: QualityWatch | undefined;
  #wish: 'hangUp' | 'decline' | undefined;
  /** The server has said that the far side is connected with somebody else. */
  #isGiven = false;
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
    hold: () => this.#heldByThem(),
    unhold: () => this.#heldByThem(),
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

  decline(as: 'busy' | 'unavailable'): void {
    if (this.#facts.phase !== 'ringing') throw new AppError('callUnknown');
    this.#wish = 'decline';
    this.#terminate(as === 'busy' ? 486 : 480);
  }

  hangUp(): void {
    if (this.#facts.phase === 'ringing') {
      this.decline('busy');
      return;
    }
    this.#wish = 'hangUp';
    this.#terminate();
  }

  /** Sends another microphone's voice from now on. @throws AppError callFailed: no audio has been negotiated */
  async speakThrough(microphone: MediaStream): Promise<void> {
    const [track] = microphone.getAudioTracks();
    const audio = audioOf(this.#session?.connection);
    if (!track || !audio) throw new AppError('callFailed', 'no audio to send a voice with');
    track.enabled = this.#speaks;
    await audio.sender.replaceTrack(track);
  }

  /** What needs neither another call nor an address. @throws AppError */
  async control(control: Exclude<CallControl, { kind: 'connect' | 'transfer' }>): Promise<void> {
    switch (control.kind) {
      case 'hold':
        return this.#hold(true);
      case 'resume':
        return this.#hold(false);
      case 'mute':
        this.#live('dialling');
        if (control.on !== (this.#facts.muted ?? false)) this.#change({ muted: control.on });
        return setVoice(this.#session?.connection, this.#speaks);
      case 'digits':
        if (control.as === 'info') return pressByInfo(this.#live('dialling'), control.digits);
        return pressInAudio(this.#live('dialling').connection, control.digits);
    }
  }

  /** Gives the call to this SIP address, shown as `target`. @throws AppError */
  transfer(target: string, address: string): Promise<void> {
    const events = { done: () => this.#given(), failed: (text: string) => this.#giveBack(text) };
    return this.#giveAway(target, address, undefined, events);
  }

  /** Connects this call's far side with that of the other one; both end when that worked. @throws AppError */
  async connectWith(other: SipCall): Promise<void> {
    const replaced = other.#live();
    const underWay = { target: this.#facts.number, state: 'underWay' } as const;
    other.#change({ transfer: underWay });
    try {
      await this.#giveAway(other.facts.number, replaced.remote_identity.uri.toString(), replaced, {
        done: () => [this, other].forEach((call) => void call.#given()),
        failed: (text) => [this, other].forEach((call) => void call.#giveBack(text)),
      });
    } catch (error) {
      other.#giveBack('');
      throw error;
    }
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

  /** The session of a call that can be controlled. @throws AppError callUnknown */
  #live(also?: 'dialling'): RTCSession {
    const { phase } = this.#facts;
    if (!this.#session || (phase !== 'connected' && phase !== also)) throw new AppError('callUnknown');
    return this.#session;
  }

  /** A request that nobody can answer dies after 32 s (RFC 3261 timer B) and would take the call with it. */
  #mustBeOnline(): void {
    if (!this.online()) throw new AppError('lineConnecting');
  }

  get #speaks(): boolean {
    return !this.#facts.muted && !this.#facts.heldByUs && !this.#facts.heldByThem;
  }

  #hold(on: boolean): Promise<void> {
    const change = this.#offers.then(async () => {
      const session = this.#live();
      if ((this.#facts.heldByUs ?? false) === on) return;
      this.#mustBeOnline();
      // Silent from here on, whatever the answer takes.
      if (on) setVoice(session.connection, false);
      try {
        await reoffer(session, on ? 'sendonly' : 'sendrecv');
        this.#change({ heldByUs: on });
      } catch (error) {
        if (error instanceof AppError && error.code === 'callUnknown') this.lose();
        throw error;
      } finally {
        setVoice(session.connection, this.#speaks);
      }
    });
    this.#offers = change.catch(() => undefined);
    return change;
  }

  #heldByThem(): void {
    const heldByThem = this.#session?.isOnHold().remote ?? false;
    if (heldByThem !== (this.#facts.heldByThem ?? false)) this.#change({ heldByThem });
    // JsSIP has just set the voice by what it knows, and it knows neither our hold nor our mute.
    setVoice(this.#session?.connection, this.#speaks);
  }

  /** @param shown who gets the call, in the words of the log */
  async #giveAway(
    shown: string,
    target: string,
    replaced: RTCSession | undefined,
    events: TransferEvents,
  ): Promise<void> {
    const session = this.#live();
    // The server's notes about two at once could not be told apart.
    if (this.#facts.transfer?.state === 'underWay') throw new AppError('transferFailed', 'another one is under way');
    this.#mustBeOnline();
    this.#change({ transfer: { target: shown, state: 'underWay' } });
    try {
      await refer(session, target, replaced, events, this.#over.signal);
    } catch (error) {
      this.#giveBack(error instanceof AppError ? (error.detail ?? '') : '');
      throw error;
    }
  }

  /** Our part is over: it is ours to say goodbye (RFC 5589 section 6.1). */
  #given(): void {
    this.#isGiven = true;
    this.#terminate();
  }

  #giveBack(text: string): void {
    const { transfer } = this.#facts;
    if (transfer?.state === 'underWay') this.#change({ transfer: { ...transfer, state: 'failed', text } });
  }

  #alert(): void {
    if (this.#facts.phase !== 'dialling' || this.#facts.alertingAt !== undefined) return;
    this.#change({ alertingAt: this.host.now() });
    this.host.tone('ringBack', AbortSignal.any([this.#over.signal, this.#farAudio.signal]));
  }

  #connect(): void {
    this.#farAudio.abort();
    this.#change({ phase: 'connected', answeredAt: this.host.now() });
    const read = () => readAudio(this.#session?.connection);
    this.#quality = new QualityWatch(read, (quality) => this.#change({ quality }), this.#over.signal);
    after(AUDIO_LIMIT_MS, this.#over.signal, () => {
      if (this.#hadAudio) return;
      const state = this.#session?.connection?.connectionState ?? 'none';
      this.host.sink.report(new AppError('callFailed', `no audio path: ${state}`), 'connecting the audio of a call');
    });
  }

  #followMedia(connection: RTCPeerConnection): void {
    const { signal } = this.#over;
    const played = new Set<MediaStreamTrack>();
    let gone: AbortController | undefined;
    connection.addEventListener(
      'track',
      ({ track }) => {
        if (track.kind !== 'audio' || played.has(track)) return;
        played.add(track);
        // A stream of our own: the connection takes the track out of its own one while the call is held.
        this.host.play(new MediaStream([track]), signal);
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
    // Once it has connected two others the server ends our part, or waits for us to do so.
    const asked = this.#facts.transfer?.state === 'underWay' && end.reason === 'remoteHangUp';
    const reason = asked || this.#isGiven ? 'transferred' : end.reason;
    const quality = this.#quality?.overall ?? this.#facts.quality;
    this.#change({ phase: 'ended', quality, end: { ...end, reason, at: this.host.now() } });
  }

  #change(changed: Partial<CallFacts>): void {
    if (this.#facts.phase === 'ended') return;
    this.#facts = { ...this.#facts, ...changed };
    this.host.sink.call(this.#facts);
  }
}
