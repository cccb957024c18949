import { browser } from 'wxt/browser';
import { mount, PageRoot } from '../../components/PageRoot';
import { report } from '../../lib/errors';
import { loadTexts } from '../../lib/i18n';
import { tellTyping } from '../../lib/surfaces/typing';
import { CallPage } from './CallPage';
import { rememberPlace } from './remember-place';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/controls.css';
import '../../components/styles/banners.css';
import '../../components/styles/records.css';
import '../../components/styles/call.css';
import '../../components/styles/call-controls.css';
import '../../components/styles/about-call.css';
import '../../components/styles/call-window.css';

mount(
  <PageRoot loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()}>
    {(settings) => <CallPage settings={settings} />}
  </PageRoot>,
);

rememberPlace().catch((error: unknown) => report(error, 'place of the call window'));
tellTyping(new AbortController().signal);
