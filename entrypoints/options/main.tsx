import { browser } from 'wxt/browser';
import { mount, PageRoot } from '../../components/PageRoot';
import { loadTexts } from '../../lib/i18n';
import { OptionsPage } from './OptionsPage';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/controls.css';
import '../../components/styles/banners.css';
import '../../components/styles/records.css';
import '../../components/styles/rows.css';
import '../../components/styles/options.css';
import '../../components/styles/options-narrow.css';
import '../../components/styles/options-facts.css';
import '../../components/styles/address-pages.css';
import '../../components/styles/options-rules.css';
import '../../components/styles/forms-narrow.css';

mount(
  <PageRoot title="options_title" loadTexts={loadTexts} browserLanguage={browser.i18n.getUILanguage()}>
    {(settings) => <OptionsPage settings={settings} />}
  </PageRoot>,
);
