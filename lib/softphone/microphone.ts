/** The microphone of the context this runs in. Firefox refuses it in a background page always; there a view opens it. */
import { AppError } from '../errors';
import { within } from './timers';

/** A view nobody looks at leaves the request pending for ever (measured in Firefox), hence an own limit. */
const LIMIT_MS = 8000;

/**
 * Opens the microphone.
 * @throws AppError microphoneRefused | microphoneNotAsked | microphoneMissing | microphoneBusy
 */
export async function openMicrophone(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new AppError('microphoneMissing', 'no media devices in this context');
  const asked = navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  let late = false;
  const stopIfLate = (stream: MediaStream) => {
    if (late) stopTracks(stream);
  };
  asked.then(stopIfLate, () => undefined);
  try {
    return await within(LIMIT_MS, asked, () => {
      late = true;
      return new AppError('microphoneBusy', `no answer within ${LIMIT_MS / 1000} s`);
    });
  } catch (error) {
    throw await microphoneError(error);
  }
}

/** Turns the microphone off. */
export function stopTracks(stream: MediaStream | null | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** What a failed getUserMedia means to the user. */
export async function microphoneError(error: unknown): Promise<AppError> {
  if (error instanceof AppError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    const asked = (await microphonePermission()) !== 'prompt';
    return new AppError(asked ? 'microphoneRefused' : 'microphoneNotAsked', detail);
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return new AppError('microphoneMissing', detail);
  return new AppError('microphoneBusy', detail);
}

async function microphonePermission(): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state;
  } catch {
    // Some browsers do not know the name: then the refusal itself is all we know.
    return 'unknown';
  }
}
