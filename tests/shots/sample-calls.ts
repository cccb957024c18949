/** Calls of an invented office for pictures. Numbers are reserved for fiction; times count back from "now". */
import type { Call, CallContact } from '../../lib/call.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const CONTACTS: Record<string, CallContact> = {
  '+493023125418': contact(12, 'Katrin Vogel', 'Baumann Elektrotechnik GmbH'),
  '+492214710318': contact(13, 'Dr. Mehmet Yıldız', 'Praxis am Südpark'),
  '+498999998160': contact(14, 'Möbelhaus Rautenberg', 'Disposition'),
  '+492214710362': contact(15, 'Tobias Krämer', 'Krämer & Söhne Logistik'),
  '+496990009208': contact(16, 'Sandra Wieczorek', 'Wieczorek Steuerberatung'),
  '+4930231256612': contact(17, 'Anneliese Hoppe-Kirchgessner', 'Stadtwerke Neuenrade'),
};

/** As long as names and firms get. */
const LONGEST = contact(
  99,
  'Prof. Dr. Anneliese Hoppe-Kirchgessner-Wohlfahrtsstetter',
  'Donaudampfschifffahrtsgesellschaft Niederösterreich Verwaltungs-GmbH & Co. KG',
);

function contact(id: number, name: string, organisation: string): CallContact {
  return { ref: `party.party,${id}`, name, organisation, url: `https://crm.muster.example/party/${id}` };
}

/** A call with what is usual filled in. */
export function call(at: number, number: string, rest: Partial<Call>): Call {
  const id = `${rest.direction ?? 'incoming'}-${number}-${at}`;
  const base = { id, direction: 'incoming', state: 'ended', number, displayName: '', withheld: false } as const;
  return { ...base, startedAt: at, seq: 1, line: 'sip', removed: 0, contact: CONTACTS[number], note: '', ...rest };
}

export function ringing(now: number, number = '+493023125418', seconds = 7): Call {
  return call(now - seconds * SECOND, number, { id: 'ringing', state: 'ringing' });
}

export function dialling(now: number): Call {
  const rest = { id: 'dialling', direction: 'outgoing', state: 'dialling', alertingAt: now } as const;
  return call(now - 6 * SECOND, '+492214710362', { ...rest, dialled: '02214710362' });
}

export function connected(now: number, number = '+493023125418'): Call {
  const answeredAt = now - 222 * SECOND;
  const note = 'Fragt nach Lieferzeit für 40 Verteilerkästen. Angebot bis Dienstag.';
  return call(answeredAt - 9 * SECOND, number, { id: 'connected', state: 'connected', answeredAt, note });
}

/** Hung up by the far side in the future, so that the grace time does not end before the picture is taken. */
export function hungUp(now: number): Call {
  const ended = { state: 'hungUp', endReason: 'remoteHangUp', endedAt: now + MINUTE } as const;
  const answeredAt = now + MINUTE - 485 * SECOND;
  return call(answeredAt - 6 * SECOND, '+493023125418', { id: 'hungUp', answeredAt, ...ended });
}

export function missed(now: number): Call[] {
  const first = { id: 'missed', state: 'missed', endReason: 'callerGaveUp' } as const;
  const second = { state: 'missed', endReason: 'lost' } as const;
  const at = now - 44 * MINUTE;
  return [
    call(at, '+498999998160', { ...first, endedAt: at + 24 * SECOND }),
    call(now - 131 * MINUTE, '+494066969217', { ...second, endedAt: now - 130 * MINUTE }),
  ];
}

function talk(at: number, number: string, seconds: number, direction: Call['direction'], note = ''): Call {
  const answeredAt = at + 8 * SECOND;
  const endedAt = answeredAt + seconds * SECOND;
  return call(at, number, { direction, answeredAt, endedAt, state: 'ended', endReason: 'localHangUp', note });
}

function refused(at: number, number: string, endReason: Call['endReason']): Call {
  return call(at, number, { direction: 'outgoing', state: 'hungUp', endReason, endedAt: at + 9 * SECOND });
}

/** What was called on one day and the one before, newest first. */
function twoDays(now: number): Call[] {
  return [
    talk(now - 12 * MINUTE, '+496990009208', 252, 'outgoing'),
    talk(now - 28 * MINUTE, '+492214710318', 97, 'incoming'),
    refused(now - 74 * MINUTE, '+492214710362', 'busy'),
    talk(now - 19 * HOUR, '+493023125418', 485, 'incoming', 'Fragt nach Muster für Werk 2'),
    refused(now - 20.5 * HOUR, '+496990009531', 'noAnswer'),
    talk(now - 22 * HOUR, '+4930231256612', 164, 'incoming'),
    call(now - 23 * HOUR, '', { withheld: true, state: 'missed', endReason: 'callerGaveUp', removed: 1, endedAt: now }),
    talk(now - 48 * HOUR, '+493023125418', 310, 'outgoing', 'Angebot 40 Verteilerkästen'),
  ];
}

/** 200 past calls, newest first: 25 times two days, those before today with the longest names. */
export function history(now: number): Call[] {
  return Array.from({ length: 25 }, (_, pair) =>
    twoDays(now - pair * 48 * HOUR).map((one, at) => ({
      ...one,
      id: `${one.id}-${pair}`,
      contact: one.contact && pair > 0 && at % 3 === 0 ? LONGEST : one.contact,
    })),
  ).flat();
}

/** Three calls at once, one of them with the longest name, missed ones and a long history. */
export function busyDay(now: number): Call[] {
  const second = { ...ringing(now, '+492214710318', 12), id: 'second', contact: LONGEST };
  const notCalled = { ...missed(now)[0], id: 'missed-long', contact: LONGEST } as Call;
  return [connected(now), ringing(now, '+498999998160'), second, notCalled, ...missed(now), ...history(now)];
}

/** The callers of these calls, as the number box finds them. */
export function callersOf(calls: readonly Call[]): object[] {
  return calls.map(({ number, startedAt, contact }) => {
    const { name = '', organisation = '', url = '', ref = '' } = contact ?? {};
    const terms = [...`${name} ${organisation}`.toLowerCase().split(/\s+/), `#${number.slice(3)}`];
    return { number, name, organisation, url, ref, lastAt: startedAt, calls: 1, terms };
  });
}
