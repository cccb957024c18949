import { useUi } from '../ui';

/** The call window without its call: an old link, or a log that was emptied. */
export function NoCall() {
  const { texts } = useUi();
  return (
    <main class="rs cw">
      <div class="nocall">
        <h1>{texts.t('window_noCall')}</h1>
        <span>{texts.t('window_noCallNext')}</span>
      </div>
    </main>
  );
}
