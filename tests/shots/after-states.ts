/** What stands there after somebody did something, or the administration: undo, filters, refused files, locked settings, the small window. */
import type { Policy } from '../../lib/policy.ts';
import { busyDay, call, connected, history, hungUp, missed, ringing } from './sample-calls.ts';
import { ACCOUNT, callWindow, firstRun, options, PEOPLE, panel, RULES, record, type Shot, TRYTON } from './states.ts';

const policy: Policy = {
  settings: { ...ACCOUNT, ...RULES } as Policy['settings'],
  locked: [
    ...['connector', 'sip', 'country', 'dialRules', 'internalDigits'],
    ...['notifications', 'callWindowOpens', 'keepDeclined', 'graceMs'],
  ],
  crmAddresses: ['https://crm.muster.example/*'],
  colleagues: [],
  problems: [
    { path: 'settings.graceMs', expected: 'setting_number', params: { min: 0, max: 600_000 } },
    { path: 'colleagues: ;418', expected: 'setting_person', params: {} },
  ],
};

const opened = (now: number) => ({ calls: [...missed(now), ...history(now)] });
/** As long as names get. */
const longest = (now: number) => busyDay(now).find(({ id }) => id === 'second')?.contact;
const focusRow = { selector: '.row.hist .cover', focus: true };

const PANEL: Shot[] = [
  panel('undo', (now) => ({ ...opened(now), undo: { kind: 'removed', callIds: ['gone'], at: now } })),
  panel('filters', opened, { steps: [{ selector: '.chip:nth-child(5)' }] }),
  panel('no-result', opened, { steps: [{ selector: 'input[type=search]', type: 'niemand' }] }),
  panel('row-actions', opened, { steps: [focusRow] }),
  panel('row-note', opened, { steps: [focusRow, { selector: '.row.hist [aria-expanded]' }] }),
  panel('unsaved', (now) => ({ ...opened(now), settings: { ...ACCOUNT, ...TRYTON }, outbox: [record('missed', {})] })),
  panel('not-set-up', (now) => ({
    ...opened(now),
    settings: { country: 'DE' },
    line: { phase: 'off', connector: 'none', since: now },
  })),
  panel('notices', (now) => ({
    ...opened(now),
    notices: [
      { code: 'confirmationNeeded', at: now, detail: '+12125550100' },
      { code: 'storageFailed', at: now, detail: '' },
    ],
  })),
];

const CALL: Shot[] = [
  callWindow('private', (now) => ({ ...connected(now), outcome: 'Erreicht', isPrivate: true })),
  callWindow('unsure', hungUp, [record('hungUp', { state: 'unsure', error: 'crmUnsure' })]),
  callWindow('longest', (now) => ({ ...ringing(now), contact: longest(now) })),
  callWindow('withheld', (now) => call(now - 7000, '', { id: 'withheld', state: 'ringing', withheld: true })),
];

const OPTIONS: Shot[] = [
  options('locked-line', 'line', { policy }),
  options('locked-rules', 'rules', { policy }),
  options('locked-notifications', 'notifications', { policy }),
  options('policy-wrong', 'about', { policy }),
  options('policy-address', 'addresses', { policy }),
  options('people-none', 'people', {}),
  options(
    'people-refused',
    'people',
    { people: PEOPLE },
    {
      steps: [{ selector: '[name=peopleFile]', file: 'Jonas Brandt;418\n;231\n' }],
    },
  ),
  options(
    'settings-refused',
    'general',
    {},
    {
      steps: [
        { selector: '[name=settingsFile]', file: '{"ringside": 99}' },
        { selector: '.problems', hover: true },
      ],
    },
  ),
  options('reset-asked', 'general', {}, { steps: [{ selector: '.inline.buttons > .btn:last-child' }] }),
  options('forget-asked', 'privacy', {}, { steps: [{ selector: '[name=forget]', type: '030 23125418\n' }] }),
  options('line-tested', 'line', {}, { steps: [{ selector: '.testh .btn' }, { selector: '.testr', hover: true }] }),
];

const NO_MICROPHONE = `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); }`;

/** As while a new version brings the call log up to date, which is said after two seconds. */
const waiting = (shot: Shot): Shot => ({
  ...shot,
  name: `${shot.name.split('-')[0]}-opening`,
  before: 'IDBFactory.prototype.open = () => new EventTarget()',
  steps: [{ selector: '.banner', hover: true }],
});

export const AFTER: Shot[] = [
  ...PANEL,
  ...CALL,
  ...OPTIONS,
  ...[panel('', opened), callWindow('', connected), options('', 'line', {})].map(waiting),
  firstRun('address', { policy }, { name: 'first-address-policy' }),
  {
    ...{ name: 'microphone-refused', page: 'microphone.html', width: 640, height: 480, before: NO_MICROPHONE },
    rows: () => ({}),
  },
  { name: 'tel-link-wrong', page: 'dial.html?link=tel:x', width: 640, height: 480, rows: () => ({}) },
  {
    ...{ name: 'tel-link-circle', page: 'dial.html?link=tel:%2B493023125418', width: 640, height: 480 },
    rows: () => ({ settings: { connector: 'handOff', country: 'DE' } }),
  },
];

/** The window that stays in front of all others has one size. */
export const SMALL: Shot[] = [...[ringing, connected].map((shown) => callWindow(`small-${shown.name}`, shown))].map(
  (shot) => ({ ...shot, small: true }),
);
