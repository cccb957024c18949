import { describe, expect, it } from 'vitest';
import { candidatesIn, isDiallable } from '../../../lib/page/candidates';

const found = (text: string, country = 'DE') => candidatesIn(text, country).map((each) => each.text);

describe('numbers in text', () => {
  it.each(['1-800-FLOWERS®', '«1-800-FLOWERS»', 'Call·1-800-FLOWERS'])(
    'a freephone number of letters beside a sign: %s',
    (text) => expect(found(text, 'US')).toEqual(['1-800-FLOWERS']),
  );

  it.each([
    '030 23125418',
    '030/23125418',
    '030-23125418',
    '(030) 23125418',
    '+49 30 23125418',
    '+49 (0)30 23125418',
    '+49(0)30/23125418',
    '0049 30 23125418',
    '030 23 12 54 18',
    '0170 1234567',
    '0170/123 45 67',
    '+43 1 5058888',
    '+41 44 668 18 00',
    '01 23 45 67 89',
    '01.23.45.67.89',
    '+33 1 23 45 67 89',
    '(212) 555-0123',
    '212-555-0123',
    '+1 212 555 0123',
    '030\u00a023125418',
    '030\u202f2312\u202f5418',
    '+49 30 231254-18',
    '030 231254–18',
    '030 231254 ext. 18',
    '089 / 99998104',
    '+49-30-23125418',
    '08999998104',
  ])('%s', (number) => {
    expect(found(`Bitte ${number} anrufen.`)).toEqual([number]);
    expect(found(number)).toEqual([number]);
  });

  it('several in one text', () => {
    expect(found('030 901820 / 0171 1234567')).toEqual(['030 901820', '0171 1234567']);
    expect(found('Tel. 030 901820, Fax 030 901829, mobil 0170 1234567')).toEqual(['030 901820', '0170 1234567']);
  });

  it('without a leading 0 only where the country writes so', () => {
    expect(found('912 345 678', 'ES')).toEqual(['912 345 678']);
    expect(found('912 345 678', 'DE')).toEqual([]);
  });

  it.each([
    '12.03.2024',
    '2024-03-12',
    '12.03.2024 10:30',
    '3/12/2024',
    '2019-2024',
    '01.02.2024 - 03.04.2024',
    '1.234.567,89 €',
    '012345678 EUR',
    '€ 0123456789',
    '192.168.178.20',
    'DE89 3704 0044 0532 0130 00',
    '4111 1111 1111 1111',
    '978-3-16-148410-0',
    'RE-2024-004711',
    '0a1b2c3d-1234-5678-9012-345678901234',
    'Kd.-Nr. 0304711234',
    'Rechnung Nr. 0012345678',
    '52.520008, 13.404954',
    'v10.0.19045.3803',
    'Fax 030 23125419',
    'Telefax: +49 30 23125419',
    '030 23125419 (Fax)',
    'user0301234567',
    'https://a.example/0301234567',
    '80331 München',
    '0000000',
    '0.12345678',
    'IMEI 0356938035643809',
    '#0301234567',
    'a@0301234567.example',
    '00:15:30',
    'ISBN 0-306-40615-2',
  ])('not %s', (text) => expect(found(text)).toEqual([]));

  it('is quick on hostile text', () => {
    const start = performance.now();
    for (const text of [
      '('.repeat(100_000),
      '0 '.repeat(50_000),
      '1'.repeat(100_000),
      '+'.repeat(100_000),
      '03012 '.repeat(20_000),
    ])
      found(text);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe('in a field called phone', () => {
  it.each(['417', '23125418', '030/231254-18', '*21*100#', '110', '+49 30 901820', '0800 REISEBUS', '901820 x12'])(
    '%s is diallable',
    (text) => expect(isDiallable(text)).toBe(true),
  );
  it.each(['', 'n/a', '–', '12.03.2024', 'siehe Notiz', 'a@b.example', '1'])('%s is not', (text) =>
    expect(isDiallable(text)).toBe(false),
  );
});
