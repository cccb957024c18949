import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { MicrophoneAsk, type MicrophoneState } from '../../components/MicrophoneAsk';
import { mount, PageRoot } from '../../components/PageRoot';
import { askMicrophone } from '../../lib/ask-microphone';
import { report } from '../../lib/errors';
import { loadTexts } from '../../lib/i18n';
import { askBackground, type UiCalls } from '../../lib/messages';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/microphone.css';

/** Asks as soon as it opens: whoever opened this page clicked "allow". */
function MicrophonePage() {
  const [state, setState] = useState<MicrophoneState>('asking');
  useEffect(() => {
    if (state !== 'asking') return;
    void askMicrophone().then((outcome) => {
      setState(outcome);
      if (outcome !== 'granted') return;
      askBackground<UiCalls, 'microphoneGranted'>('microphoneGranted', {}).catch((error: unknown) =>
        report(error, 'microphone granted'),
      );
    });
  }, [state]);
  return <MicrophoneAsk state={state} onAsk={() => setState('asking')} onClose={() => void closeTab()} />;
}

/** A tab that a script did not open cannot close itself by window.close(). */
async function closeTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

mount(
  <PageRoot title="microphone_title" loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()}>
    {() => <MicrophonePage />}
  </PageRoot>,
);
