import type { ErrorCode } from './errors';

/**
 * Asks the browser for the microphone and lets go of it at once: only the permission is wanted here.
 * No time limit as for calls (softphone/microphone.ts): a person may read before answering.
 */
export async function askMicrophone(): Promise<'granted' | ErrorCode> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return 'granted';
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'microphoneMissing';
    if (name !== 'NotAllowedError' && name !== 'SecurityError') return 'microphoneBusy';
    const { state } = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    // A question that was closed without an answer may be asked again; a refusal may not.
    return state === 'prompt' ? 'microphoneNotAsked' : 'microphoneRefused';
  }
}
