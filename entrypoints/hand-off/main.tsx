import { useEffect } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { HandOff } from '../../components/HandOff';
import { mount, PageRoot } from '../../components/PageRoot';
import { loadTexts } from '../../lib/i18n';
import { isHandOffAddress } from '../../lib/softphone/hand-off';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/microphone.css';

/** Long enough to answer the browser's question about the other program. */
const STAYS_MS = 30_000;

const asked = decodeURIComponent(location.hash.slice(1));
const address = isHandOffAddress(asked) ? asked : undefined;

/** Gives the address it was opened with to the operating system, and says that this is all we know. */
function HandOffPage() {
  useEffect(() => {
    give();
    const timer = setTimeout(close, STAYS_MS);
    return () => clearTimeout(timer);
  }, []);
  return <HandOff address={address} onAgain={give} onClose={close} />;
}

function give(): void {
  if (address) location.href = address;
}

function close(): void {
  window.close();
}

mount(
  <PageRoot title="line_handOff" loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()}>
    {() => <HandOffPage />}
  </PageRoot>,
);
