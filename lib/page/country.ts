import { isWordOf } from './lexicon';

/**
 * The region that numbers of this page are likely from, '' for unknown: region of its lang ("de-AT"), else the
 * top-level domain, else what lang=de alone means (design section 3).
 */
function countryOf(lang: string, hostname: string): string {
  const region = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/i.exec(lang)?.[1];
  if (region) return region.toUpperCase();
  const domain = /\.([a-z]{2})\.?$/i.exec(hostname)?.[1]?.toLowerCase();
  if (domain && !isWordOf('soldDomains', domain)) return domain === 'uk' ? 'GB' : domain.toUpperCase();
  return /^de(-|$)/i.test(lang) ? 'DE' : '';
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
