/** Tries the softphone on the desk step by step: the program beside the browser, the softphone, its account. */
import type { LineTestStep } from '../messages';
import { DesktopLink } from './desktop-link';
import type { BackgroundReach, LineWord } from './softphone';
import { after } from './timers';

const LIMIT_MS = 10_000;

/** Asks beside whatever line there is; dials nothing and changes nothing. */
export function probeDesktop(reach: BackgroundReach, now: () => number): Promise<LineWord> {
  const stop = new AbortController();
  return new Promise<LineWord>((resolve) => {
    const link = new DesktopLink(
      {
        reach,
        now,
        heard: (message) => message.type === 'phone' && message.word.phase !== 'connecting' && resolve(message.word),
        lost: (reason, detail) => resolve({ phase: 'lost', reason, ...(detail && { detail }) }),
        trace: () => undefined,
      },
      stop.signal,
    );
    after(LIMIT_MS, stop.signal, () => resolve({ phase: 'lost', reason: 'softphoneUnreachable' }));
    stop.signal.addEventListener('abort', () => link.close(), { once: true });
  }).finally(() => stop.abort());
}

const STEPS = ['program', 'softphone', 'account'] as const;

/** What was found, as steps: all before the one that failed went well. */
export function stepsOf({ phase, reason = 'softphoneUnreachable', detail }: LineWord, ms: number): LineTestStep[] {
  const failed =
    phase === 'ready' ? STEPS.length : reason.startsWith('desktopApp') ? 0 : reason === 'softphoneUnregistered' ? 2 : 1;
  return STEPS.slice(0, failed + 1).map((step, index) =>
    index < failed
      ? { step, ok: true, ms: index === 0 ? ms : 0 }
      : { step, ok: false, ms, error: reason, ...(detail && { detail }) },
  );
}
