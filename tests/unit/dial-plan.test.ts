/** What is dialled for a number: a table by country, and what holds for all rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDial, planFor } from '../../lib/dial-check';
import { planDial } from '../../lib/dial-plan';
import { callerNumber, DEFAULT_DIAL_RULES, type DialSettings, type LineRules, PLAIN_LINE } from '../../lib/dial-rules';
import { isEmergency } from '../../lib/emergency-numbers';
import { normaliseCaller, parseDialled, sameNumber } from '../../lib/phone-number';
import { shownTarget } from '../../lib/plan-words';

/** An office: an outside line, national numbers as they are dialled at home. */
const OFFICE: LineRules = { ...PLAIN_LINE, outsidePrefix: '0', plus: '00', nationalAtHome: true };
const AMERICAN: LineRules = { ...OFFICE, outsidePrefix: '9', plus: '011' };

function settings(country: string, line: LineRules = OFFICE, internalDigits = 4): DialSettings {
  return { country, internalDigits, connector: 'sip', dialRules: { ...DEFAULT_DIAL_RULES, byLine: { sip: line } } };
}

/** Number in the log and what is sent, for what was typed. */
function dialled(typed: string, how: DialSettings): [string, string] | null {
  const line = how.dialRules.byLine.sip ?? PLAIN_LINE;
  const { country, internalDigits } = how;
  const number = parseDialled(typed, {
    country,
    internalDigits,
    areaCode: line.areaCode,
    outsidePrefix: line.outsidePrefix,
  });
  return number === null ? null : [number, planFor(number, how, '').target];
}

type Rows = [typed: string, number: string, target: string][];

/** By country, with the area code of the place. */
const TABLE: Record<string, { line: LineRules; rows: Rows }> = {
  DE: {
    line: { ...OFFICE, areaCode: '030' },
    rows: [
      ['030 23125-418', '+493023125418', '003023125418'],
      ['23125 418', '+493023125418', '003023125418'],
      ['23125418', '+493023125418', '003023125418'],
      ['+49 (0)40 66969217', '+494066969217', '004066969217'],
      ['0049 89 99998-104', '+498999998104', '008999998104'],
      ['0151 12345678', '+4915112345678', '0015112345678'],
      ['030 901820 Durchwahl 12', '+4930901820;ext=12', '003090182012'],
      ['+1 212 555 0100', '+12125550100', '00012125550100'],
      ['0043 1 2345678', '+4312345678', '0004312345678'],
      ['418', '418', '418'],
      ['41', '41', '41'],
      ['41873', '+493041873', '003041873'],
      ['112', '112', '112'],
      ['110', '110', '110'],
      ['0112', '0112', '0112'],
      ['115', '115', '0115'],
      ['116117', '116117', '0116117'],
      ['11880', '11880', '011880'],
      ['0800 3301000', '+498003301000', '008003301000'],
      ['0180 5 123456', '+491805123456', '001805123456'],
      ['0900 1 234567', '+499001234567', '009001234567'],
      ['*21*030901820#', '*21*030901820#', '*21*030901820#'],
      ['#21#', '#21#', '#21#'],
      ['sip:a@b.example', 'sip:a@b.example', 'sip:a@b.example'],
    ],
  },
  AT: {
    line: { ...OFFICE, areaCode: '01' },
    rows: [
      ['01 2345678', '+4312345678', '0012345678'],
      ['2345678', '+4312345678', '0012345678'],
      ['+43 (0)1 234 56 78', '+4312345678', '0012345678'],
      ['0043 1 2345678', '+4312345678', '0012345678'],
      ['0664 1234567', '+436641234567', '006641234567'],
      ['01 2345678 Klappe 9', '+4312345678;ext=9', '00123456789'],
      ['+49 30 901820', '+4930901820', '0004930901820'],
      ['144', '144', '144'],
      ['133', '133', '133'],
      ['142', '142', '0142'],
      ['1450', '1450', '01450'],
      ['418', '418', '418'],
    ],
  },
  CH: {
    line: { ...OFFICE, areaCode: '044' },
    rows: [
      ['044 234 56 78', '+41442345678', '00442345678'],
      ['234 56 78', '+41442345678', '00442345678'],
      ['+41 (0)44 234 56 78', '+41442345678', '00442345678'],
      ['0041 44 234 56 78', '+41442345678', '00442345678'],
      ['079 123 45 67', '+41791234567', '00791234567'],
      ['+423 234 56 78', '+4232345678', '0004232345678'],
      ['117', '117', '117'],
      ['1414', '1414', '1414'],
      ['143', '143', '0143'],
      ['1811', '1811', '01811'],
      ['418', '418', '418'],
    ],
  },
  US: {
    line: { ...AMERICAN, areaCode: '212' },
    rows: [
      ['(212) 555-0100', '+12125550100', '912125550100'],
      ['1-212-555-0100', '+12125550100', '912125550100'],
      ['555-0123', '+12125550123', '912125550123'],
      ['+1 212 555 0100', '+12125550100', '912125550100'],
      ['416 555 0100', '+14165550100', '914165550100'],
      ['+1 212 555 0100 ext. 5', '+12125550100;ext=5', '912125550100'],
      ['011 49 30 901820', '+4930901820', '90114930901820'],
      ['+44 20 7946 0958', '+442079460958', '9011442079460958'],
      ['911', '911', '911'],
      ['9911', '9911', '9911'],
      ['811', '811', '9811'],
      ['988', '988', '9988'],
      ['418', '418', '418'],
      ['1-800-FLOWERS', '+18003569377', '918003569377'],
    ],
  },
  CA: {
    line: { ...AMERICAN, areaCode: '416' },
    rows: [
      ['416-555-0100', '+14165550100', '914165550100'],
      ['555-0100', '+14165550100', '914165550100'],
      ['+1 212 555 0100', '+12125550100', '912125550100'],
      ['+33 1 42 68 53 00', '+33142685300', '901133142685300'],
      ['911', '911', '911'],
      ['211', '211', '9211'],
      ['418', '418', '418'],
    ],
  },
  GB: {
    line: { ...OFFICE, outsidePrefix: '9', areaCode: '020' },
    rows: [
      ['020 7946 0958', '+442079460958', '902079460958'],
      ['7946 0958', '+442079460958', '902079460958'],
      ['+44 (0)20 7946 0958', '+442079460958', '902079460958'],
      ['07700 900123', '+447700900123', '907700900123'],
      ['00 353 1 234 5678', '+35312345678', '90035312345678'],
      ['999', '999', '999'],
      ['9999', '9999', '9999'],
      ['112', '112', '112'],
      ['111', '111', '9111'],
      ['101', '101', '9101'],
      ['4187', '4187', '4187'],
    ],
  },
  FR: {
    line: OFFICE,
    rows: [
      ['01 42 68 53 00', '+33142685300', '00142685300'],
      ['+33 (0)1 42 68 53 00', '+33142685300', '00142685300'],
      ['0033 1 42 68 53 00', '+33142685300', '00142685300'],
      ['06 12 34 56 78', '+33612345678', '00612345678'],
      ['01 42 68 53 00 poste 12', '+33142685300;ext=12', '00142685300'],
      ['+32 2 123 45 67', '+3221234567', '0003221234567'],
      ['15', '15', '15'],
      ['17', '17', '17'],
      ['118 712', '118712', '0118712'],
      ['418', '418', '418'],
    ],
  },
  IT: {
    line: OFFICE,
    rows: [
      ['06 6981 2345', '+390669812345', '00669812345'],
      ['+39 06 69812345', '+390669812345', '00669812345'],
      ['0039 06 69812345', '+390669812345', '00669812345'],
      ['347 123 4567', '+393471234567', '03471234567'],
      ['+39 06 69812345 int. 7', '+390669812345;ext=7', '00669812345'],
      ['+41 44 234 56 78', '+41442345678', '00041442345678'],
      ['118', '118', '118'],
      ['112', '112', '112'],
      ['418', '418', '418'],
    ],
  },
  ES: {
    line: OFFICE,
    rows: [
      ['912 345 678', '+34912345678', '0912345678'],
      ['+34 91 234 56 78', '+34912345678', '0912345678'],
      ['0034 912345678', '+34912345678', '0912345678'],
      ['612 34 56 78', '+34612345678', '0612345678'],
      ['+351 21 123 4567', '+351211234567', '000351211234567'],
      ['112', '112', '112'],
      ['016', '016', '0016'],
      ['091', '091', '091'],
      ['418', '418', '418'],
    ],
  },
  NL: {
    line: { ...OFFICE, areaCode: '020' },
    rows: [
      ['020 123 4567', '+31201234567', '00201234567'],
      ['123 4567', '+31201234567', '00201234567'],
      ['+31 (0)20 1234567', '+31201234567', '00201234567'],
      ['06 12345678', '+31612345678', '00612345678'],
      ['+32 2 123 45 67', '+3221234567', '0003221234567'],
      ['113', '113', '0113'],
      ['112', '112', '112'],
      ['418', '418', '418'],
    ],
  },
  BE: {
    line: OFFICE,
    rows: [
      ['02 123 45 67', '+3221234567', '0021234567'],
      ['+32 (0)2 123 45 67', '+3221234567', '0021234567'],
      ['0470 12 34 56', '+32470123456', '00470123456'],
      ['100', '100', '100'],
      ['101', '101', '101'],
      ['116000', '116000', '0116000'],
      ['418', '418', '418'],
    ],
  },
  PL: {
    line: OFFICE,
    rows: [
      ['22 123 45 67', '+48221234567', '0221234567'],
      ['+48 22 123 45 67', '+48221234567', '0221234567'],
      ['0048 22 1234567', '+48221234567', '0221234567'],
      ['+49 30 901820', '+4930901820', '0004930901820'],
      ['997', '997', '997'],
      ['998', '998', '998'],
      ['991', '991', '0991'],
      ['418', '418', '418'],
    ],
  },
  CZ: {
    line: OFFICE,
    rows: [
      ['224 123 456', '+420224123456', '0224123456'],
      ['+420 224 123 456', '+420224123456', '0224123456'],
      ['158', '158', '158'],
      ['116111', '116111', '0116111'],
      ['418', '418', '418'],
    ],
  },
  DK: {
    line: OFFICE,
    rows: [
      ['32 12 34 56', '+4532123456', '032123456'],
      ['+45 32 12 34 56', '+4532123456', '032123456'],
      ['+46 8 123 456 78', '+46812345678', '00046812345678'],
      ['112', '112', '112'],
      ['4187', '4187', '4187'],
    ],
  },
  SE: {
    line: { ...OFFICE, areaCode: '08' },
    rows: [
      ['08-123 456 78', '+46812345678', '00812345678'],
      ['123 456 78', '+46812345678', '00812345678'],
      ['+46 (0)8 123 456 78', '+46812345678', '00812345678'],
      ['+358 9 1234567', '+35891234567', '00035891234567'],
      ['112', '112', '112'],
      ['418', '418', '418'],
    ],
  },
  AU: {
    line: { ...OFFICE, plus: '0011', areaCode: '02' },
    rows: [
      ['(02) 5550 1234', '+61255501234', '00255501234'],
      ['5550 1234', '+61255501234', '00255501234'],
      ['+61 2 5550 1234', '+61255501234', '00255501234'],
      ['0011 49 30 901820', '+4930901820', '000114930901820'],
      ['000', '000', '000'],
      ['0000', '0000', '0000'],
      ['418', '418', '418'],
    ],
  },
  JP: {
    line: { ...OFFICE, plus: '010', areaCode: '03' },
    rows: [
      ['03-1234-5678', '+81312345678', '00312345678'],
      ['1234-5678', '+81312345678', '00312345678'],
      ['+81 3-1234-5678', '+81312345678', '00312345678'],
      ['+1 212 555 0100', '+12125550100', '001012125550100'],
      ['110', '110', '110'],
      ['119', '119', '119'],
    ],
  },
  RU: {
    line: { ...OFFICE, outsidePrefix: '9', plus: '810' },
    rows: [
      ['8 (495) 123-45-67', '+74951234567', '984951234567'],
      ['+7 495 123-45-67', '+74951234567', '984951234567'],
      ['+49 30 901820', '+4930901820', '98104930901820'],
      ['112', '112', '112'],
      ['103', '103', '103'],
    ],
  },
  HU: {
    line: OFFICE,
    rows: [
      ['06 1 234 5678', '+3612345678', '00612345678'],
      ['+36 1 234 5678', '+3612345678', '00612345678'],
      ['104', '104', '104'],
      ['116123', '116123', '0116123'],
    ],
  },
  LI: {
    line: OFFICE,
    rows: [
      ['234 56 78', '+4232345678', '02345678'],
      ['+423 234 56 78', '+4232345678', '02345678'],
    ],
  },
  TR: {
    line: { ...OFFICE, areaCode: '0212' },
    rows: [
      ['444 1 234', '+904441234', '04441234'],
      ['0212 123 45 67', '+902121234567', '002121234567'],
      ['155', '155', '155'],
    ],
  },
  UY: { line: OFFICE, rows: [['2901 2345', '+59829012345', '029012345']] },
  // What is dialled for abroad there begins with 00, and more digits; on pages 00 stands for the +.
  CO: { line: OFFICE, rows: [['00573029437465', '+573029437465', '03029437465']] },
  SG: { line: OFFICE, rows: [['0065 9736 6532', '+6597366532', '097366532']] },
  KR: { line: OFFICE, rows: [['0082 2 312 3456', '+8223123456', '0023123456']] },
  BR: { line: { ...OFFICE, plus: '0021' }, rows: [['0055 11 3456 7001', '+551134567001', '01134567001']] },
  IN: { line: OFFICE, rows: [['000 800 265 1030', '+910008002651030', '00008002651030']] },
};

describe('the table by country', () => {
  it('has at least 150 rows over at least 25 countries', () => {
    expect(Object.keys(TABLE).length).toBeGreaterThanOrEqual(25);
    expect(Object.values(TABLE).flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(150);
  });

  for (const [country, { line, rows }] of Object.entries(TABLE))
    it.each(rows)(`${country}: %s is %s, dialled %s`, (typed, number, target) => {
      expect(dialled(typed, settings(country, line))).toEqual([number, target]);
    });
});

describe('single rules', () => {
  const plan = (number: string, line: Partial<LineRules>, internalDigits = 4) =>
    planDial(number, { ...PLAIN_LINE, ...line, country: 'DE', internalDigits });

  it.each<[string, Partial<LineRules>, string]>([
    ['+4930901820', {}, '+4930901820'],
    ['+4930901820', { plus: '00' }, '004930901820'],
    ['+4930901820', { nationalAtHome: true }, '030901820'],
    ['+12125550100', { nationalAtHome: true }, '+12125550100'],
    ['+4930901820', { outsidePrefix: '0' }, '0+4930901820'],
    ['+12125550100', { plus: '00', prefixes: [{ country: 'US', prefix: '0101' }] }, '01010012125550100'],
    ['+12125550100', { outsidePrefix: '0', prefixes: [{ country: 'US', prefix: '' }] }, '+12125550100'],
    ['+4312345678', { outsidePrefix: '0', prefixes: [{ country: 'US', prefix: '9' }] }, '0+4312345678'],
    ['+447700900123', { outsidePrefix: '0', prefixes: [{ country: 'GB', prefix: '9' }] }, '9+447700900123'],
    ['901820', { outsidePrefix: '0' }, '0901820'],
    ['+491234567890123;ext=12', {}, '+491234567890123'],
    ['+881612345678', { outsidePrefix: '0', plus: '00' }, '000881612345678'],
  ])('%s with %j: %s', (number, line, target) => expect(plan(number, line).target).toBe(target));

  it('internal numbers by their length', () => {
    expect(plan('418', { outsidePrefix: '0' }, 3).target).toBe('418');
    expect(plan('4187', { outsidePrefix: '0' }, 3).target).toBe('04187');
  });
});

describe('callers', () => {
  const line = { ...OFFICE, areaCode: '030' };
  const prefixed = settings('DE', { ...line, callersHavePrefix: true });

  it.each([
    ['003023125418', '+493023125418'],
    ['00015551234567', '+15551234567'],
    ['0004312345678', '+4312345678'],
    ['418', '418'],
    ['012', '012'],
    ['anonymous', ''],
  ])('%s with the outside line in front is %s', (sent, number) =>
    expect(callerNumber(sent, prefixed, '')).toBe(number),
  );

  it.each([
    '03023125418',
    '004930 23125418',
    '+493023125418',
    '4930 23125418',
    '23125418',
    'sip:+493023125418@pbx.example',
  ])('%s is the number that a look-up and a call back meet', (sent) => {
    const number = callerNumber(sent, settings('DE', line), '');
    expect(number).toBe('+493023125418');
    expect(dialled(number, settings('DE', line))).toEqual([number, '003023125418']);
  });
});

const digits = (max: number) => fc.stringMatching(new RegExp(`^\\d{0,${max}}$`));
const lines = fc.record<LineRules>({
  areaCode: digits(5),
  outsidePrefix: fc.stringMatching(/^[\d*#]{0,3}$/),
  plus: fc.oneof(fc.constant('+'), fc.constant('00'), digits(4).filter(Boolean)),
  nationalAtHome: fc.boolean(),
  prefixes: fc.array(fc.record({ country: fc.constantFrom('DE', 'US', 'AT'), prefix: digits(4) }), { maxLength: 3 }),
  callersHavePrefix: fc.boolean(),
});
const countries = fc.constantFrom(...Object.keys(TABLE), 'XX');
const texts = fc.oneof(
  fc.constantFrom(...Object.values(TABLE).flatMap(({ rows }) => rows.map(([typed]) => typed))),
  fc.stringMatching(/^[+(]?[\d ()/-]{1,18}$/),
);
const allSettings = fc
  .record({ line: lines, country: countries, internalDigits: fc.nat(10), ask: fc.boolean() })
  .map(({ line, country, internalDigits, ask }): DialSettings => {
    const doNotCall = [{ pattern: '*1*1*', reason: '', mode: 'block' as const }];
    const dialRules = { ...DEFAULT_DIAL_RULES, byLine: { sip: line }, askAbroad: ask, doNotCall };
    return { country, internalDigits, connector: 'sip', dialRules };
  });

describe('whatever the rules', () => {
  it('a number stays the same when it is read again', () => {
    fc.assert(
      fc.property(texts, allSettings, (typed, how) => {
        const rules = { ...how.dialRules.byLine.sip, country: how.country, internalDigits: how.internalDigits };
        const number = parseDialled(typed, rules);
        if (number !== null) expect(parseDialled(number, rules)).toBe(number);
        const caller = normaliseCaller(typed, rules);
        expect(normaliseCaller(caller, rules)).toBe(caller);
        if (number?.startsWith('+')) expect(sameNumber(number, parseDialled(number, rules) ?? '')).toBe(true);
      }),
    );
  });

  it('an emergency number goes out as it was given, unasked', () => {
    const numbers = ['110', '112', '911', '999', '15', '17', '144', '118', '000', '10111'];
    fc.assert(
      fc.property(fc.constantFrom(...numbers), allSettings, (number, how) => {
        fc.pre(isEmergency(number, how.country));
        const { country, internalDigits } = how;
        expect(parseDialled(number, { ...how.dialRules.byLine.sip, country, internalDigits })).toBe(number);
        expect(checkDial(number, how, 'de', { also: ['clicked'] })).toEqual({
          ok: true,
          target: number,
          emergency: true,
        });
      }),
    );
  });

  it('an internal number never gets an outside line', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-9]\d{0,3}$/), lines, (number, line) => {
        expect(planDial(number, { ...line, country: 'XX', internalDigits: 4 }).target).toBe(number);
      }),
    );
  });

  it('what the examples show is what is dialled', () => {
    fc.assert(
      fc.property(texts, allSettings, (typed, how) => {
        const rules = { ...how.dialRules.byLine.sip, country: how.country, internalDigits: how.internalDigits };
        const number = parseDialled(typed, rules);
        fc.pre(number !== null);
        if (number === null) return;
        const plan = planFor(number, how, '');
        const { prefix, rest } = shownTarget(number, plan, how.country);
        expect((prefix + rest).replace(/[\s()/.-]/g, '')).toBe(plan.target.replace(/[\s()/.-]/g, ''));
        const check = checkDial(number, how, '', { confirmed: ['abroad', 'premium', 'doNotCall'] });
        if (check.ok) expect(check.target).toBe(plan.target);
        else expect(check.error).toBe('numberBlocked');
      }),
    );
  });
});
