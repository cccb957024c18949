/** Every state of our pages worth a picture, as data: what stands in the database, which page, how high. */
import type { Call } from '../../lib/call.ts';
import type { Notice, OutboxRow, PersonRow, Undo } from '../../lib/db.ts';
import type { Outage } from '../../lib/outages.ts';
import type { Policy } from '../../lib/policy.ts';
import type { Settings } from '../../lib/settings.ts';
import type { LineState } from '../../lib/softphone/softphone.ts';
import { CONTROL_STATES } from './control-states.ts';
import { busyDay, call, connected, dialling, history, hungUp, missed, ringing } from './sample-calls.ts';

export const PEOPLE: PersonRow[] = [
  person('Jonas Brandt', '418', 'Technik', 1),
  person('Ole Brandt', '231', 'Lager', 0),
  person('Anneliese Hoppe-Kirchgessner-Wohlfahrtsstetter', '030 23125418', 'Stadtwerke Neuenrade', 0),
];

function person(name: string, number: string, organisation: string, favourite: 0 | 1): PersonRow {
  return { id: number, name, number, organisation, favourite, from: 'own', terms: [name.toLowerCase()] };
}

export interface Rows {
  people?: PersonRow[];
  calls?: Call[];
  outbox?: OutboxRow[];
  settings?: Partial<Settings>;
  line?: LineState;
  notices?: Notice[];
  outages?: Outage[];
  policy?: Policy;
  undo?: Undo;
}

export interface Shot {
  name: string;
  /** File and, behind "#", what it shows; a path of the sample CRM begins with "/". */
  page: string;
  /** As it is drawn or usually opened; pages of ours are shown at other widths, too. */
  width: number;
  height: number;
  rows(now: number): Rows;
  /** The background, too, acts by these settings: it reads them anew. */
  fresh?: boolean;
  /** Field picker or "why" view is started on the page and points at this element; `press` is pressed in its card. */
  picker?: { mode: 'pick' | 'why'; at?: string; press?: RegExp };
  /** Typed into the field with this selector, given to it as a file, pointed at, focused, or clicked where none of these. */
  steps?: { selector: string; type?: string; file?: string; hover?: boolean; focus?: boolean }[];
  /** A script that runs in the page before its own. */
  before?: string;
  /** The small window that stays in front, opened from this call window. */
  small?: boolean;
}

const READY: LineState = { phase: 'ready', connector: 'sip', since: Date.now() - 7_200_000 };
const DEMO: LineState = { phase: 'ready', connector: 'demo', since: 0 };

export const ACCOUNT: Partial<Settings> = {
  connector: 'sip',
  sip: {
    servers: ['wss://pbx.muster.example/ws', 'wss://pbx2.muster.example/ws'],
    domain: 'pbx.muster.example',
    user: '418',
    authorizationUser: '',
    password: 'geheim-geheim',
    displayName: 'Zentrale Berlin',
    iceServers: [],
    expires: 300,
  },
  country: 'DE',
};
export const TRYTON: Partial<Settings> = {
  crmRecord: { adapter: 'tryton', url: 'https://crm.muster.example', database: 'muster', user: 'vogel', password: 'x' },
};

export function panel(name: string, rows: (now: number) => Rows, more: Partial<Shot> = {}): Shot {
  const line = (now: number): Rows => ({ line: READY, settings: ACCOUNT, ...rows(now) });
  return { name: `panel-${name}`, page: 'sidepanel.html', width: 360, height: 760, rows: line, ...more };
}

export function callWindow(name: string, shown: (now: number) => Call, outbox: OutboxRow[] = []): Shot {
  const rows = (now: number): Rows => {
    const calls = [shown(now), ...history(now)];
    return { calls, outbox, line: READY, settings: { ...ACCOUNT, ...TRYTON } };
  };
  return { name: `call-${name}`, page: `call.html#${shown(0).id}`, width: 420, height: 560, rows };
}

export function options(name: string, hash: string, rows: Rows, more: Partial<Shot> = {}): Shot {
  const all = () => ({ line: READY, ...rows, settings: { ...ACCOUNT, ...rows.settings } });
  return { name: `options-${name}`, page: `options.html#${hash}`, width: 960, height: 720, rows: all, ...more };
}

export function record(callId: string, rest: Partial<OutboxRow>): OutboxRow {
  return { callId, state: 'waiting', dueAt: Date.now() + 600_000, attempts: 1, leaseUntil: 0, ...rest };
}

const outages = (now: number): Outage[] => [
  { from: now - 900_000, to: now - 540_000, reason: 'serverUnreachable', detail: 'pbx: closed (1006)', told: 0 },
  { from: now - 4_000_000, to: now - 3_960_000, reason: 'computerSlept', told: 1, fetched: 2 },
];

const hostile = `<img src=x onerror=alert(1)> \u202e${'lang '.repeat(30)}`;

/** As behind a phone system with an outside line. */
export const RULES: Partial<Settings> = {
  internalDigits: 4,
  dialRules: {
    byLine: {
      sip: {
        areaCode: '030',
        outsidePrefix: '0',
        plus: '00',
        nationalAtHome: true,
        prefixes: [{ country: 'US', prefix: '81' }],
        callersHavePrefix: false,
      },
    },
    askPremium: true,
    askAbroad: true,
    exceptCountries: ['AT', 'CH'],
    askCountries: [],
    doNotCall: [
      { pattern: '+49 30 23125099', reason: 'Hat der Werbung widersprochen', mode: 'block' },
      { pattern: '0900*', reason: '', mode: 'ask' },
    ],
  },
};
const TRIED_NUMBER = { selector: 'input[name=example]', type: '0049 89 99998-104' };
const WRONG = [
  { selector: 'input[name=outsidePrefix]', type: ' x' },
  { selector: 'input[name=exceptCountries]', type: ', Atlantis' },
  { selector: 'input[name=pattern]', type: '112' },
  { selector: 'input[name=example]', type: '0900 1234567' },
];

const PANEL: Shot[] = [
  panel('populated', (now) => ({ calls: busyDay(now) }), { height: 1400 }),
  panel('idle', (now) => ({ calls: history(now) })),
  panel('ringing', (now) => ({ calls: [ringing(now), ...missed(now), ...history(now)] })),
  panel('ringing-demo', (now) => ({
    line: DEMO,
    settings: { country: 'DE' },
    calls: [{ ...ringing(now, '+493023125003'), line: 'demo' }],
  })),
  panel('number-rules', (now) => ({ calls: history(now), settings: { ...ACCOUNT, ...RULES } }), {
    steps: [{ selector: 'input[role=combobox]', type: '040 66969-217' }],
  }),
  panel('number-against', (now) => ({ calls: history(now), settings: { ...ACCOUNT, ...RULES } }), {
    steps: [{ selector: 'input[role=combobox]', type: '0900 1234567' }],
  }),
  panel('question', (now) => ({ line: DEMO, calls: history(now), settings: { ...RULES, country: 'DE' } }), {
    fresh: true,
    steps: [
      { selector: 'input[role=combobox]', type: '+1 212 555 0100\n' },
      { selector: '.ask .btn', focus: true },
    ],
  }),
  panel('dialling', (now) => ({ calls: [dialling(now), ...missed(now), ...history(now)] })),
  panel('connected', (now) => ({ calls: [connected(now), ...missed(now), ...history(now)] })),
  panel('second-ring', (now) => ({
    calls: [connected(now), ringing(now, '+492214710318', 3), ...missed(now), ...history(now)],
  })),
  panel('two-rings', (now) => ({
    calls: [ringing(now), { ...ringing(now, '+492214710318', 12), id: 'second' }, ...history(now)],
  })),
  panel('hung-up', (now) => ({ calls: [hungUp(now), ...missed(now), ...history(now)] })),
  panel('called-back', (now) => ({
    calls: [...missed(now).map((one) => ({ ...one, calledBackAt: now })), ...history(now)],
  })),
  panel('lost', (now) => ({
    calls: [{ ...hungUp(now), endReason: 'lost' }, ...missed(now), ...history(now)],
    line: { phase: 'lost', connector: 'sip', since: now - 65_000, reason: 'serverUnreachable', nextTry: now + 13_000 },
  })),
  panel('lost-password', (now) => ({
    calls: history(now),
    line: { phase: 'lost', connector: 'sip', since: now - 65_000, reason: 'wrongPassword' },
  })),
  panel('connecting', (now) => ({ calls: history(now), line: { ...READY, phase: 'connecting' } })),
  panel('demo', () => ({ line: DEMO, settings: { country: 'DE' }, calls: [] })),
  panel('demo-dialling', (now) => ({
    line: DEMO,
    settings: { country: 'DE' },
    calls: [{ ...dialling(now), number: '+493023125001', contact: undefined, line: 'demo' }],
  })),
  panel('off', (now) => ({
    line: { ...READY, phase: 'off' },
    settings: { ...ACCOUNT, moduleOn: false },
    calls: history(now),
  })),
  panel('empty', () => ({ calls: [] })),
  panel('microphone', (now) => ({
    calls: history(now),
    notices: [{ code: 'microphoneRefused', at: now, detail: '' }],
  })),
  panel('was-down', (now) => ({ calls: [...missed(now), ...history(now)], outages: outages(now) })),
  panel('search', (now) => ({ calls: [...missed(now), ...history(now)] }), {
    steps: [{ selector: '.chip:nth-child(2)' }, { selector: 'input[type=search]', type: 'vo' }],
  }),
  panel('favourites', (now) => ({ calls: history(now), people: PEOPLE.map((one) => ({ ...one, favourite: 1 })) }), {
    steps: [{ selector: '[role=combobox]' }],
  }),
  panel('number-box', (now) => ({ calls: history(now) }), {
    steps: [
      { selector: '[role=combobox]', type: 'v' },
      { selector: '[role=combobox]', type: 'o' },
    ],
  }),
  panel('hostile', (now) => ({
    calls: [
      { ...ringing(now, '+494066969219'), contact: undefined, displayName: hostile },
      call(now - 60_000, '+494066969218', { state: 'missed', endReason: 'callerGaveUp', displayName: hostile }),
      call(now - 90_000, '', { state: 'missed', endReason: 'callerGaveUp', withheld: true, id: 'withheld' }),
    ],
  })),
];

const MATCHES: NonNullable<Call['matches']> = [
  { ref: 'c1', name: 'Sandra Wieczorek', organisation: 'Wieczorek Steuerberatung', type: 'contact' },
  { ref: 'a1', name: 'Wieczorek Steuerberatung', organisation: 'Zentrale', type: 'account' },
  { ref: 'l1', name: 'Jonas Wieczorek', type: 'lead' },
];

const CALL: Shot[] = [
  callWindow('ringing', (now) => ringing(now)),
  callWindow('missed', (now) => missed(now)[0] as Call),
  callWindow('missed-withheld', (now) =>
    call(now - 60_000, '', {
      id: 'withheld',
      state: 'missed',
      withheld: true,
      endReason: 'callerGaveUp',
      endedAt: now - 40_000,
    }),
  ),
  callWindow('dialling', (now) => dialling(now)),
  callWindow('connected', (now) => connected(now)),
  callWindow('matches', (now) => ({ ...connected(now), contact: undefined, matches: MATCHES })),
  callWindow('hung-up', (now) => hungUp(now), [
    record('hungUp', { state: 'stored', url: 'https://crm.muster.example/cti/1' }),
  ]),
  callWindow('hung-up-waiting', (now) => hungUp(now), [record('hungUp', { error: 'crmUnreachable' })]),
  callWindow('busy-rejected', (now) => ({ ...dialling(now), state: 'hungUp', endReason: 'busy', endedAt: now }), [
    record('dialling', { state: 'rejected', error: 'crmRejected' }),
  ]),
  { name: 'call-none', page: 'call.html#gone', width: 420, height: 560, rows: () => ({ settings: ACCOUNT }) },
];

const ADDRESS = { crmAddresses: [{ pattern: 'https://crm.muster.example/*', addedAt: Date.now() }] };

const OPTIONS: Shot[] = [
  options('line-health', 'line', { outages: outages(Date.now()) }, { height: 1500 }),
  options('line', 'line', {}),
  options(
    'line-wrong',
    'line',
    {},
    {
      steps: [
        { selector: '[name=server]', type: 'x' },
        { selector: '[name=servers]', type: '\nhttp://falsch' },
        { selector: '[name=user]', type: '@pbx' },
      ],
    },
  ),
  options('line-more', 'line', {}, { steps: [{ selector: 'summary' }] }),
  options('line-demo', 'line', { settings: { connector: 'demo' } }),
  options('rules-plain', 'rules', {}),
  options('rules', 'rules', { settings: RULES }, { height: 900, steps: [TRIED_NUMBER] }),
  options('rules-wrong', 'rules', { settings: RULES }, { height: 900, steps: WRONG }),
  options('addresses-none', 'addresses', {}),
  options(
    'addresses',
    'addresses',
    {
      settings: {
        crmAddresses: [
          { pattern: 'https://crm.muster.example/*', addedAt: Date.now() },
          { pattern: 'http://localhost:8000/*', addedAt: Date.now() - 90_000_000 },
        ],
      },
    },
    { steps: [{ selector: '[name=address]', type: 'vertrieb muster' }, { selector: '.add .btn' }] },
  ),
  options(
    'address-pages',
    'addresses',
    {
      settings: {
        ...ADDRESS,
        crmPages: {
          byAddress: {
            'https://crm.muster.example/*': {
              iconsOff: false,
              linksDial: false,
              profile: {
                name: 'own',
                fields: [
                  { column: 'Apparat 2', is: 'phone', label: 'Nebenstelle' },
                  { at: 'input[name="x_rueckruf"]', is: 'phone' },
                  { labelled: 'Ablage', is: 'never' },
                ],
              },
            },
          },
          beforeDial: 'nothing',
        },
      },
    },
    { steps: [{ selector: '[aria-expanded]' }] },
  ),
  options('records-none', 'records', {}),
  options(
    'records',
    'records',
    {
      settings: TRYTON,
      calls: [...missed(Date.now()), dialling(Date.now()), hungUp(Date.now())],
      outbox: [
        record('missed', { error: 'crmUnreachable', attempts: 2 }),
        record('dialling', { state: 'rejected', error: 'crmRejected', detail: 'Party 15 is inactive' }),
        record('hungUp', { state: 'unsure', error: 'crmUnsure' }),
      ],
    },
    { height: 1320 },
  ),
  options('callers', 'callers', {}, { height: 900 }),
  options('notifications', 'notifications', {}),
  options('calls', 'calls', {}),
  options('sound', 'sound', {}, { height: 980 }),
  options('people', 'people', { people: PEOPLE }),
  options('privacy', 'privacy', {}, { height: 900 }),
  options('shortcuts', 'shortcuts', {}),
  options('general', 'general', {}),
  options('about', 'about', {}, { height: 1100 }),
  options('off', 'line', { settings: { moduleOn: false } }),
];

export function firstRun(step: Settings['firstRun']['step'], rows: Rows = {}, more: Partial<Shot> = {}): Shot {
  const settings = { country: 'DE', firstRun: { step, opened: true, done: false }, ...rows.settings };
  const all = () => ({ line: DEMO, ...rows, settings });
  return { name: `first-${step}`, page: 'welcome.html', width: 960, height: 640, rows: all, ...more };
}

const TRIED = call(Date.now() - 60_000, '+493023125001', {
  direction: 'outgoing',
  line: 'demo',
  answeredAt: Date.now() - 50_000,
  endedAt: Date.now() - 40_000,
});

const FIRST_RUN: Shot[] = [
  firstRun('demo'),
  firstRun('demo', { calls: [{ ...dialling(Date.now()), line: 'demo' }] }, { name: 'first-demo-dialling' }),
  firstRun('demo', { calls: [TRIED] }, { name: 'first-demo-tried' }),
  firstRun('line', { calls: [TRIED] }),
  firstRun('line', { calls: [TRIED], settings: ACCOUNT }, { name: 'first-line-sip', height: 760 }),
  firstRun('address', { calls: [TRIED] }),
  firstRun('address', { calls: [TRIED], settings: { ...ACCOUNT, ...ADDRESS } }, { name: 'first-address-added' }),
  firstRun('microphone', { settings: { ...ACCOUNT, ...ADDRESS } }),
  firstRun('notifications', { calls: [TRIED], settings: { ...ACCOUNT, ...ADDRESS } }),
  firstRun('done', { calls: [TRIED], settings: { ...ACCOUNT, ...ADDRESS } }),
];

/** What happens during calls, in the panel and in the call window. */
const CONTROL: Shot[] = CONTROL_STATES.flatMap(({ name, shown, rows, steps = [] }) => {
  const all = (now: number): Rows => {
    const { calls, settings } = rows(now);
    return { calls, line: READY, settings: { ...ACCOUNT, ...TRYTON, ...settings } };
  };
  const sizes = { panel: [360, 760], call: [420, 560] } as const;
  return (['panel', 'call'] as const).map((surface) => ({
    name: `control-${name}-${surface}`,
    page: surface === 'call' ? `call.html#${shown}` : 'sidepanel.html',
    ...{ width: sizes[surface][0], height: sizes[surface][1], rows: all, steps },
  }));
});

export const SHOTS: Shot[] = [
  ...CONTROL,
  ...FIRST_RUN,
  ...PANEL,
  ...CALL,
  ...OPTIONS,
  { name: 'microphone', page: 'microphone.html', width: 640, height: 480, rows: () => ({}) },
  {
    ...{ name: 'tel-link', page: 'dial.html?link=tel:%2B493023125418', width: 640, height: 480 },
    rows: () => ({ line: READY, settings: { ...ACCOUNT, ...RULES } }),
    // It works a second after it came into sight.
    steps: [{ selector: '.btn.go[aria-disabled="false"]', hover: true }],
  },
];
