import { mount } from '../../components/PageRoot';
import { db } from '../../lib/db';
import { report } from '../../lib/errors';
import { loadTexts } from '../../lib/i18n';
import { tellTyping } from '../../lib/surfaces/typing';
import { PanelPage } from './PanelPage';
import '../../components/styles/tokens.css';
import '../../components/styles/base.css';
import '../../components/styles/controls.css';
import '../../components/styles/banners.css';
import '../../components/styles/records.css';
import '../../components/styles/call.css';
import '../../components/styles/call-controls.css';
import '../../components/styles/about-call.css';
import '../../components/styles/panel.css';
import '../../components/styles/rows.css';
import '../../components/styles/history.css';
import '../../components/styles/page-tools.css';

// Opened while the page is being put together; nothing can be shown before.
db.open().catch((error: unknown) => report(error, 'database'));

mount(<PanelPage loadTexts={loadTexts} />);

tellTyping(new AbortController().signal);
