/**
 * Whose numbers this page shows, read in idle time: screen readers hear it, and the background is told, so that a caller is
 * known by name before the CRM has answered. Told is only what stands in a mask or a list, not numbers in running text.
 */
import type { CrmProfile } from '../crm/profile';
import type { Sighting } from '../messages';
import { contactReader } from './contact';
import type { Place } from './find-phones';

interface Shown {
  readonly place: Place;
  readonly number: string;
}

const BATCH = 50;
/** At most this many are told a minute: a list that is scrolled for hours is not the CRM's address book. */
const MOST_A_MINUTE = 500;
const MINUTE = 60_000;
const REMEMBERED = 500;
const IDLE_LIMIT_MS = 5000;
/** What comes within this time is read in one go: a page's heading is looked for through the whole page. */
const GATHERED_MS = 300;

/** `tell` never rejects. Nothing is read before the browser is idle; then each is named that has a name. */
export function sightingsOf<T extends Shown>(
  tell: (sightings: Sighting[]) => void,
  named: (shown: T, name: string) => void,
  profile: CrmProfile | undefined,
  signal: AbortSignal,
): (shown: Iterable<T>) => void {
  const told = new Set<string>();
  const waiting = new Set<T>();
  let asked = false;
  let minute = { since: 0, count: 0 };

  const work = (deadline: IdleDeadline) => {
    asked = false;
    if (signal.aborted) return;
    const found: Sighting[] = [];
    const names: [T, string][] = [];
    const read = contactReader(profile);
    for (const shown of waiting) {
      // On a page that is never idle a batch is read all the same.
      const isEnough = names.length > 0 && !deadline.didTimeout && deadline.timeRemaining() <= 2;
      if (isEnough || names.length >= BATCH) break;
      waiting.delete(shown);
      const { place, number } = shown;
      const { element } = place;
      const contact = number && element.isConnected ? read(element) : null;
      names.push([shown, contact?.name ?? '']);
      const key = contact && `${number} ${contact.ref || contact.url} ${contact.name}`;
      if (!contact || !key || place.kind === 'text' || told.has(key)) continue;
      if (told.size >= REMEMBERED) told.clear();
      told.add(key);
      found.push({ number, contact });
    }
    for (const [shown, name] of names) named(shown, name);
    if (found.length > 0 && within(found.length)) tell(found);
    if (waiting.size > 0) ask();
  };
  const within = (count: number): boolean => {
    const now = Date.now();
    if (now - minute.since > MINUTE) minute = { since: now, count: 0 };
    minute.count += count;
    return minute.count <= MOST_A_MINUTE;
  };
  const ask = () => {
    // In Firefox a page that was left throws at a timer.
    if (asked || !document.defaultView) return;
    asked = true;
    setTimeout(() => {
      if (document.defaultView) requestIdleCallback(work, { timeout: IDLE_LIMIT_MS });
    }, GATHERED_MS);
  };
  return (shown) => {
    for (const each of shown) waiting.add(each);
    if (waiting.size > 0) ask();
  };
}
