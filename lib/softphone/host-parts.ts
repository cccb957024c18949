/** What a line host is given, and what can be asked of it. */
import type { LineTestStep } from '../messages';
import type { AudioSettings } from './audio-settings';
import type { Connectors } from './connectors';
import type { Journal } from './journal';
import type { LineLogEntry } from './line-log';
import type { MicrophoneUse } from './open-microphones';
import type { PlayTone } from './ringing';
import type { BackgroundReach, JournalEntry, LineState, SipAccount, Softphone } from './softphone';

export interface LineHostParts {
  /** @throws AppError microphoneRefused | microphoneNotAsked | microphoneMissing | microphoneBusy */
  openMicrophone(use: MicrophoneUse): Promise<MediaStream>;
  /** A call goes on without our voice, since its microphone is gone; or with another microphone (microphoneUnplugged). */
  onVoiceLost?(error: unknown): void;
  /** From which devices sound comes from now on. */
  chooseAudio?(audio: AudioSettings): void;
  /** Plays the far side's audio until the signal aborts. */
  play(stream: MediaStream, signal: AbortSignal): void;
  tone: PlayTone;
  journal: Journal;
  /** Delivers events to the background; resolves with the keys that are stored there. */
  onEvents(entries: JournalEntry[]): Promise<number[]>;
  /** Tells the background about the line. */
  onLine(line: LineState): Promise<unknown>;
  now?(): number;
  /** The connectors to choose from. */
  connectors: Partial<Connectors>;
  /** Tries a SIP line beside the one that is up; absent where this host carries no voice. */
  testSip?(
    account: SipAccount,
    openMicrophone: () => Promise<MediaStream>,
    signal: AbortSignal,
  ): Promise<LineTestStep[]>;
  reach?: BackgroundReach;
}

export interface LineHost extends Softphone {
  /** Tries these settings beside the line and reports step by step; changes nothing. */
  testLine(account: SipAccount): Promise<LineTestStep[]>;
  retryNow(): Promise<void>;
  /** What happened on the line in the last hour, without credentials. */
  lineLog(): Promise<LineLogEntry[]>;
  /** Plays the ringtone for 3 s. @param volume 0..1 */
  previewRingtone(volume: number): Promise<void>;
}
