import { type ComponentChildren, render } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { report } from '../lib/errors';
import type { TextKey, Texts } from '../lib/i18n';
import { formatNumber, regionFor } from '../lib/phone-number';
import { loadPolicy, type Policy } from '../lib/policy';
import { covered } from '../lib/setting-layers';
import { type Language, loadSettings, type Settings } from '../lib/settings';
import { OpeningBanner } from './OpeningBanner';
import { type Ui, UiContext } from './ui';
import { useLive } from './use-live';
import { useLogOpening } from './use-log-opening';

export interface PageRootProps {
  /** The page's title; without one the page sets its own, or none beside the name. */
  title?: TextKey;
  loadTexts(language: Language): Promise<Texts>;
  /** The browser's own language, e.g. "de-AT": decides the home country where the user chose none. */
  browserLanguage: string;
  /** What holds for the first picture, where somebody has asked for it already. */
  first?: { settings: Promise<Settings>; policy: Promise<Policy> };
  children(settings: Settings): ComponentChildren;
}

/** The root of a page of ours: settings and words, both followed live. Shows nothing until both are there. */
export function PageRoot({ title, loadTexts, browserLanguage, first, children }: PageRootProps) {
  const settings = useLive(loadSettings, [], first?.settings).value;
  const policy = useLive(loadPolicy, [], first?.policy).value;
  const [texts, setTexts] = useState<Texts>();
  const opening = useLogOpening();
  // Who waits long is told why, in the language that nearly everybody has.
  const language = settings?.language ?? (opening ? 'auto' : undefined);
  // Nearly everybody's language, begun before the settings say so; nobody waits for one after the other. Should it fail, the
  // effect below asks for the same words and tells.
  useState(() => loadTexts('auto').catch(() => {}));
  // Not after the next frame: nothing can be painted without the words.
  useLayoutEffect(() => {
    if (!language) return;
    let current = true;
    const show = (loaded: Texts) => {
      if (current) setTexts(loaded);
    };
    loadTexts(language).then(show, (error: unknown) => report(error, 'texts'));
    return () => {
      current = false;
    };
  }, [language, loadTexts]);
  useEffect(() => {
    if (!texts) return;
    document.documentElement.lang = texts.language;
    if (title) document.title = `${texts.t(title)} – ${texts.t('extensionName')}`;
  }, [texts, title]);
  const country = regionFor(settings?.country ?? '', '', browserLanguage);
  const ui = useMemo<Ui | undefined>(
    () =>
      texts &&
      policy && {
        texts,
        showNumber: remembered((number) => formatNumber(number, country)),
        locked: (setting) => covered(setting, policy.locked),
      },
    [texts, country, policy],
  );
  if (!settings || !ui) return opening && texts ? <Waiting texts={texts} /> : null;
  return <UiContext.Provider value={ui}>{children(settings)}</UiContext.Provider>;
}

/** Settings are not known yet, but what they are waited for is. */
function Waiting({ texts }: { texts: Texts }) {
  return (
    <UiContext.Provider value={{ texts, showNumber: (number) => number, locked: () => false }}>
      <main class="rs">
        <h1 class="unseen">{texts.t('extensionName')}</h1>
        <OpeningBanner />
      </main>
    </UiContext.Provider>
  );
}

/** More numbers are in no view at once. */
const MOST_REMEMBERED = 500;

/** Rows are drawn again and again, and to write a number well takes reading it twice. */
function remembered(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const result = known.get(text) ?? work(text);
    if (known.size > MOST_REMEMBERED) known.clear();
    known.set(text, result);
    return result;
  };
}

/** Puts a page's root into its document. */
export function mount(page: ComponentChildren): void {
  render(page, document.body);
}
