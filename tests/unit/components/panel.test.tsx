import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Panel, type PanelProps } from '../../../components/Panel';
import { ALL_CALLS } from '../../../lib/history';
import { defaultSettings } from '../../../lib/settings';
import type { LineState } from '../../../lib/softphone/softphone';
import { aCall, CONTROLS, NOW, press, recorder, type Shown, show } from './show';

const READY: LineState = { phase: 'ready', connector: 'sip', since: NOW };
const NAMES = [
  ...CONTROLS,
  'onAccept',
  'onReject',
  'onHangUp',
  'onCallBack',
  'onOpen',
  'onRecord',
  'onRemove',
  'onDial',
  'onRetryLine',
  'onSwitchOn',
  'onDoNotDisturb',
  'onSettings',
  'onRemedy',
  'onDismissFailure',
  'onDismissNotice',
  'onDismissOutage',
  'onCopy',
  'onOpenRecord',
  'onQuery',
  'onText',
  'onForget',
  'onNote',
  'onExport',
  'onMarkSeen',
  'onOutcome',
  'onChoose',
] as const;

function panel(props: Partial<PanelProps> = {}): { asked: string[]; element: preact.JSX.Element } {
  const { asked, ...on } = recorder(NAMES);
  const element = (
    <Panel
      {...on}
      actions={on}
      notes={{ ...on, crm: false, outcomes: [] }}
      settings={{ ...defaultSettings(), connector: 'sip' }}
      line={READY}
      calls={[]}
      today={{ calls: 0, answered: 0, missed: 0, talkedMs: 0 }}
      history={{
        window: { calls: [], skipped: 0, more: false, busy: false, onNear: () => {} },
        query: ALL_CALLS,
        crm: false,
        exported: undefined,
        ...on,
      }}
      numberBox={{ text: '', suggestions: [], preview: '', ...on }}
      notices={[]}
      openRecords={new Map()}
      outage={undefined}
      failure={undefined}
      toast={undefined}
      {...props}
    />
  );
  return { asked, element };
}

const rows = (shown: Shown) =>
  [...shown.root.querySelectorAll('.tasks .row')].map((row) => row.getAttribute('data-state'));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the side panel', () => {
  it('is calm on the first day', () => {
    const shown = show(panel().element);
    expect(shown.text()).toContain('Noch keine Anrufe');
    expect(shown.text()).toContain('Bereit');
    expect(shown.root.querySelector('.banner')).toBeNull();
  });

  it('lists a call once: as a block while it lives, as a row afterwards', () => {
    const calls = [aCall('ringing'), aCall('missed', { endReason: 'callerGaveUp' })];
    const shown = show(panel({ calls }).element);
    expect(shown.root.querySelectorAll('[data-call=ringing]')).toHaveLength(1);
    expect(rows(shown)).toEqual(['missed']);
    expect(shown.text()).toContain('1 verpasst');
    expect(shown.text()).toContain('Anrufer hat aufgelegt');
  });

  it('lets a hung-up call go when its time is up, by itself', async () => {
    const hungUp = aCall('hungUp', { endedAt: NOW - 1000, answeredAt: NOW - 9000, endReason: 'remoteHangUp' });
    const shown = show(panel({ calls: [hungUp, aCall('missed')] }).element);
    expect(rows(shown)).toEqual(['hungUp', 'missed']);
    expect(shown.text()).toContain('Aufgelegt 0:08 · Gegenseite hat aufgelegt');
    await vi.advanceTimersByTimeAsync(4100);
    expect(rows(shown)).toEqual(['missed']);
  });

  it('asks about a call that was ordered where nothing could ask', () => {
    const notices = [{ code: 'confirmationNeeded' as const, at: NOW, detail: '+499001234567' }];
    const { asked, element } = panel({ notices });
    const shown = show(element);
    expect(shown.text()).toContain('Dieser Anruf braucht Ihre Bestätigung');
    const banner = shown.root.querySelector('.banner .act') as HTMLElement;
    press(banner);
    expect(asked).toEqual(['onDismissNotice confirmationNeeded', 'onDial +499001234567']);
  });

  it('offers call back for missed calls, not for withheld callers', () => {
    const { asked, element } = panel({
      calls: [aCall('missed'), aCall('missed', { id: 'anonymous', number: '', withheld: true })],
    });
    const shown = show(element);
    expect(shown.buttons().filter((name) => name === 'Rückruf')).toHaveLength(1);
    expect(shown.text()).toContain('Unterdrückte Nummer');
    press(shown.button('Rückruf'));
    expect(asked).toEqual(['onCallBack missed']);
  });

  it('marks what was called back, and counts it no more', () => {
    const shown = show(panel({ calls: [aCall('missed', { calledBackAt: NOW - 1_680_000 })] }).element);
    expect(shown.text()).toContain('Zurückgerufen 11:02');
    expect(shown.text()).not.toContain('1 verpasst');
  });

  it('says why the line is lost, when it tries again, and offers to try now', () => {
    const line: LineState = {
      phase: 'lost',
      connector: 'sip',
      since: NOW,
      reason: 'serverUnreachable',
      nextTry: NOW + 12_000,
    };
    const { asked, element } = panel({ line });
    const shown = show(element);
    expect(shown.root.querySelector('[role=alert]')?.textContent).toContain('Telefonanlage antwortet nicht');
    expect(shown.text()).toContain('Prüfen Sie Netz und Serveradresse. Nächster Versuch in 12 s');
    expect(shown.button('Anrufen nicht möglich: Telefonanlage antwortet nicht').getAttribute('aria-disabled')).toBe(
      'true',
    );
    press(shown.button('Jetzt versuchen'));
    expect(asked).toEqual(['onRetryLine']);
  });

  it('leads to the settings where trying again cannot help', () => {
    const line: LineState = {
      phase: 'lost',
      connector: 'sip',
      since: NOW,
      reason: 'wrongPassword',
      nextTry: NOW + 12_000,
    };
    const { asked, element } = panel({ line });
    press(show(element).button('Zur Einstellung'));
    expect(asked).toEqual(['onSettings line']);
  });

  it('marks the demonstration and offers its numbers', () => {
    const { asked, element } = panel({ line: { ...READY, connector: 'demo' } });
    const shown = show(element, 'en');
    expect(shown.text()).toContain('No call leaves this computer.');
    press(shown.button('Call 030 23125002'));
    expect(asked).toEqual(['onDial +493023125002']);
  });

  it('says that the module is off, and switches it on (R1)', () => {
    const { asked, element } = panel({ settings: { ...defaultSettings(), moduleOn: false } });
    const shown = show(element);
    expect(shown.text()).toContain('Ausgeschaltet');
    press(shown.button('Einschalten'));
    expect(asked).toEqual(['onSwitchOn']);
  });

  it('says a failure once, with one click to mend it', () => {
    const failure = { code: 'microphoneRefused', detail: '' } as const;
    const { asked, element } = panel({ failure, notices: [{ code: 'microphoneRefused', at: NOW, detail: '' }] });
    const shown = show(element);
    expect(shown.root.querySelectorAll('.banner')).toHaveLength(1);
    press(shown.button('Mikrofon erlauben'));
    press(shown.button('Ausblenden'));
    expect(asked).toEqual(['onRemedy microphone', 'onDismissFailure']);
  });

  it('leads out of a search without a result, back to all calls and into the search field', () => {
    const { history } = panel().element.props as PanelProps;
    const { element, asked } = panel({ history: { ...history, query: { ...ALL_CALLS, text: 'niemand' } } });
    const shown = show(element);
    expect(shown.text()).toContain('Keine Anrufe gefunden.');
    press(shown.button('Suche und Filter aufheben'));
    expect(asked.map((one) => one.split(' ')[0])).toEqual(['onQuery']);
    expect(document.activeElement?.getAttribute('type')).toBe('search');
  });

  it('says afterwards when the line was down, and what is known of that time', () => {
    const outage = { from: NOW - 600_000, to: NOW - 300_000, reason: 'serverUnreachable', told: 0 } as const;
    const { asked, element } = panel({ outage });
    const shown = show(element);
    expect(shown.text()).toMatch(/Die Leitung war von \d\d:\d\d bis \d\d:\d\d weg/);
    expect(shown.text()).toContain('Anrufe können verpasst worden sein.');
    press(shown.button('Ausblenden'));
    expect(asked).toEqual(['onDismissOutage']);
    const told = show(panel({ outage: { ...outage, to: NOW - 570_000, fetched: 2 } }).element);
    expect(told.text()).toMatch(/um \d\d:\d\d 30 Sekunden lang weg/);
    expect(told.text()).toContain('meldet 2 verpasste Anrufe aus dieser Zeit');
  });

  it('sums up the day', () => {
    const shown = show(panel({ today: { calls: 3, answered: 1, missed: 1, talkedMs: 3_600_000 } }).element);
    const figures = [...shown.root.querySelectorAll('.strip dd')].map((figure) => figure.textContent);
    expect(figures).toEqual(['3', '1', '1', '1:00 h']);
  });

  it('keeps the keyboard in place when the focused row or button goes', async () => {
    const calls = [aCall('missed', { id: 'a' }), aCall('missed', { id: 'b', startedAt: NOW - 90_000 })];
    const shown = show(panel({ calls }).element);
    const removeOf = (id: string) =>
      shown.root.querySelector<HTMLElement>(`[data-call="${id}"] [aria-label="Aus der Liste entfernen"]`);
    removeOf('a')?.focus();
    shown.again(panel({ calls: calls.slice(1) }).element);
    await vi.advanceTimersByTimeAsync(1);
    expect(document.activeElement?.closest('[data-call]')?.getAttribute('data-call')).toBe('b');
  });
});
