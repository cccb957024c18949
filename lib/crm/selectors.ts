/** Rules of profiles, asked one after the other. */

/** Does the browser take this selector? */
export function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}

/** What the first of the list answers that answers at all. */
export function first<T, R>(list: readonly T[], ask: (each: T) => R | undefined): R | undefined {
  // Asked of each value of a page, and most profiles have no rule of a kind.
  if (list.length === 0) return undefined;
  for (const each of list) {
    const answer = ask(each);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
