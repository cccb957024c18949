/**
 * Days and dates as each language writes them. What Intl writes, but without it: to make one of its formats takes longer
 * than ten rows of the first picture of a page. A test holds each day against it.
 */
import type { UiLanguage } from './ui-language';

export interface DayNames {
  /** From Sunday on. */
  weekdays: readonly string[];
  shortWeekdays: readonly string[];
  months: readonly string[];
  /** "Sunday, November 22", with a year where one is given. */
  date(weekday: string, day: number, month: string, year?: number): string;
  /** "11/22"; `month` counts from 1. */
  dayAndMonth(day: number, month: number): string;
}

const list = (names: string) => names.split(' ');

export const DAY_NAMES: Readonly<Record<UiLanguage, DayNames>> = {
  de: {
    weekdays: list('Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag'),
    shortWeekdays: list('So Mo Di Mi Do Fr Sa'),
    months: list('Januar Februar März April Mai Juni Juli August September Oktober November Dezember'),
    date: (weekday, day, month, year) => `${weekday}, ${day}. ${month}${year === undefined ? '' : ` ${year}`}`,
    dayAndMonth: (day, month) => `${day}.${month}.`,
  },
  en: {
    weekdays: list('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
    shortWeekdays: list('Sun Mon Tue Wed Thu Fri Sat'),
    months: list('January February March April May June July August September October November December'),
    date: (weekday, day, month, year) => `${weekday}, ${month} ${day}${year === undefined ? '' : `, ${year}`}`,
    dayAndMonth: (day, month) => `${month}/${day}`,
  },
};
