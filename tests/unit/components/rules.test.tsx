import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { RulesSection } from '../../../components/options/RulesSection';
import {
  changedRules,
  type RulesForm,
  type RulesWorld,
  rulesFormOf,
  rulesProblemsOf,
  settingsOf,
} from '../../../components/options/rules-form';
import { DEFAULT_DIAL_RULES, type DialSettings, PLAIN_LINE } from '../../../lib/dial-rules';
import { createTexts } from '../../../lib/i18n';
import de from '../../../public/_locales/de/messages.json';
import { press, type Shown, show, type } from './show';

const COUNTRIES = ['AT', 'CH', 'DE', 'US'];
const WORLD: RulesWorld = { home: 'DE', countries: COUNTRIES, region: createTexts('de', de).region };
const STORED: DialSettings = {
  country: 'DE',
  internalDigits: 4,
  connector: 'sip',
  dialRules: {
    ...DEFAULT_DIAL_RULES,
    byLine: {
      demo: { ...PLAIN_LINE, outsidePrefix: '7' },
      sip: { ...PLAIN_LINE, outsidePrefix: '0', plus: '00', prefixes: [{ country: 'US', prefix: '81' }] },
    },
    askCountries: ['AT'],
    doNotCall: [{ pattern: '0900*', reason: 'Teuer', mode: 'ask' }],
  },
};

describe('the rules form', () => {
  const form = rulesFormOf(STORED, WORLD);

  it('is the settings and back, and leaves other lines alone', () => {
    expect(settingsOf(form, STORED, WORLD)).toEqual(STORED);
    expect(form).toMatchObject({ prefixes: 'Vereinigte Staaten: 81', askCountries: 'Österreich' });
  });

  it('takes countries by name in every language of ours and by code', () => {
    const typed = { ...form, askCountries: 'Austria, schweiz; us', prefixes: 'CH 0101\nAustria = 99' };
    expect(rulesProblemsOf(typed, WORLD)).toEqual({});
    expect(settingsOf(typed, STORED, WORLD).dialRules).toMatchObject({
      askCountries: ['AT', 'CH', 'US'],
      byLine: {
        sip: {
          prefixes: [
            { country: 'CH', prefix: '0101' },
            { country: 'AT', prefix: '99' },
          ],
        },
      },
    });
  });

  it.each<[Partial<RulesForm>, string]>([
    [{ areaCode: '03o' }, 'areaCode'],
    [{ areaCode: '123456789' }, 'areaCode'],
    [{ outsidePrefix: '0 0' }, 'outsidePrefix'],
    [{ outsidePrefix: '+' }, 'outsidePrefix'],
    [{ plus: '++' }, 'plus'],
    [{ internalDigits: '' }, 'internalDigits'],
    [{ internalDigits: '11' }, 'internalDigits'],
    [{ askCountries: 'Atlantis' }, 'askCountries'],
    [{ askAbroad: true, exceptCountries: 'Atlantis' }, 'exceptCountries'],
    [{ prefixes: 'Atlantis: 1' }, 'prefixes'],
    [{ prefixes: 'US: abc' }, 'prefixes'],
    [{ callersHavePrefix: true, outsidePrefix: '' }, 'callersHavePrefix'],
  ])('%j is refused at %s', (patch, field) => {
    expect(Object.keys(rulesProblemsOf({ ...form, ...patch }, WORLD))).toEqual([field]);
    expect(changedRules(form, { ...form, ...patch })).toContain(field);
  });
});

describe('the rules section', () => {
  function section(saved: Partial<DialSettings>[] = [], locked: string[] = []): Shown {
    const onSave = async (patch: Partial<DialSettings>) => saved.push(patch) > 0;
    return show(<RulesSection settings={STORED} home="DE" countries={COUNTRIES} onSave={onSave} />, 'de', locked);
  }
  const field = (shown: Shown, name: string) => shown.root.querySelector(`[name=${name}]`);
  const result = (shown: Shown) => shown.root.querySelector('.result')?.textContent ?? '';
  const settle = () => act(async () => void (await new Promise((done) => setTimeout(done))));

  it('shows at once what every change makes of a typed number, and by which rule', () => {
    const shown = section();
    type(field(shown, 'example'), '030 23125418');
    expect(result(shown)).toContain('0 00 49 30 23125418');
    expect(result(shown)).toContain('+ wird zu 00 · Amtsholung 0 davor');
    press(field(shown, 'nationalAtHome') as HTMLElement);
    expect(result(shown)).toContain('0 030 23125418');
    expect(result(shown)).toContain('Inland: ohne Ländervorwahl · Amtsholung 0 davor');
    type(field(shown, 'outsidePrefix'), '9');
    expect(result(shown)).toContain('9 030 23125418');
    type(field(shown, 'outsidePrefix'), 'neun');
    expect(shown.text()).toContain('Nur Ziffern, * und #');
    expect(result(shown)).toContain('0 030 23125418');
  });

  it('says what would be asked and what is no number', () => {
    const shown = section();
    type(field(shown, 'example'), '0900 1234567');
    expect(result(shown)).toContain('Nicht anrufen: Teuer');
    type(field(shown, 'example'), '+43 1 2345678');
    expect(result(shown)).toContain('Anruf ins Ausland: Österreich.');
    type(field(shown, 'example'), 'keine');
    expect(result(shown)).toContain('keine Rufnummer');
  });

  it('saves all of it at once, and nothing while something is wrong', async () => {
    const saved: Partial<DialSettings>[] = [];
    const shown = section(saved);
    type(field(shown, 'pattern'), '+43 1*');
    type(field(shown, 'reason'), ' Widersprochen ');
    press(shown.button('Hinzufügen'));
    type(field(shown, 'internalDigits'), 'drei');
    press(shown.button('Speichern'));
    await settle();
    expect(saved).toEqual([]);
    type(field(shown, 'internalDigits'), '3');
    press(shown.button('Speichern'));
    await settle();
    expect(saved[0]).toMatchObject({
      internalDigits: 3,
      dialRules: {
        doNotCall: [{ pattern: '0900*' }, { pattern: '+43 1*', reason: 'Widersprochen', mode: 'block' }],
      },
    });
  });

  it('takes no entry twice and none that would stop emergency calls', () => {
    const shown = section();
    type(field(shown, 'pattern'), '0900*');
    expect(shown.text()).toContain('Steht schon in der Liste.');
    type(field(shown, 'pattern'), '112');
    expect(shown.text()).toContain('Notrufnummern lassen sich nicht sperren.');
    press(shown.button('Hinzufügen'));
    expect(shown.root.querySelectorAll('[data-pattern]')).toHaveLength(1);
  });

  it('shows what the administration has locked and cannot change it', () => {
    const shown = section([], ['dialRules.byLine.sip.outsidePrefix', 'dialRules.askPremium', 'dialRules.doNotCall']);
    expect((field(shown, 'outsidePrefix') as HTMLInputElement).readOnly).toBe(true);
    expect((field(shown, 'askPremium') as HTMLInputElement).disabled).toBe(true);
    expect(field(shown, 'pattern')).toBeNull();
    expect((field(shown, 'internalDigits') as HTMLInputElement).readOnly).toBe(false);
  });
});
