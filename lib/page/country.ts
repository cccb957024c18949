import { isWordOf } from './lexicon';

/**
 * The region that numbers of this page are likely from, '' for unknown: region of its lang ("de-AT"), else the
 * top-level domain, else what lang=de alone means (design section 3). "en-US" is what frameworks say that nobody told
 * anything: a country's own domain goes before it.
 */
export function countryOf(lang: string, hostname: string): string {
  const region = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/i.exec(lang)?.[1]?.toUpperCase();
  const domain = /\.([a-z]{2})\.?$/i.exec(hostname)?.[1]?.toUpperCase() ?? '';
  const own = isWordOf('soldDomains', domain.toLowerCase()) ? '' : domain.replace('UK', 'GB');
  if (own && (!region || region === 'US')) return own;
  return region ?? (/^de(-|$)/i.test(lang) ? 'DE' : '');
}

/** The same for this frame: one that says nothing, or has no address of its own, is taken for a part of the page around it. */
export function countryHere(): string {
  let lang = '';
  let hostname = '';
  for (let shown: Document | null | undefined = document; shown && !(lang && hostname); shown = outerOf(shown)) {
    lang ||= shown.documentElement.lang;
    hostname ||= shown.location.hostname;
  }
  return countryOf(lang, hostname);
}

/** The document that shows this one; none where its page is another one's. */
function outerOf({ defaultView }: Document): Document | undefined {
  return defaultView?.frameElement?.ownerDocument;
}
