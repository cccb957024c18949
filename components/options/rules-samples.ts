/** Numbers that the rules are shown by. All are reserved for fiction, so that none of them belongs to anybody. */
import type { DialSettings } from '../../lib/dial-rules';

export interface Sample {
  text: string;
  kind: 'field' | 'text';
}

interface Home {
  national: string;
  local: string;
  /** With the "(0)" that is written only there. */
  abroad: string;
  service: string;
  emergency: string;
}

const HOMES: Record<string, Home> = {
  DE: {
    national: '030 23125-418',
    local: '23125 001',
    abroad: '+49 (0)40 66969217',
    service: '116117',
    emergency: '112',
  },
  AT: { national: '01 2345678', local: '2345678', abroad: '+43 (0)1 2345678', service: '142', emergency: '144' },
  CH: {
    national: '044 234 56 78',
    local: '234 56 78',
    abroad: '+41 (0)44 234 56 78',
    service: '143',
    emergency: '117',
  },
  GB: {
    national: '020 7946 0958',
    local: '7946 0958',
    abroad: '+44 (0)20 7946 0958',
    service: '111',
    emergency: '999',
  },
  US: { national: '(212) 555-0100', local: '555-0123', abroad: '+1 212 555 0100', service: '811', emergency: '911' },
};

/** Where we know no invented numbers of the country itself. */
const ELSEWHERE: Home = { ...(HOMES.DE as Home), national: '+49 30 23125418', service: '', emergency: '112' };
const FOREIGN: Record<'de' | 'en', string> = { de: 'Auftrag 0221 4710-262', en: 'Order 0221 4710-262' };

/** The examples for these rules. */
export function examplesFor({ country, internalDigits }: DialSettings, language: 'de' | 'en'): Sample[] {
  const home = HOMES[country] ?? ELSEWHERE;
  const inside = '41873'.slice(0, Math.min(Math.max(internalDigits, 0), 3));
  const abroad = country === 'US' ? '+49 30 23125418' : '+1 212 555 0100';
  const field = [home.national, home.abroad, home.local, abroad, inside, home.service, home.emergency];
  return [
    ...field.filter(Boolean).map((text): Sample => ({ text, kind: 'field' })),
    { text: FOREIGN[language], kind: 'text' },
  ];
}
