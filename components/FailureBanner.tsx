import type { ErrorCode } from '../lib/errors';
import * as glyphs from '../lib/glyphs';
import { failureWords, type TextKey } from '../lib/i18n';
import { Banner } from './Banner';
import { useUi } from './ui';

/** Where one click leads that mends a failure. */
export type Remedy = 'microphone' | 'line' | 'rules' | 'addresses' | 'records';

const REMEDIES: Partial<Record<ErrorCode, Remedy>> = {
  microphoneRefused: 'microphone',
  microphoneNotAsked: 'microphone',
  microphoneMissing: 'microphone',
  microphoneBusy: 'microphone',
  lineNotSetUp: 'line',
  serverAddressInvalid: 'line',
  serverUnreachable: 'line',
  secureServerUnreachable: 'line',
  wrongPassword: 'line',
  registrationRefused: 'line',
  lineCannot: 'line',
  desktopAppNotAllowed: 'line',
  desktopAppMissing: 'line',
  desktopAppOutdated: 'line',
  softphoneMissing: 'line',
  softphoneExposed: 'line',
  moduleOff: 'line',
  numberBlocked: 'rules',
  crmSignInNeeded: 'records',
  crmRejected: 'records',
  crmUnsure: 'records',
  crmNotSetUp: 'records',
  crmAccessMissing: 'addresses',
};

const LABELS: Record<Remedy, TextKey> = {
  microphone: 'action_allowMicrophone',
  line: 'action_openSettings',
  rules: 'action_openSettings',
  addresses: 'action_openSettings',
  records: 'action_openSettings',
};

/** The click that mends this failure, if one does. */
export function remedyFor(code: ErrorCode): Remedy | undefined {
  return REMEDIES[code];
}

export interface FailureBannerProps {
  code: ErrorCode;
  detail?: string;
  onRemedy(remedy: Remedy): void;
  /** A way to put it away; absent for what holds right now. */
  onDismiss?: (() => void) | undefined;
}

/** A failure in words, with the one click that mends it. */
export function FailureBanner({ code, detail, onRemedy, onDismiss }: FailureBannerProps) {
  const { texts } = useUi();
  const remedy = remedyFor(code);
  const action = remedy && { label: texts.t(LABELS[remedy]), onPress: () => onRemedy(remedy) };
  const shapes = remedy === 'microphone' ? glyphs.micOff : glyphs.alert;
  return (
    <Banner kind="warn" shapes={shapes} {...failureWords(texts, code, detail)} action={action} onDismiss={onDismiss} />
  );
}
