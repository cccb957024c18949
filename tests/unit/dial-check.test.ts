import { describe, expect, it } from 'vitest';
import { type Asked, checkDial } from '../../lib/dial-check';
import type { AskReason } from '../../lib/dial-question';
import { DEFAULT_DIAL_RULES, type DialRules, type DialSettings, PLAIN_LINE } from '../../lib/dial-rules';

function settings(rules: Partial<DialRules> = {}): DialSettings {
  return { country: 'DE', internalDigits: 4, connector: 'sip', dialRules: { ...DEFAULT_DIAL_RULES, ...rules } };
}

/** What comes of a dial: the target, the reasons it asks for, or why it is refused. */
function outcome(number: string, rules: Partial<DialRules> = {}, asked: Asked = {}): string {
  const check = checkDial(number, settings(rules), 'de', asked);
  if (check.ok) return check.target;
  const reasons = check.question?.reasons.map(({ why, detail }) => (detail ? `${why} ${detail}` : why));
  return reasons ? `asks: ${reasons.join(', ')}` : `${check.error}: ${check.detail}`;
}

const blocked = { pattern: '030 901820', reason: 'Keine Werbung', mode: 'block' } as const;
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
