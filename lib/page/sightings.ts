/**
 * Tells the background whose numbers this page shows, in idle time: a caller is then known by name before the CRM has
 * answered. Only what stands in a mask or a list counts, not numbers in running text.
 */
import type { Sighting } from '../messages';
import { contactReader } from './contact';
import type { Place, Reading } from './find-phones';

interface Shown {
  readonly place: Place;
  readonly number: string;
}

const BATCH = 50;
/** At most this many are told a minute: a list that is scrolled for hours is not the CRM's address book. */
const MOST_A_MINUTE = 500;
const MINUTE = 60_000;
const REMEMBERED = 5000;
const IDLE_LIMIT_MS = 5000;

/** `tell` never rejects. Nothing is read before the browser is idle. */
export function sightingsOf(
  tell: (sightings: Sighting[]) => void,
  reading: Reading,
  signal: AbortSignal,
): (shown: Iterable<Shown>) => void {
  const told = new Set<string>();
  let waiting: Shown[] = [];
  let asked = false;
  let minute = { since: 0, count: 0 };

  const work = (deadline: IdleDeadline) => {
    asked = false;
    if (signal.aborted) return;
    const found: Sighting[] = [];
    const read = contactReader(reading.profile);
    while (waiting.length > 0 && found.length < BATCH && (deadline.timeRemaining() > 2 || found.length === 0)) {
      const { place, number } = waiting.pop() as Shown;
      const { element } = place;
      const contact = element.isConnected ? read(element) : null;
      const key = contact && `${number} ${contact.ref || contact.url} ${contact.name}`;
      if (!contact || !key || told.has(key)) continue;
      if (told.size >= REMEMBERED) told.clear();
      told.add(key);
      found.push({ number, contact });
    }
    if (found.length > 0 && within(found.length)) tell(found);
    if (waiting.length > 0) ask();
  };
  const within = (count: number): boolean => {
    const now = Date.now();
    if (now - minute.since > MINUTE) minute = { since: now, count: 0 };
    minute.count += count;
    return minute.count <= MOST_A_MINUTE;
  };
  const ask = () => {
    if (asked) return;
    asked = true;
    requestIdleCallback(work, { timeout: IDLE_LIMIT_MS });
  };
  return (shown) => {
    waiting = [...shown].filter(({ place }) => place.kind !== 'text');
    if (waiting.length > 0) ask();
  };
}
