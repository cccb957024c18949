import { browser } from 'wxt/browser';
import { mount, PageRoot } from '../../components/PageRoot';
import { loadTexts } from '../../lib/i18n';
import { tellTyping } from '../../lib/surfaces/typing';
import { CallPage } from './CallPage';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/controls.css';
import '../../components/styles/records.css';
import '../../components/styles/call.css';
import '../../components/styles/call-controls.css';
import '../../components/styles/call-window.css';

mount(
  <PageRoot loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()}>
    {(settings) => <CallPage settings={settings} />}
  </PageRoot>,
);

tellTyping(new AbortController().signal);
