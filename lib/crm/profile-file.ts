/** A profile from a file: JSON, a profile by its check, and with selectors that this browser takes. Read in pages of ours. */

import type { Profile } from './profile';
import { type CheckedProfile, checkProfile } from './profile-check';
import { isSelector } from './selectors';

/** The profile that this text is, or the first thing that is wrong with it. */
export function profileOfText(text: string): CheckedProfile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: { at: 'profile', why: 'notJson' } };
  }
  const checked = checkProfile(value);
  if ('problem' in checked) return checked;
  const wrong = selectorsOf(checked.profile).find(([, selector]) => !isSelector(selector));
  return wrong ? { problem: { at: wrong[0], why: 'notSelector' } } : checked;
}

/** Every selector of a profile with its place. */
function selectorsOf({ pages = [], fields, mask, records = [] }: Profile): [place: string, selector: string][] {
  const found: [string, string | undefined][] = [
    ...pages.map((selector, i): [string, string] => [`pages[${i}]`, selector]),
    ...fields.flatMap(({ at, type }, i): [string, string | undefined][] => [
      [`fields[${i}].at`, at],
      [`fields[${i}].type.within`, type?.within],
      [`fields[${i}].type.at`, type?.at],
    ]),
    ['mask', mask],
    ...records.flatMap(({ within, link, title = [] }, i): [string, string | undefined][] => [
      [`records[${i}].within`, within],
      [`records[${i}].link`, link],
      ...title.map((selector, j): [string, string] => [`records[${i}].title[${j}]`, selector]),
    ]),
  ];
  return found.filter((each): each is [string, string] => each[1] !== undefined);
}
