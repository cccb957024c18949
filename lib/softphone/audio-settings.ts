/** With which devices our user talks and is rung, and what the browser does to the voice. */

/** A device as the browser names it; an empty id is whatever the operating system has. */
export interface DeviceChoice {
  id: string;
  /** Shown while it is not plugged in. */
  label: string;
}

export interface AudioSettings {
  microphone: DeviceChoice;
  speaker: DeviceChoice;
  ring: DeviceChoice;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
}

const SYSTEM: DeviceChoice = { id: '', label: '' };

export const DEFAULT_AUDIO: AudioSettings = {
  microphone: SYSTEM,
  speaker: SYSTEM,
  ring: SYSTEM,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** What to ask the browser for. A chosen device that is not there gives way to the system's. */
export function microphoneConstraints(audio: AudioSettings): MediaTrackConstraints {
  const { echoCancellation, noiseSuppression, autoGainControl, microphone } = audio;
  const device = microphone.id ? { deviceId: { ideal: microphone.id } } : {};
  return { echoCancellation, noiseSuppression, autoGainControl, ...device };
}
