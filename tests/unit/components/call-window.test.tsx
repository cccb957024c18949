import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallWindow, type CallWindowProps } from '../../../components/call-window/CallWindow';
import { NOTE_PAUSE_MS } from '../../../components/call-window/NoteField';
import { GUARD_MS } from '../../../components/use-guard';
import type { Call } from '../../../lib/call';
import type { UiLanguage } from '../../../lib/ui-language';
import { aCall, CONTROLS, NOW, press, recorder, show, type } from './show';

const NAMES = [
  ...CONTROLS,
  'onAccept',
  'onReject',
  'onHangUp',
  'onCallBack',
  'onRemove',
  'onCopy',
  'onNote',
  'onOutcome',
  'onChoose',
  'onPrivate',
  'onRecord',
  'onRetry',
  'onGiveUp',
  'onAnswer',
  'onAssign',
  'onClose',
  'onRemedy',
  'onDismissFailure',
  'onShow',
  'onFailed',
] as const;

function open(call: Call, props: Partial<CallWindowProps> = {}, language: UiLanguage = 'de') {
  const { asked, ...on } = recorder(NAMES);
  const records = { ...on, onFind: async () => [] };
  const rules = { outcomes: [], createContact: '' };
  const base = {
    call,
    now: NOW,
    others: [],
    tabs: [call],
    last: [],
    record: undefined,
    crm: true,
    failure: undefined,
    records,
    ...rules,
  };
  const shown = show(<CallWindow {...on} actions={on} {...base} {...props} />, language);
  vi.advanceTimersByTime(GUARD_MS);
  return { asked, shown };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the call window', () => {
  it('says that the CRM keeps a link which the user took off here', () => {
    const times = { dueAt: 0, attempts: 0, leaseUntil: 0, storedAt: NOW };
    const record = { callId: 'hungUp', state: 'stored' as const, ...times, linked: 'contact,1' };
    const words = 'bleibt der Anruf mit dem bisherigen Kontakt verknüpft';
    expect(open(aCall('hungUp'), { record }).shown.text()).not.toContain(words);
    expect(open(aCall('hungUp', { contactFrom: 'user' }), { record }).shown.text()).toContain(words);
  });

  it.each([
    [aCall('ringing'), ['Ablehnen', 'Annehmen']],
    [aCall('connected', { answeredAt: NOW }), ['Stumm', 'Halten', 'Tasten', 'Weiterleiten', 'Auflegen']],
    [aCall('dialling', { direction: 'outgoing' }), ['Stumm', 'Halten', 'Tasten', 'Weiterleiten', 'Auflegen']],
    [aCall('missed', { endReason: 'callerGaveUp' }), ['Entfernen', 'Rückruf']],
    [aCall('missed', { removed: 1 }), ['Schließen', 'Rückruf']],
    [aCall('hungUp', { endReason: 'remoteHangUp' }), ['Schließen', 'Erneut anrufen']],
    [aCall('missed', { number: '', withheld: true }), ['Entfernen']],
    [aCall('hungUp', { number: '', withheld: true }), ['Schließen']],
  ])('offers what the state allows (R6): %#', (call, expected) => {
    const { shown } = open(call);
    const besides = ['Nummer kopieren', 'Erreicht', 'Rückruf vereinbart', 'Falsche Nummer'];
    expect(shown.buttons().filter((name) => !besides.includes(name))).toEqual(expected);
  });

  it('puts Call back where Accept stood', () => {
    const position = (call: Call) => open(call, {}, 'en').shown.root.querySelector('.pair .go')?.previousElementSibling;
    expect(position(aCall('ringing'))?.textContent).toBe('Decline');
    expect(position(aCall('missed'))?.textContent).toBe('Remove');
  });

  it('does what is pressed', () => {
    const { asked, shown } = open(aCall('missed'));
    press(shown.button('Rückruf'));
    press(shown.button('Entfernen'));
    press(shown.button('Nummer kopieren'));
    expect(asked).toEqual(['onCallBack missed', 'onRemove missed', 'onCopy +493023125418']);
  });

  it('says when and why a call was missed, and that it stays', () => {
    const call = aCall('missed', { endReason: 'lost', endedAt: NOW - 36_000 });
    const { shown } = open(call);
    expect(shown.text()).toContain('Heute, 11:29 · Leitung verloren');
    expect(shown.text()).toContain('Klingelte 24 s. Bleibt in der Liste, bis Sie den Eintrag entfernen.');
  });

  it('stops the clock when the call has ended', () => {
    const call = aCall('hungUp', { answeredAt: NOW - 500_000, endedAt: NOW - 15_000, endReason: 'remoteHangUp' });
    expect(open(call).shown.root.querySelector('.time')?.textContent).toBe('8:05');
  });

  it.each([
    ['stored', undefined, 'CTI-Anruf im CRM gespeichert'],
    ['waiting', 'crmUnreachable', 'CTI-Anruf wird noch gespeichert. Das CRM antwortet nicht'],
    ['rejected', 'crmRejected', 'CTI-Anruf nicht gespeichert. Das CRM hat einen CTI-Anruf abgelehnt'],
  ] as const)('says that the record is %s', (state, error, expected) => {
    const record = { callId: 'hungUp', state, error, dueAt: 0, attempts: 1, leaseUntil: 0 };
    const { asked, shown } = open(aCall('hungUp'), { record });
    expect(shown.text()).toContain(expected);
    if (error) press(shown.button('Erneut versuchen'));
    expect(asked).toEqual(error ? ['onRetry hungUp'] : []);
  });

  it('of a held call says who holds it; the tile takes it back', () => {
    const { asked, shown } = open(aCall('connected', { answeredAt: NOW, heldByUs: true, heldByThem: true }));
    expect(shown.text()).toContain('Gehaltenvon beiden');
    press(shown.button('Zurückholen'));
    expect(asked).toEqual(['onControl connected']);
  });

  it('says that the other side holds, and to whom a call goes', () => {
    const talk = aCall('connected', { answeredAt: NOW });
    expect(open({ ...talk, heldByThem: true }).shown.text()).toContain('VerbundenGegenseite hält');
    const transfer = { target: '418', state: 'underWay' } as const;
    expect(open({ ...talk, transfer }).shown.text()).toContain('wird weitergeleitet an 418');
  });

  it('says why a transfer did not work, without the code', () => {
    const transfer = { target: '418', state: 'failed', text: '486 Busy Here' } as const;
    const { shown } = open(aCall('connected', { answeredAt: NOW, transfer }));
    expect(shown.text()).toContain('Weiterleiten an 418 ging nicht: Besetzt');
  });

  it('cannot hold or transfer what is not connected', () => {
    const { shown } = open(aCall('dialling', { direction: 'outgoing' }));
    expect(shown.button('Halten').disabled).toBe(true);
    expect(shown.button('Weiterleiten').disabled).toBe(true);
    expect(shown.button('Stumm').disabled).toBe(false);
  });

  it('sends keys, pressed or typed, in place of the note', () => {
    const { asked, shown } = open(aCall('connected', { answeredAt: NOW }));
    press(shown.button('Tasten'));
    expect(shown.root.querySelector('textarea')).toBeNull();
    press(shown.button('4 GHI'));
    act(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key: '#' })));
    expect(shown.root.querySelector('.typed')?.textContent).toBe('4#');
    expect(asked).toEqual(['onControl connected', 'onControl connected']);
  });

  it('asks for the target of a transfer: first asked, or at once', () => {
    const { asked, shown } = open(aCall('connected', { answeredAt: NOW }));
    press(shown.button('Weiterleiten'));
    expect(shown.button('Mit Rücksprache').disabled).toBe(true);
    type(shown.root.querySelector('input[name=target]'), '418');
    press(shown.button('Mit Rücksprache'));
    press(shown.button('Direkt'));
    expect(asked).toEqual(['onConsult connected 418', 'onTransfer connected 418']);
  });

  it('while asking: give the call away, go back to it, or only end the asking', () => {
    const waiting = aCall('connected', { id: 'a', answeredAt: NOW, heldByUs: true });
    const asking = aCall('connected', { id: 'b', answeredAt: NOW, consultFor: 'a', displayName: 'Technik' });
    const { asked, shown } = open(asking, { others: [waiting] });
    expect(shown.text()).toContain('wird weitergeleitet an');
    press(shown.button('Jetzt verbinden'));
    press(shown.button('Zurück zu Katrin Vogel'));
    press(shown.button('Auflegen'));
    press(shown.button('Wechseln'));
    expect(asked).toEqual(['onControl a', 'onBack b a', 'onHangUp b', 'onControl a']);
  });

  it('saves the note as it is typed, once a pause comes', () => {
    const { asked, shown } = open(aCall('connected', { answeredAt: NOW }));
    const field = shown.root.querySelector('textarea');
    type(field, 'Fragt nach');
    type(field, 'Fragt nach Lieferzeit');
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(NOTE_PAUSE_MS);
    expect(asked).toEqual(['onNote Fragt nach Lieferzeit']);
  });

  it('saves the last words when it closes in the middle of typing', () => {
    const { asked, shown } = open(aCall('connected', { answeredAt: NOW }));
    type(shown.root.querySelector('textarea'), 'Rückruf Montag');
    window.dispatchEvent(new Event('pagehide'));
    vi.advanceTimersByTime(NOTE_PAUSE_MS);
    expect(asked).toEqual(['onNote Rückruf Montag']);
  });

  it('shows what happened with this number before', () => {
    const last = [
      aCall('missed', { id: 'a' }),
      aCall('ended', { id: 'b', note: 'Angebot\nzweite Zeile', startedAt: NOW - 172_800_000 }),
    ];
    expect(open(aCall('ringing'), { last }).shown.text()).toContain('ZuletztVerpasst11:29AngebotFr 11:30');
  });
});
