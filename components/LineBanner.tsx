import type { ErrorCode } from '../lib/errors';
import * as glyphs from '../lib/glyphs';
import { failureWords } from '../lib/i18n';
import type { LineState } from '../lib/softphone/softphone';
import { Banner } from './Banner';
import { remedyFor } from './FailureBanner';
import { useUi } from './ui';
import { useNow } from './use-now';

export interface LineBannerProps {
  line: LineState;
  moduleOn: boolean;
  onRetry(): void;
  onSetUp(): void;
  onSwitchOn(): void;
}

/** What is to be said about the line: switched off, lost, none set up, or only a demonstration. Nothing when all is well. */
export function LineBanner({ line, moduleOn, onRetry, onSetUp, onSwitchOn }: LineBannerProps) {
  const { texts } = useUi();
  if (!moduleOn) {
    const action = { label: texts.t('action_switchOn'), onPress: onSwitchOn };
    const why = texts.t('error_moduleOff');
    return (
      <Banner kind="warn" shapes={glyphs.power} why={why} next={texts.t('options_moduleOffText')} action={action} />
    );
  }
  const setUp = { label: texts.t('action_setUp'), onPress: onSetUp };
  if (line.phase === 'lost') return <LostBanner line={line} onRetry={onRetry} onSetUp={onSetUp} />;
  if (line.connector === 'none')
    return <Banner kind="warn" shapes={glyphs.plug} {...failureWords(texts, 'lineNotSetUp')} action={setUp} />;
  if (line.connector === 'handOff') {
    const next = texts.t('banner_handOffNext');
    return <Banner kind="warn" shapes={glyphs.note} why={texts.t('banner_handOff')} next={next} />;
  }
  if (line.connector !== 'demo') return null;
  const next = texts.t('banner_demoNext');
  return <Banner kind="demo" shapes={glyphs.callReadyDemo} why={texts.t('banner_demo')} next={next} action={setUp} />;
}

/** Losses that may pass by themselves: the next try is the next step, beside what the user can check. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['serverUnreachable', 'secureServerUnreachable']);

function LostBanner({ line, onRetry, onSetUp }: Pick<LineBannerProps, 'line' | 'onRetry' | 'onSetUp'>) {
  const { texts } = useUi();
  const now = useNow(line.nextTry !== undefined);
  const code = line.reason ?? 'serverUnreachable';
  const seconds = line.nextTry === undefined ? undefined : Math.ceil((line.nextTry - now) / 1000);
  const trying = seconds !== undefined && seconds <= 0;
  const waiting = trying ? texts.t('banner_trying') : texts.t('banner_nextTry', { seconds: seconds ?? 0 });
  const { why, next } = failureWords(texts, code);
  // A password that is wrong stays wrong at the next try: there the settings are the next step, not patience.
  const inSettings = !PASSING.has(code) && remedyFor(code) === 'line';
  const action = inSettings
    ? { label: texts.t('action_openSettings'), onPress: onSetUp }
    : { label: texts.t('action_tryNow'), onPress: onRetry };
  const text = inSettings || seconds === undefined ? next : `${next} ${waiting}`;
  return <Banner kind="lost" shapes={glyphs.callUnavailable} why={why} next={text} action={action} urgent />;
}
