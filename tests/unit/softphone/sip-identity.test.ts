import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../lib/softphone/plain-text';
import { callerOf } from '../../../lib/softphone/sip-identity';
import { redact } from '../../../lib/softphone/sip-trace';

const caller = (from: string, assertedIdentity: string[] = [], privacy: string[] = []) =>
  callerOf({ from, assertedIdentity, privacy });

const WITHHELD = { number: '', displayName: '', withheld: true };

describe('callerOf', () => {
  test.each([
    ['"Zoë <b>Ünal</b> 日本" <sip:+4930123456@127.0.0.1>;tag=1', '+4930123456', 'Zoë <b>Ünal</b> 日本'],
    ['"A \\"B\\" \\\\ C" <sip:100@pbx>', '100', 'A "B" \\ C'],
    ['Alice Meier <sips:030%2F123-45%20(0)@pbx:5061;user=phone>;tag=1', '030123450', 'Alice Meier'],
    ['<sip:0049301234;phone-context=+49@pbx>', '0049301234', ''],
    ['sip:123@pbx;tag=9', '123', ''],
    ['"+49 30 1234" <sip:+49301234@pbx>', '+49301234', ''],
    ['<tel:+49-30-1234;ext=12>', '+49301234', ''],
    ['"Bob" <sip:bob@elsewhere.example>', 'bob', 'Bob'],
    ['<sip:100:secret@pbx>', '100', ''],
  ])('%s', (from, number, displayName) => {
    expect(caller(from)).toEqual({ number, displayName, withheld: false });
  });

  test.each([
    '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1',
    '<sip:ANONYMOUS@pbx.example>',
    '<sip:unknown@pbx>',
    '<sip:Private@pbx>',
    '<sip:restricted@pbx>',
    '<sip:unavailable@unknown.invalid>',
    '<sip:1234@anonymous.invalid>',
    '<sip:pbx.example>',
    '<sip:@pbx>',
    '',
    'nonsense',
    '<javascript:alert(1)>',
  ])('%s is withheld', (from) => {
    expect(caller(from)).toEqual(WITHHELD);
  });

  test('what the network vouches for goes before From', () => {
    const from = '"Anonymous" <sip:anonymous@anonymous.invalid>';
    expect(caller(from, ['"Real" <sip:+49301@pbx>', '<tel:+49302>'])).toMatchObject({
      number: '+49301',
      displayName: 'Real',
    });
    expect(caller('"Name" <sip:1@pbx>', ['<sip:+49301@pbx>'])).toMatchObject({ number: '+49301', displayName: 'Name' });
    expect(caller('<sip:1@pbx>', ['<sip:anonymous@anonymous.invalid>'])).toMatchObject({ number: '1' });
  });

  test('a wish for privacy is kept, whatever else is sent', () => {
    expect(caller('<sip:+49301@pbx>', ['<sip:+49301@pbx>'], ['id'])).toEqual(WITHHELD);
    expect(caller('<sip:+49301@pbx>', [], ['user;id;critical'])).toEqual(WITHHELD);
    expect(caller('<sip:+49301@pbx>', [], ['none'])).toMatchObject({ withheld: false });
  });

  test('whatever comes: no exception, bounded lengths, one printable line, and withheld means no number', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5000 }),
      fc.constantFrom('"', '<sip:', '%', '\\', '@'),
    );
    fc.assert(
      fc.property(fc.array(evil, { maxLength: 6 }), fc.array(evil, { maxLength: 2 }), (from, asserted) => {
        const { number, displayName, withheld } = caller(from.join(''), [
          ...asserted,
          `"${from[0]}" <sip:${from[1]}@x>`,
        ]);
        expect([...number].length).toBeLessThanOrEqual(60);
        expect([...displayName].length).toBeLessThanOrEqual(200);
        expect(number + displayName).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(withheld).toBe(number === '');
      }),
      { numRuns: 2000 },
    );
  });
});

test('plainText is one line without control and direction characters', () => {
  expect(plainText('a\r\n\tb\u0000\u202ec\u2028d', 100)).toBe('a b c d');
  expect(plainText('😀😀😀', 2)).toBe('😀😀');
  expect(plainText('\ud83d', 2)).toBe('\ufffd');
  expect(plainText(7, 2)).toBe('');
});

test('redact hides all that proves who we are, also folded headers', () => {
  const message = [
    'REGISTER sip:pbx SIP/2.0',
    'Authorization: Digest username="a",',
    ' response="0123"',
    'proxy-authorization : Digest response="4567"',
    'WWW-Authenticate: Digest nonce="89"',
    'Contact: <sip:a@b>',
    '',
    'a=ice-pwd:SECRET',
    'a=crypto:1 AES inline:SECRET',
    'a=ice-ufrag:ab',
  ].join('\r\n');
  const shown = redact(message);
  expect(shown).not.toMatch(/0123|4567|89|SECRET/);
  expect(shown).toContain('Contact: <sip:a@b>');
  expect(shown).toContain('a=ice-ufrag:ab');
});
