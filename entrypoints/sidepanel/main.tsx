import { mount } from '../../components/PageRoot';
import { db } from '../../lib/db';
import { report } from '../../lib/errors';
import { adoptMessages, loadTexts, type Messages } from '../../lib/i18n';
import type { Early } from '../../lib/panel-early';
import { readPicture } from '../../lib/panel-picture';
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

const { ringsideEarly: early } = globalThis as { ringsideEarly?: Early };
if (early) adoptMessages(early.language, early.messages as Promise<Messages>);
const picture = Promise.resolve(early?.picture).then((text) => (text === undefined ? text : readPicture(text)));

db.on('ready', () => early?.release());
void picture.then((kept) => {
  // With a picture it is opened by whatever follows it once that is painted: to open it takes as long as to paint.
  if (!kept) db.open().catch((error: unknown) => report(error, 'database'));
  mount(<PanelPage loadTexts={loadTexts} picture={kept} />);
});

tellTyping(new AbortController().signal);
