/**
 * Short numbers of a whole country that are no emergency numbers and reach nobody inside the house: they get an outside
 * line, however short they are. And what costs more than a call.
 */
import parse from 'libphonenumber-js/max';

/** Social services of the EU (2007/116/EC), which some neighbours use too. */
const HARMONISED = /^116\d{3}$/;
const HARMONISED_IN =
  /^(AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IT|LI|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK)$/;

/** By ISO 3166 region. Only numbers that everybody there knows: each is one that no desk inside can have. */
const BY_REGION: Record<string, RegExp> = {
  AU: /^13\d{4}$/,
  AT: /^(1450|118\d{3}|120|123|147|142)$/,
  CH: /^(140|143|147|16[23]|18\d\d)$/,
  DE: /^(115|118\d{2,3})$/,
  ES: /^(010|012|016|017|02[14]|060|118\d{2})$/,
  FR: /^(118\d{3}|39(19|39|49)|3117)$/,
  GB: /^(101|105|111|118\d{3}|119|123|159)$/,
  IT: /^(114|1500|1522|19696)$/,
  LI: /^(140|143|147|16[23]|18\d\d)$/,
  NL: /^(14\d{3,4}|113|0?18\d{2})$/,
  PL: /^(118\d{3}|98[1-9]|99[1-6])$/,
  SE: /^(1177|11313|11414|118\d{3})$/,
  US: /^([2-8]11|988)$/,
  CA: /^([2-8]11|988|310\d{4})$/,
};

/** With its + and country: "+39892424". */
const SHORTEST_PREMIUM = 7;

/** Directory services and the like: dear, and no number of libphonenumber's plans. */
const DEAR_SHORT: Record<string, RegExp> = {
  AT: /^118\d{3}$/,
  CH: /^18\d\d$/,
  DE: /^118\d{2,3}$/,
  ES: /^118\d{2}$/,
  FR: /^118\d{3}$/,
  GB: /^118\d{3}$/,
  LI: /^18\d\d$/,
  NL: /^0?18\d{2}$/,
  PL: /^118\d{3}$/,
  SE: /^118\d{3}$/,
};

/**
 * Dear though libphonenumber counts them among others or knows no plan: mass calls (DE 0137), the former German 0190,
 * satellites (+870, +881, +882, +883) and the world's own premium rate (+979).
 */
const DEAR = /^\+(49(137|190|118)|870|88[123]|979)/;

/** Do these digits reach a service of the whole country? */
export function isService(digits: string, country: string): boolean {
  return (HARMONISED.test(digits) && HARMONISED_IN.test(country)) || regional(BY_REGION, digits, country);
}

/** Does a call to this number (as the log keeps it) cost more than a call? */
export function isPremium(number: string, country: string): boolean {
  if (!number.startsWith('+')) return regional(DEAR_SHORT, number, country);
  const main = number.split(';')[0] ?? '';
  return DEAR.test(main) || isPremiumRate(main);
}

/** Networks take no digits more than they need: "+49 900 1234567 89" reaches the dear number that it begins with. */
function isPremiumRate(e164: string): boolean {
  for (let end = e164.length; end > SHORTEST_PREMIUM; end--) {
    const found = parse(e164.slice(0, end));
    if (found?.isValid()) return found.getType() === 'PREMIUM_RATE';
  }
  return false;
}

function regional(table: Record<string, RegExp>, digits: string, country: string): boolean {
  return Object.hasOwn(table, country) && table[country]?.test(digits) === true;
}
