import { browser } from 'wxt/browser';
import { DialAsk } from '../../components/DialAsk';
import { FailureBanner } from '../../components/FailureBanner';
import { mount, PageRoot } from '../../components/PageRoot';
import { QuestionDialog } from '../../components/QuestionDialog';
import { useUi } from '../../components/ui';
import { useCommands } from '../../components/use-command';
import { liveCalls } from '../../lib/call-log';
import { dialPreview } from '../../lib/dial-preview';
import { numberRulesOf } from '../../lib/dial-rules';
import { loadTexts } from '../../lib/i18n';
import { askBackground, type UiCalls } from '../../lib/messages';
import { parseDialled } from '../../lib/phone-number';
import type { Settings } from '../../lib/settings';
import { showPage } from '../../lib/surfaces/pages';
import { numberOfLink } from '../../lib/tel-link';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/controls.css';
import '../../components/styles/banners.css';
import '../../components/styles/microphone.css';

const text = numberOfLink(new URLSearchParams(location.search).get('link') ?? '');

/** The page that the browser opens for tel: links once we are its program for them. */
function DialPage({ settings }: { settings: Settings }) {
  const { texts } = useUi();
  const commands = useCommands();
  const uiLanguage = browser.i18n.getUILanguage();
  const number = parseDialled(text, numberRulesOf(settings, uiLanguage)) ?? undefined;
  const dial = async () => {
    const placed = await commands.run((confirmed) => askBackground<UiCalls, 'dial'>('dial', { text, confirmed }));
    const call = placed && (await liveCalls()).findLast(({ direction }) => direction === 'outgoing');
    if (!call) return;
    const { id: callId } = call;
    if (await commands.run(() => askBackground<UiCalls, 'openCallWindow'>('openCallWindow', { callId }))) leave();
  };
  const failure = commands.failure.value;
  return (
    <>
      {failure && (
        <FailureBanner
          {...failure}
          onRemedy={(to) => void showPage(to === 'microphone' ? '/microphone.html' : '/options.html')}
          onDismiss={commands.dismiss}
        />
      )}
      <DialAsk
        text={text}
        number={number}
        preview={dialPreview(text, settings, uiLanguage, texts)}
        // What it hands to the operating system would come back here, and so on.
        why={settings.connector === 'handOff' ? texts.t('dialAsk_circle') : ''}
        onDial={() => void dial()}
        onCancel={leave}
        onSettings={() => void showPage('/options.html', 'line')}
      />
      <QuestionDialog commands={commands} />
    </>
  );
}

/** Back to the page with the link; a tab of its own goes. */
function leave(): void {
  if (history.length > 1) history.back();
  else window.close();
}

// In a frame another page could lay itself over it.
if (window === window.top)
  mount(
    <PageRoot title="action_call" loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()}>
      {(settings) => <DialPage settings={settings} />}
    </PageRoot>,
  );
