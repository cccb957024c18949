/** The microphone of the context this runs in. Firefox refuses it in a background page always; there a view opens it. */
import { AppError } from '../errors';
import { type AudioSettings, DEFAULT_AUDIO, microphoneConstraints } from './audio-settings';
import type { MicrophoneUse } from './open-microphones';
import { within } from './timers';

/** A view nobody looks at leaves the request pending for ever (measured in Firefox), hence an own limit. */
const LIMIT_MS = 8000;
/**
 * As long as nobody has allowed it, a context that cannot ask is refused at once; but while another page of ours shows the
 * browser's question, the request hangs behind it (measured in Chromium 156). A caller cannot wait for that.
 */
const UNASKED_LIMIT_MS = 1000;

/**
 * Opens the microphone.
 * @throws AppError microphoneRefused | microphoneNotAsked | microphoneMissing | microphoneBusy
 */
export async function openMicrophone({ audio, lost }: MicrophoneUse = {}): Promise<MediaStream> {
  const stream = await openMicrophoneOf(navigator, LIMIT_MS, audio);
  // Nothing of ours ends a track by this event: only a device that is gone does.
  stream.getAudioTracks()[0]?.addEventListener('ended', () => lost?.(true), { once: true });
  return stream;
}

/** The same through another of our documents, whose navigator this is; given up after `limitMs`. */
export async function openMicrophoneOf(
  owner: Navigator,
  limitMs: number,
  audio: AudioSettings = DEFAULT_AUDIO,
): Promise<MediaStream> {
  if (!owner.mediaDevices) throw new AppError('microphoneMissing', 'no media devices in this context');
  const asked = owner.mediaDevices.getUserMedia({ audio: microphoneConstraints(audio) });
  let late = false;
  const stopIfLate = (stream: MediaStream) => {
    if (late) stopTracks(stream);
  };
  asked.then(stopIfLate, () => undefined);
  const unasked = (await microphonePermission()) === 'prompt';
  const limit = unasked ? UNASKED_LIMIT_MS : limitMs;
  try {
    return await within(limit, asked, () => {
      late = true;
      return new AppError(unasked ? 'microphoneNotAsked' : 'microphoneBusy', `no answer within ${limit / 1000} s`);
    });
  } catch (error) {
    throw await microphoneError(error);
  }
}

/** Turns the microphone off. */
export function stopTracks(stream: MediaStream | null | undefined): void {
  if (!stream || isDead(stream)) return;
  for (const track of stream.getTracks()) track.stop();
}

/** Is this the stream of a closed document? Firefox makes such objects throw at any touch (measured). */
export function isDead(stream: MediaStream): boolean {
  try {
    return stream.id === '';
  } catch {
    return true;
  }
}

/** What a failed getUserMedia means to the user. */
export async function microphoneError(error: unknown): Promise<AppError> {
  if (error instanceof AppError) return error;
  // By its shape: what another document threw is no instance of this one's classes.
  const { name = '', message = '' } = Object(error) as { name?: string; message?: string };
  const detail = name ? `${name}: ${message}` : String(error);
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    const asked = (await microphonePermission()) !== 'prompt';
    return new AppError(asked ? 'microphoneRefused' : 'microphoneNotAsked', detail);
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return new AppError('microphoneMissing', detail);
  return new AppError('microphoneBusy', detail);
}

/** What the browser says of our microphone; 'unknown' where it cannot be asked. */
export async function microphonePermission(): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state;
  } catch {
    // Some browsers do not know the name: then the refusal itself is all we know.
    return 'unknown';
  }
}
