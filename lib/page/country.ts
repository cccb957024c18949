import { isWordOf } from './lexicon';

/**
 * The region that numbers of this page are likely from, '' for unknown: region of its lang ("de-AT"), else the
 * top-level domain, else what lang=de alone means (design section 3).
 */
export function countryOf(lang: string, hostname: string): string {
  const region = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/i.exec(lang)?.[1];
  if (region) return region.toUpperCase();
  const domain = /\.([a-z]{2})\.?$/i.exec(hostname)?.[1]?.toLowerCase();
  if (domain && !isWordOf('soldDomains', domain)) return domain === 'uk' ? 'GB' : domain.toUpperCase();
  return /^de(-|$)/i.test(lang) ? 'DE' : '';
}
