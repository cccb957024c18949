import { describe, expect, it } from 'vitest';
import { type Asked, checkDial } from '../../lib/dial-check';
import type { AskReason } from '../../lib/dial-question';
import { DEFAULT_DIAL_RULES, type DialRules, type DialSettings, PLAIN_LINE } from '../../lib/dial-rules';

function settings(rules: Partial<DialRules> = {}): DialSettings {
  return { country: 'DE', internalDigits: 4, connector: 'sip', dialRules: { ...DEFAULT_DIAL_RULES, ...rules } };
}

const blocked = { pattern: '030 901820', reason: 'Keine Werbung', mode: 'block' } as const;

/** What comes of a dial: the target, the reasons it asks for, or why it is refused. */
function outcome(number: string, rules: Partial<DialRules> = {}, asked: Asked = {}): string {
  const check = checkDial(number, settings(rules), 'de', asked);
  if (check.ok) return check.target;
  const reasons = check.question?.reasons.map(({ why, detail }) => (detail ? `${why} ${detail}` : why));
  return reasons ? `asks: ${reasons.join(', ')}` : `${check.error}: ${check.detail}`;
}

const asking = { pattern: '+49 171*', reason: 'Nur nach Absprache', mode: 'ask' } as const;

describe('asking first', () => {
  it.each<[string, Partial<DialRules>, string]>([
    ['+4930901820', {}, '+4930901820'],
    ['+499001234567', {}, 'asks: premium'],
    ['+499001234567', { askPremium: false }, '+499001234567'],
    ['11880', {}, 'asks: premium'],
    ['115', {}, '115'],
    ['+491371234567', {}, 'asks: premium'],
    ['+498003301000', {}, '+498003301000'],
    ['+881612345678', {}, 'asks: premium'],
    ['+12125550100', {}, '+12125550100'],
    ['+12125550100', { askCountries: ['US'] }, 'asks: abroad US'],
    ['+14165550100', { askCountries: ['US'] }, '+14165550100'],
    ['+12125550100', { askAbroad: true }, 'asks: abroad US'],
    // In no plan (films, new areas), and abroad all the same.
    ['+447700900123', { askAbroad: true }, 'asks: abroad GB'],
    ['+15551234567', { askCountries: ['US'] }, 'asks: abroad US'],
    ['+43123456789', { askAbroad: true, exceptCountries: ['AT', 'CH'] }, '+43123456789'],
    ['+4930901820', { askAbroad: true }, '+4930901820'],
    ['+19005551234', { askAbroad: true }, 'asks: premium, abroad US'],
    ['100', { askAbroad: true }, '100'],
    ['*21*100#', { askAbroad: true }, '*21*100#'],
    ['sip:a@b.example', { askAbroad: true }, 'sip:a@b.example'],
    // More digits than the number has, also as its extension.
    ['+4990012345678', {}, 'asks: premium'],
    ['+499001234567;ext=12', {}, 'asks: premium'],
    ['+190055512345', {}, 'asks: premium'],
    ['+49309018201234567', {}, '+49309018201234567'],
    // Behind codes that hide who calls, divert calls or choose a carrier.
    ['*31#09001234567', {}, 'asks: premium'],
    ['#31#+499001234567', {}, 'asks: premium'],
    ['**21*09001234567#', {}, 'asks: premium'],
    ['010330190123456', {}, 'asks: premium'],
    ['*31#030901821', {}, '*31#030901821'],
    ['*31#112', { doNotCall: [{ pattern: '*', reason: '', mode: 'block' }] }, '*31#112'],
    ['*31#030901820', { doNotCall: [blocked] }, 'numberBlocked: Keine Werbung'],
  ])('%s with %j: %s', (number, rules, expected) => expect(outcome(number, rules)).toBe(expected));

  it('lets a call through that was confirmed, and asks anew for what was not', () => {
    const rules = { askAbroad: true };
    const confirmed = (reasons: AskReason[]) => outcome('+19005551234', rules, { confirmed: reasons });
    expect(confirmed(['premium', 'abroad'])).toBe('+19005551234');
    expect(confirmed(['premium'])).toBe('asks: premium, abroad US');
  });

  it('asks for a reason of the caller’s own', () => {
    expect(outcome('100', {}, { also: ['clicked'] })).toBe('asks: clicked');
    expect(outcome('100', {}, { also: ['clicked'], confirmed: ['clicked'] })).toBe('100');
  });
});

describe('the do-not-call list', () => {
  it.each([
    ['+4930901820', 'numberBlocked: Keine Werbung'],
    ['+4930901821', '+4930901821'],
    ['+491711234567', 'asks: doNotCall Nur nach Absprache'],
  ])('%s: %s', (number, expected) => expect(outcome(number, { doNotCall: [asking, blocked] })).toBe(expected));

  it('what blocks cannot be confirmed away', () => {
    expect(outcome('+4930901820', { doNotCall: [blocked] }, { confirmed: ['doNotCall'] })).toMatch(/^numberBlocked/);
  });

  it('an entry that blocks goes before one that asks', () => {
    const both = [{ ...asking, pattern: '+49*' }, blocked];
    expect(outcome('+4930901820', { doNotCall: both })).toMatch(/^numberBlocked/);
  });
});

describe('emergency numbers', () => {
  const worst: Partial<DialRules> = {
    byLine: { sip: { ...PLAIN_LINE, outsidePrefix: '0', plus: '00', areaCode: '030', nationalAtHome: true } },
    askAbroad: true,
    askCountries: ['DE'],
    doNotCall: [
      { pattern: '11?', reason: '', mode: 'block' },
      { pattern: '*11*', reason: '', mode: 'block' },
      { pattern: '112', reason: '', mode: 'block' },
    ],
  };

  it.each(['110', '112', '911', '0112', '0110'])('%s goes out as given, whatever the rules', (number) => {
    expect(outcome(number, worst, { also: ['clicked'] })).toBe(number);
  });

  it('what only looks like one is asked about like any other', () => {
    expect(outcome('113', worst)).toMatch(/^numberBlocked/);
  });
});

describe('SIP addresses of telephone numbers', () => {
  const rules: Partial<DialRules> = {
    askCountries: ['PL'],
    doNotCall: [
      blocked,
      { pattern: 'sip:eva@crm.example', reason: 'Kollegin', mode: 'block' },
      { pattern: '11?', reason: '', mode: 'block' },
    ],
  };
  const prefixed = { ...rules, byLine: { sip: { ...PLAIN_LINE, outsidePrefix: '0' } } };

  it.each([
    ['sip:09001234567@x', 'asks: premium'],
    ['sips:09001234567@x', 'asks: premium'],
    ['SIP:0900-1234567@x', 'asks: premium'],
    ['sip:+499001234567@provider;user=phone', 'asks: premium'],
    ['sip:00499001234567@x', 'asks: premium'],
    ['sip:%30900%31234567@x', 'asks: premium'],
    ['sip:09001234567:secret@x', 'asks: premium'],
    ['sip:09001234567;phone-context=+49@x', 'asks: premium'],
    ['sip:9001234567;phone-context=+49@x', 'asks: premium'],
    ['sip:11880@x', 'asks: premium'],
    ['sip:0901820;phone-context=+4930@x', 'sip:0901820;phone-context=+4930@x'],
    ['sip:+48221234567@x', 'asks: abroad PL'],
    ['sip:030901820@x', 'numberBlocked: Keine Werbung'],
    ['sip:+4930901820@x', 'numberBlocked: Keine Werbung'],
    ['sip:901820;phone-context=+4930@x', 'numberBlocked: Keine Werbung'],
    ['sip:030901821@x', 'sip:030901821@x'],
    ['sip:112@x', 'sip:112@x'],
    ['sip:113@x', 'numberBlocked: '],
    ['sip:eva@crm.example', 'numberBlocked: Kollegin'],
    ['SIPS:Eva@CRM.example;transport=tcp', 'numberBlocked: Kollegin'],
    ['sip:eva2@crm.example', 'sip:eva2@crm.example'],
    ['sip:alice113@x', 'sip:alice113@x'],
    ['sip:100@x', 'sip:100@x'],
  ])('%s: %s', (number, expected) => expect(outcome(number, rules)).toBe(expected));

  it.each([
    ['sip:009001234567@x', 'asks: premium'],
    ['sip:0011880@x', 'asks: premium'],
    ['sip:0030901820@x', 'numberBlocked: Keine Werbung'],
    ['sip:0112@x', 'sip:0112@x'],
  ])('with the 0 for an outside line: %s: %s', (number, expected) => expect(outcome(number, prefixed)).toBe(expected));

  it('a call for help is one', () => {
    expect(checkDial('sip:112@x', settings(rules), 'de')).toEqual({ ok: true, target: 'sip:112@x', emergency: true });
    expect(checkDial('sip:0110@x', settings(prefixed), 'de')).toMatchObject({ emergency: true });
  });
});
