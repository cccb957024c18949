import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../lib/errors';
import {
  createTexts,
  duration,
  failureWords,
  hoursAndMinutes,
  type Messages,
  reasonWords,
  startOfDay,
} from '../../lib/i18n';
import { LANGUAGES, resolveLanguage } from '../../lib/ui-language';

const ROOT = resolve(import.meta.dirname, '../..');
const load = (language: string) =>
  JSON.parse(readFileSync(join(ROOT, `public/_locales/${language}/messages.json`), 'utf8')) as Messages;
const messages = new Map(LANGUAGES.map((language) => [language, load(language)]));
const english = messages.get('en') as Messages;
const holes = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the languages', () => {
  it('are those that have a folder', () => {
    expect(readdirSync(join(ROOT, 'public/_locales')).sort()).toEqual([...LANGUAGES].sort());
  });

  for (const [language, texts] of messages) {
    it(`${language} has the keys of English, no more and no less`, () => {
      expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    });

    it(`${language} has the placeholders of English`, () => {
      for (const [key, { message }] of Object.entries(texts))
        expect(holes(message), key).toEqual(holes(english[key]?.message));
    });

    it(`${language} has every plural form it needs`, () => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const key of Object.keys(texts).filter((name) => name.endsWith('_other')))
        for (const form of forms) expect(texts, key).toHaveProperty(key.replace(/other$/, form));
    });

    it(`${language} is short where there is little room`, () => {
      // Buttons, chips and navigation at 280 px; a tooltip or a sentence has room for more.
      const room: [RegExp, number][] = [
        [/^state_/, 12],
        [/^nav_(?!unsaved)/, 20],
        [/^history_(all|incoming|outgoing|missed|days|unsaved)$/, 16],
        [/^action_(accept|reject|hangUp|callBack|save|discard|undo|close)$/, 16],
        [/^notifications_way_(on|silent)$/, 16],
      ];
      for (const [keys, most] of room)
        for (const [key, { message }] of Object.entries(texts).filter(([name]) => keys.test(name)))
          expect(message.length, `${key}: ${message}`).toBeLessThanOrEqual(most);
    });

    it(`${language} is calm and free of what Chrome's loader would read`, () => {
      for (const [key, { message }] of Object.entries(texts)) expect(message, key).not.toMatch(/[$!]|\bleider\b|\s\s/i);
    });

    it(`${language} has cause and remedy for every failure`, () => {
      for (const code of ERROR_CODES) {
        expect(texts[`error_${code}`]?.message, code).toBeTruthy();
        expect(texts[`remedy_${code}`]?.message, code).toMatch(/\.$|example$/);
      }
    });
  }

  it('hold no text that nothing shows', () => {
    const sources = ['lib', 'components', 'entrypoints'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
    );
    const code = sources.join('\n');
    const manifest = readFileSync(join(ROOT, 'wxt.config.ts'), 'utf8');
    const families = [...`${code}${manifest}`.matchAll(/`(?:__MSG_)?([a-z]+_\w*)\$\{/g)].map(
      ([, prefix = '']) => prefix,
    );
    const used = (key: string) => {
      const base = key.replace(/_(one|other)$/, '');
      return (
        manifest.includes(`__MSG_${key}__`) ||
        code.includes(`'${base}'`) ||
        families.some((prefix) => base.startsWith(prefix))
      );
    };
    expect(Object.keys(english).filter((key) => !used(key))).toEqual([]);
  });
});

describe('the words', () => {
  const de = createTexts('de', messages.get('de') as Messages);
  const en = createTexts('en', english);
  const at = new Date(2026, 10, 20, 9, 5).getTime();

  it('German for a German browser, English for every other', () => {
    expect(resolveLanguage('auto', 'de-AT')).toBe('de');
    expect(resolveLanguage('auto', 'fr')).toBe('en');
    expect(resolveLanguage('en', 'de')).toBe('en');
  });

  it('what is no number is named, with the remedy', () => {
    expect(failureWords(de, 'numberInvalid', ' alice2\u202e ')).toEqual({
      why: '„alice2“ ist keine Rufnummer',
      next: expect.stringContaining('sip:name@server'),
    });
    expect(failureWords(en, 'numberInvalid', 'x'.repeat(1000)).why).toBe(`“${'x'.repeat(40)}” is not a phone number`);
    expect(failureWords(de, 'numberInvalid').why).toBe('Das ist keine Rufnummer');
  });

  it('are the terms of the specification', () => {
    const states = ['ringing', 'dialling', 'connected', 'hungUp', 'missed'] as const;
    expect(states.map((state) => de.t(`state_${state}`))).toEqual([
      'Klingelt',
      'Wählt',
      'Verbunden',
      'Aufgelegt',
      'Verpasst',
    ]);
    expect(states.map((state) => en.t(`state_${state}`))).toEqual([
      'Ringing',
      'Dialling',
      'Connected',
      'Hung up',
      'Missed',
    ]);
    expect([de.t('action_accept'), de.t('action_callBack'), de.t('options_title')]).toEqual([
      'Annehmen',
      'Rückruf',
      'CTI-Konfiguration',
    ]);
  });

  it('fill their placeholders, and never run what is filled in', () => {
    expect(de.t('icon_call', { number: '030 23125418' })).toBe('Anrufen: 030 23125418');
    expect(en.t('notify_missedTitle', { name: '{number} $1' })).toBe('Missed: {number} $1');
  });

  it('count', () => {
    expect(de.plural('toolbar_missed', 1)).toBe('1 verpasster Anruf');
    expect(de.plural('toolbar_missed', 1200)).toBe('1.200 verpasste Anrufe');
    expect(en.plural('toolbar_missed', 1200)).toBe('1,200 missed calls');
  });

  it('tell days from each other', () => {
    const now = new Date(2026, 10, 22, 8, 0).getTime();
    expect(de.day(now, now)).toBe('Heute');
    expect(de.day(new Date(2026, 10, 21, 23, 59).getTime(), now)).toBe('Gestern');
    expect(de.day(at, now)).toBe('Freitag, 20. November');
    expect(en.day(at, now)).toBe('Friday, November 20');
    expect(de.date(new Date(2025, 0, 2).getTime(), now)).toBe('Donnerstag, 2. Januar 2025');
  });

  it('tell a moment as shortly as it is clear', () => {
    expect(de.moment(at, at + 60_000)).toBe('09:05');
    expect(de.moment(at, new Date(2026, 10, 22).getTime())).toBe('Fr 09:05');
    expect(de.moment(at, new Date(2027, 2, 1).getTime())).toBe('20.11. 09:05');
  });

  it('write clock times and small numbers as Intl does, without asking it', () => {
    for (const [language, texts] of [
      ['de', de],
      ['en', en],
    ] as const) {
      const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      for (let minute = 0; minute < 2 * 24 * 60; minute += 7) {
        const at = new Date(2026, 2, 28, 0, minute).getTime();
        expect(texts.time(at)).toBe(clock.format(at));
      }
      const numbers = new Intl.NumberFormat(language);
      for (const value of [0, 1, 9, 57, 999, 1000, 1_234_567, -3, 4.25])
        expect(texts.number(value)).toBe(numbers.format(value));
    }
  });

  it('write days as Intl does, without asking it', () => {
    const forms = {
      date: { weekday: 'long', day: 'numeric', month: 'long' },
      dateAndYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
      weekday: { weekday: 'short' },
      dayAndMonth: { day: 'numeric', month: 'numeric' },
    } as const;
    for (const texts of [de, en]) {
      const { date, dateAndYear, weekday, dayAndMonth } = Object.fromEntries(
        Object.entries(forms).map(([name, form]) => [name, new Intl.DateTimeFormat(texts.language, form)]),
      ) as Record<keyof typeof forms, Intl.DateTimeFormat>;
      for (let day = 0; day < 800; day++) {
        const at = new Date(2027, 0, 1 + day, 9, 5).getTime();
        const soon = startOfDay(at, 3);
        const sameYear = new Date(at).getFullYear() === new Date(soon).getFullYear();
        expect(texts.date(at, soon)).toBe((sameYear ? date : dateAndYear).format(at));
        expect(texts.date(at, new Date(2020, 0, 1).getTime())).toBe(dateAndYear.format(at));
        expect(texts.moment(at, soon)).toBe(`${weekday.format(at)} 09:05`);
        expect(texts.moment(at, startOfDay(at, 60))).toBe(`${dayAndMonth.format(at)} 09:05`);
      }
    }
  });

  it('tell running times and sums', () => {
    expect([0, 7_999, 222_000, 3_661_000].map(duration)).toEqual(['0:00', '0:07', '3:42', '1:01:01']);
    expect(hoursAndMinutes(6_120_000)).toBe('1:42');
  });

  it('say "not answered" differently for the two sides', () => {
    expect(reasonWords(de, { direction: 'incoming', endReason: 'noAnswer' })).toBe('Nicht angenommen');
    expect(reasonWords(de, { direction: 'outgoing', endReason: 'noAnswer' })).toBe('Keine Antwort');
    expect(reasonWords(de, { direction: 'outgoing', endReason: undefined })).toBe('');
  });
});
