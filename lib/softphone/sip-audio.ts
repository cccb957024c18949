/** The audio of one SIP call in its connection: which way it flows, whether our voice is in it, keys pressed. */
import type { RTCSession } from 'jssip/lib/RTCSession';
import { AppError } from '../errors';
import { plainText } from './plain-text';

/** How long a key sounds and how long it is quiet after it, ms: short enough to type, long enough for slow receivers. */
const KEY_MS = 100;
const KEY_GAP_MS = 70;
/** How long a change of the far side's may take before ours gives up, and how often to look. */
const TURN_LIMIT_MS = 3000;
const LOOK_EVERY_MS = 30;

interface Answer {
  status_code: number;
  reason_phrase: string;
  body: string | undefined;
}

/** What JsSIP has for requests within a call and does not declare. */
export interface InDialog {
  sendRequest(
    method: string,
    options?: { body?: string; extraHeaders?: string[]; eventHandlers?: Record<string, (answer: Answer) => void> },
  ): void;
  readonly contact: string;
}

/** The connection's audio; found by what it receives, since the track it sends may be dead. */
export function audioOf(connection: RTCPeerConnection | undefined): RTCRtpTransceiver | undefined {
  return connection?.getTransceivers().find(({ receiver }) => receiver.track.kind === 'audio');
}

/** Sends our voice, or silence in its place. */
export function setVoice(connection: RTCPeerConnection | undefined, on: boolean): void {
  try {
    const track = audioOf(connection)?.sender.track;
    if (track) track.enabled = on;
  } catch {
    // The track of a closed window: a dead object throws at any touch (Firefox). Its successor comes with speakThrough.
  }
}

/**
 * Asks the far side to let the audio flow this way from now on (RFC 3264 section 8.4). JsSIP's own hold ends a call whose
 * far side refuses; here it stays as it was.
 * @throws AppError holdFailed; callUnknown when the server does not know the call any more
 */
export async function reoffer(session: RTCSession, direction: 'sendonly' | 'sendrecv'): Promise<void> {
  const connection = session.connection as RTCPeerConnection | undefined;
  const audio = audioOf(connection);
  if (!connection || !audio) throw new AppError('holdFailed', 'no audio');
  // The far side may just be changing something itself: then it is its turn first.
  for (const end = performance.now() + TURN_LIMIT_MS; !session.isReadyToReOffer(); ) {
    if (performance.now() > end) throw new AppError('holdFailed', 'not now');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const before = audio.direction;
  audio.direction = direction;
  try {
    await connection.setLocalDescription(await connection.createOffer());
    const sdp = await invite(session, connection.localDescription?.sdp ?? '');
    await connection.setRemoteDescription({ type: 'answer', sdp });
  } catch (error) {
    if (connection.signalingState === 'closed') throw new AppError('callUnknown');
    if (connection.signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
    audio.direction = before;
    throw error instanceof AppError ? error : new AppError('holdFailed', String(error));
  }
}

function invite(session: RTCSession, body: string): Promise<string> {
  const dialog = session as unknown as InDialog;
  return new Promise((resolve, reject) => {
    const refuse = (detail: string) => reject(new AppError('holdFailed', plainText(detail, 100)));
    dialog.sendRequest('INVITE', {
      body,
      extraHeaders: [
        `Contact: ${(session as unknown as { contact: string }).contact}`,
        'Content-Type: application/sdp',
      ],
      eventHandlers: {
        onSuccessResponse: (answer) => {
          // Also the answer to one that came again.
          dialog.sendRequest('ACK');
          if (answer.body) resolve(answer.body);
          else refuse('an answer without a description');
        },
        onErrorResponse: ({ status_code, reason_phrase }) => refuse(`${status_code} ${reason_phrase}`),
        onRequestTimeout: () => refuse('no answer'),
        onTransportError: () => refuse('no connection'),
        onDialogError: () => reject(new AppError('callUnknown')),
      },
    });
  });
}

/** Presses keys in the audio (RFC 4733), behind those still sounding. @throws AppError digitsFailed */
export function pressInAudio(connection: RTCPeerConnection | undefined, digits: string): void {
  const keys = audioOf(connection)?.sender.dtmf;
  if (!keys?.canInsertDTMF) throw new AppError('digitsFailed', 'the far side takes no telephone events');
  keys.insertDTMF(keys.toneBuffer + digits, KEY_MS, KEY_GAP_MS);
}

/** Presses keys by INFO requests, one after the other. @throws AppError digitsFailed */
export function pressByInfo(session: RTCSession, digits: string): void {
  try {
    session.sendDTMF(digits, { duration: KEY_MS, interToneGap: KEY_GAP_MS });
  } catch (error) {
    throw new AppError('digitsFailed', plainText(String(error), 100));
  }
}
