/** Emergency numbers: dialled as given, blocked by nothing, read as nothing else (design section 6). */

/** GSM reaches help by these everywhere (3GPP TS 22.101, 10.1). */
const EVERYWHERE = ['112', '911'];

/** National numbers besides, by ISO 3166 region. */
const BY_REGION: Record<string, string[]> = {
  AT: ['122', '133', '140', '144', '128', '141'],
  AU: ['000', '106'],
  BE: ['100', '101'],
  BR: ['190', '192', '193'],
  CH: ['117', '118', '144', '1414', '145'],
  CN: ['110', '119', '120'],
  CZ: ['150', '155', '156', '158'],
  DE: ['110'],
  FR: ['15', '17', '18', '114', '115', '119', '191', '196'],
  GB: ['999'],
  HK: ['999'],
  HU: ['104', '105', '107'],
  IE: ['999'],
  IN: ['100', '101', '102', '108'],
  IT: ['113', '115', '118'],
  JP: ['110', '118', '119'],
  LI: ['117', '118', '144'],
  LU: ['113'],
  NO: ['110', '113'],
  NZ: ['111'],
  PL: ['997', '998', '999'],
  RU: ['101', '102', '103'],
  SI: ['113'],
  SK: ['150', '155', '158'],
  ZA: ['10111', '10177'],
};

/** Do these digits call for help in this region (ISO 3166)? */
export function isEmergency(digits: string, country: string): boolean {
  return (
    EVERYWHERE.includes(digits) || (Object.hasOwn(BY_REGION, country) && BY_REGION[country]?.includes(digits)) === true
  );
}

/** The same, also behind what gets an outside line: nobody in need remembers whether the phone wants its 0. */
export function isEmergencyCall(digits: string, country: string, outsidePrefix: string): boolean {
  if (isEmergency(digits, country)) return true;
  return (
    outsidePrefix !== '' && digits.startsWith(outsidePrefix) && isEmergency(digits.slice(outsidePrefix.length), country)
  );
}
