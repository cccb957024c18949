import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryAgainst, patternProblem } from '../../lib/do-not-call';
import type { NumberRules } from '../../lib/phone-number';

const DE: NumberRules = { country: 'DE', internalDigits: 4, areaCode: '030' };
const ES: NumberRules = { country: 'ES', internalDigits: 4 };
const [US, RU, HU, AU, CO, BR, BY] = ['US', 'RU', 'HU', 'AU', 'CO', 'BR', 'BY'].map((country) => ({
  country,
  internalDigits: 4,
})) as [NumberRules, NumberRules, NumberRules, NumberRules, NumberRules, NumberRules, NumberRules];

const stops = (pattern: string, number: string, rules: NumberRules) =>
  entryAgainst([number], [{ pattern, reason: '', mode: 'block' }], rules) !== undefined;

describe('a pattern', () => {
  it.each<[string, string, NumberRules, boolean]>([
    ['030 901820', '+4930901820', DE, true],
    ['+49 (0)30 901820', '+4930901820', DE, true],
    ['901820', '+4930901820', DE, true],
    ['030 901820', '+49309018201', DE, false],
    ['030 901820 DW 12', '+4930901820;ext=12', DE, true],
    ['030 90182012', '+4930901820;ext=12', DE, true],
    ['030 901820', '+4930901820;ext=12', DE, false],
    ['+1 212 555 0100', '+12125550100;ext=5', DE, true],
    ['0900*', '+499001234567', DE, true],
    ['0900*', '+439001234567', DE, false],
    ['+49 900 *', '+499001234567', DE, true],
    ['0043*', '+4312345678', DE, true],
    ['+49 (0)900*', '+499001234567', DE, true],
    ['0049 (0) 900*', '+499001234567', DE, true],
    ['030\u20139018*', '+4930901820', DE, true],
    ['8 900*', '+79001234567', RU, true],
    ['900*', '+79001234567', RU, true],
    ['06 90*', '+36901234567', HU, true],
    ['011 44*', '+442079460958', US, true],
    ['0011 44*', '+442079460958', AU, true],
    ['0057 302*', '+573029437465', CO, true],
    ['0049*', '+4930901820', AU, true],
    ['(11) 96123*', '+5511961234567', BR, true],
    ['011 96123*', '+5511961234567', BR, true],
    ['321 12*', '+573211234567', CO, true],
    ['8 029 491*', '+375294911911', BY, true],
    ['30 9018*', '+4930901820', DE, false],
    ['+43*', '+4912345678', DE, false],
    ['030 9018??', '+4930901820', DE, true],
    ['030 9018?', '+4930901820', DE, false],
    ['41*', '418', DE, true],
    ['41*', '+4941841841', DE, false],
    ['*99', '+4930901899', DE, true],
    ['80*', '+34806123456', ES, true],
    ['900*', '+19005551234', US, true],
    ['1-900-*', '+19005551234', US, true],
    ['sip:a@b.example', 'sip:a@b.example', DE, true],
    ['*21*100#', '*21*100#', DE, false],
  ])('%s against %s: %#', (pattern, number, rules, expected) => expect(stops(pattern, number, rules)).toBe(expected));

  it.each([
    ['', 'invalid_required'],
    ['abc', 'invalid_pattern'],
    ['12.03.2024', 'invalid_pattern'],
    ['0900x*', 'invalid_pattern'],
    ['*', 'invalid_patternWide'],
    ['+*', 'invalid_patternWide'],
    ['0*', 'invalid_patternWide'],
    ['00*', 'invalid_patternWide'],
    ['112', 'invalid_patternEmergency'],
    ['1 1 0', 'invalid_patternEmergency'],
    ['0900*', undefined],
    ['030 901820', undefined],
  ])('"%s" is %s', (pattern, problem) => expect(patternProblem(pattern, DE)).toBe(problem));

  it('never throws and takes no time, whatever it is', () => {
    const patterns = fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^[+\d*?]{0,80}$/));
    fc.assert(
      fc.property(patterns, fc.stringMatching(/^\+?\d{1,20}$/), (pattern, number) => {
        const started = performance.now();
        stops(pattern, number, DE);
        expect(performance.now() - started).toBeLessThan(100);
      }),
    );
  });
});
