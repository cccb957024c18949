import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { AddressSection } from '../../../components/options/AddressSection';
import { LineSection } from '../../../components/options/LineSection';
import { NotificationSection } from '../../../components/options/NotificationSection';
import { accountOf, changedFields, formOf, problemsOf } from '../../../components/options/sip-form';
import type { LineTestStep } from '../../../lib/messages';
import { DEFAULT_NOTIFICATIONS } from '../../../lib/notification-choice';
import { defaultSettings, EMPTY_ACCOUNT, type Settings } from '../../../lib/settings';
import { press, show, type } from './show';

const ACCOUNT = {
  ...EMPTY_ACCOUNT,
  servers: ['wss://pbx.example/ws'],
  domain: 'pbx.example',
  user: '418',
  password: 'geheim',
};
const SIP: Settings = { ...defaultSettings(), connector: 'sip', sip: ACCOUNT };
const settle = () => act(async () => void (await new Promise((done) => setTimeout(done))));

describe('the line form', () => {
  const good = formOf(ACCOUNT);

  it('is the account and back', () => {
    const account = {
      ...ACCOUNT,
      servers: ['wss://a.example/ws', 'ws://b.example:8088'],
      iceServers: [{ urls: 'stun:stun.example' }, { urls: 'turn:turn.example:3478', username: 'u', credential: 'p' }],
    };
    expect(accountOf(formOf(account))).toEqual(account);
  });

  it('takes the domain from the first server where none is given', () => {
    expect(accountOf({ ...good, domain: '', server: 'wss://pbx.example:8089/ws' }).domain).toBe('pbx.example');
  });

  it.each([
    ['server', 'https://pbx.example', 'invalid_server'],
    ['server', '', 'invalid_required'],
    ['servers', 'wss://ok.example\nnope', 'invalid_server'],
    ['domain', 'sip:pbx.example', 'invalid_domain'],
    ['user', '418@pbx', 'invalid_user'],
    ['user', ' ', 'invalid_required'],
    ['password', '', 'invalid_required'],
    ['iceServers', 'turn:turn.example', 'invalid_ice'],
    ['expires', '10', 'invalid_expires'],
    ['expires', 'x', 'invalid_expires'],
  ] as const)('%s = "%s" is %s', (field, value, problem) => {
    expect(problemsOf({ ...good, [field]: value })).toEqual({ [field]: problem });
  });

  it('has no problem with what is right, and knows what changed', () => {
    expect(problemsOf({ ...good, iceServers: 'stun:stun.example\nturns:t.example u p' })).toEqual({});
    expect(changedFields(good, { ...good, user: '419' })).toEqual(['user']);
  });
});

const DESK = { onTestDesktop: async () => [], onTryHandOff: () => {} };

describe('the line section', () => {
  function section(save: (patch: Partial<Settings>) => void, steps: LineTestStep[] = []) {
    const onSave = async (patch: Partial<Settings>) => {
      save(patch);
      return true;
    };
    return <LineSection settings={SIP} onSave={onSave} onTest={async () => steps} {...DESK} onMicrophone={() => {}} />;
  }

  it('says what is wrong while it is typed, and saves nothing wrong', () => {
    const saved: Partial<Settings>[] = [];
    const shown = show(section((patch) => saved.push(patch)));
    type(shown.root.querySelector('[name=user]'), '4 18');
    expect(shown.text()).toContain('Ohne Leerzeichen und ohne @.');
    expect(shown.text()).toContain('Noch zu prüfen: Benutzer');
    expect(shown.root.querySelector('[name=user]')?.getAttribute('aria-invalid')).toBe('true');
    press(shown.button('Speichern'));
    expect(saved).toEqual([]);
  });

  it('saves what changed and can take it back', async () => {
    const saved: Partial<Settings>[] = [];
    const shown = show(
      section((patch) => saved.push(patch)),
      'en',
    );
    type(shown.root.querySelector('[name=displayName]'), 'Zentrale');
    expect(shown.text()).toContain('Changed: Display name');
    press(shown.button('Save'));
    await settle();
    expect(saved).toEqual([{ connector: 'sip', sip: { ...ACCOUNT, displayName: 'Zentrale' } }]);
    press(shown.button('Discard'));
    expect(shown.text()).not.toContain('Changed');
  });

  it('tests step by step, with words and a remedy', async () => {
    const steps: LineTestStep[] = [
      { step: 'tls', ok: true, ms: 0, note: 'unencrypted' },
      { step: 'server', ok: true, ms: 38.4 },
      { step: 'registered', ok: false, ms: 90, error: 'wrongPassword' },
      { step: 'audio', ok: true, ms: 120 },
    ];
    const shown = show(section(() => {}, steps));
    press(shown.button('Leitung testen'));
    await settle();
    expect(shown.text()).toContain('Ohne Verschlüsselung (ws)Server erreicht (WebSocket)38 ms');
    expect(shown.text()).toContain('Auf diesem Rechner geprüft');
    expect(shown.text()).toContain('Benutzer oder Passwort stimmt nichtPrüfen Sie beides in der CTI-Konfiguration.');
    expect(shown.text()).toContain('Die Leitung geht noch nicht.');
  });
});

describe('CRM addresses', () => {
  it('asks within the click, before anything asynchronous', () => {
    const asked: string[] = [];
    const onAdd = (pattern: string) => {
      asked.push(pattern);
      return Promise.resolve('added' as const);
    };
    const shown = show(
      <AddressSection
        addresses={[]}
        asked={[]}
        fromPolicy={[]}
        patternOf={(typed) => `https://${typed}/*`}
        onAdd={onAdd}
        onRemove={() => {}}
      />,
    );
    type(shown.root.querySelector('[name=address]'), 'crm.example');
    shown.button('Hinzufügen').click();
    expect(asked).toEqual(['https://crm.example/*']);
  });

  it('refuses what is no address, and says when the browser was not given access', async () => {
    const props = {
      addresses: [],
      asked: [],
      fromPolicy: [],
      onRemove: () => {},
      onAdd: async () => 'refused' as const,
    };
    const shown = show(
      <AddressSection {...props} patternOf={(typed) => (typed === 'no' ? undefined : 'http://crm.example/*')} />,
    );
    type(shown.root.querySelector('[name=address]'), 'no');
    press(shown.button('Hinzufügen'));
    expect(shown.text()).toContain('Das ist keine Webadresse');
    type(shown.root.querySelector('[name=address]'), 'http://crm.example');
    expect(shown.text()).toContain('Unverschlüsselt');
    press(shown.button('Hinzufügen'));
    await settle();
    expect(shown.text()).toContain('Der Browser hat den Zugriff nicht erhalten.');
  });

  it('takes access back', () => {
    const removed: string[] = [];
    const addresses = [{ pattern: 'https://crm.example/*', addedAt: Date.now() }];
    const shown = show(
      <AddressSection
        addresses={addresses}
        asked={[]}
        fromPolicy={[]}
        patternOf={() => undefined}
        onAdd={async () => 'added'}
        onRemove={(pattern) => removed.push(pattern)}
      />,
    );
    press(shown.button('Zugriff auf crm.example entziehen'));
    expect(removed).toEqual(['https://crm.example/*']);
  });
});

describe('notifications', () => {
  it('are off until chosen (R11)', () => {
    const patches: Partial<Settings>[] = [];
    const shown = show(<NotificationSection settings={defaultSettings()} onChange={(patch) => patches.push(patch)} />);
    const toggle = shown.root.querySelector<HTMLInputElement>('[name=notifications]');
    expect(toggle?.checked).toBe(false);
    press(toggle as HTMLElement);
    expect(patches).toEqual([{ notifications: { ...DEFAULT_NOTIFICATIONS, on: true } }]);
  });
});
