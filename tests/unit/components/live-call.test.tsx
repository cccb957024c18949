import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NOTE_PAUSE_MS } from '../../../components/call-window/NoteField';
import { LiveCalls } from '../../../components/LiveCalls';
import { GUARD_MS } from '../../../components/use-guard';
import { aCall, CONTROLS, NOW, press, recorder, show, type } from './show';

const ACTIONS = ['onAccept', 'onReject', 'onHangUp', 'onOpen', 'onRecord', 'onRemove', ...CONTROLS] as const;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a live call', () => {
  it('that rings can be accepted and declined, and interrupts a screen reader', () => {
    const { asked, ...actions } = recorder(ACTIONS);
    const shown = show(<LiveCalls calls={[aCall('ringing')]} actions={actions} />);
    expect(shown.text()).toContain('Klingelt');
    expect(shown.root.querySelector('[data-state=ringing]')?.getAttribute('role')).toBe('alert');
    vi.advanceTimersByTime(GUARD_MS);
    press(shown.button('Annehmen'));
    press(shown.button('Ablehnen'));
    expect(asked).toEqual(['onAccept ringing', 'onReject ringing']);
  });

  it('takes no press for 300 ms after its state changed', () => {
    const { asked, ...actions } = recorder(ACTIONS);
    const shown = show(<LiveCalls calls={[aCall('ringing')]} actions={actions} />);
    press(shown.button('Annehmen'));
    vi.advanceTimersByTime(GUARD_MS);
    shown.again(<LiveCalls calls={[aCall('connected', { id: 'ringing', answeredAt: NOW })]} actions={actions} />);
    press(shown.button('Auflegen'));
    vi.advanceTimersByTime(GUARD_MS - 1);
    press(shown.button('Auflegen'));
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(1);
    press(shown.button('Auflegen'));
    expect(asked).toEqual(['onHangUp ringing']);
  });

  it('counts from the answer', () => {
    const actions = recorder(ACTIONS);
    const shown = show(
      <LiveCalls calls={[aCall('connected', { answeredAt: NOW - 222_000 })]} actions={actions} />,
      'en',
    );
    expect(shown.text()).toContain('Connected');
    expect(shown.root.querySelector('.time')?.textContent).toBe('3:42');
  });

  it('takes note, outcome and the choice among several records; the keypad takes their place', () => {
    const { asked, ...on } = recorder([...ACTIONS, 'onNote', 'onOutcome', 'onChoose']);
    const matches = ['Sandra', 'Kanzlei'].map((name, n) => ({
      ref: `p,${n}`,
      name,
      url: '',
      type: 'contact' as const,
    }));
    const notes = { ...on, crm: true, outcomes: ['Angebot'] };
    const ringing = aCall('ringing', { id: 'a', matches });
    const shown = show(<LiveCalls calls={[ringing]} actions={on} notes={notes} />);
    expect(shown.root.querySelector('textarea')).toBeNull();
    const talk = { ...ringing, state: 'connected' as const, answeredAt: NOW };
    shown.again(<LiveCalls calls={[talk]} actions={on} notes={notes} />);
    type(shown.root.querySelector('textarea'), 'Rückruf');
    vi.advanceTimersByTime(NOTE_PAUSE_MS);
    press(shown.button('Angebot'));
    press(shown.root.querySelectorAll('input')[1] as HTMLInputElement);
    expect(asked).toEqual(['onNote a Rückruf', 'onOutcome a Angebot', 'onChoose a 1']);
    press(shown.button('Tasten'));
    expect(shown.root.querySelector('textarea')).toBeNull();
  });

  it('that ends while its note is written keeps the note, and nothing else can be done', () => {
    const { asked, ...on } = recorder([...ACTIONS, 'onNote', 'onOutcome', 'onChoose']);
    const notes = { ...on, crm: true, outcomes: ['Angebot'] };
    const talk = aCall('connected', { id: 'a', answeredAt: NOW - 60_000 });
    const shown = show(<LiveCalls calls={[talk]} actions={on} notes={notes} />);
    const field = shown.root.querySelector('textarea');
    type(field, 'Rück');
    const over = { ...talk, state: 'hungUp' as const, endReason: 'remoteHangUp' as const, endedAt: NOW };
    shown.again(<LiveCalls calls={[over]} actions={on} notes={notes} />);
    expect(shown.root.querySelector('textarea')).toBe(field);
    expect(shown.buttons()).toEqual(['Öffnen', 'Angebot']);
    vi.advanceTimersByTime(NOTE_PAUSE_MS + 2000);
    expect(shown.text()).toContain('AufgelegtGegenseite hat aufgelegt1:00');
    expect(asked).toEqual(['onNote a Rück']);
  });

  it('says when it rings there', () => {
    const actions = recorder(ACTIONS);
    const dialling = aCall('dialling', { direction: 'outgoing' });
    const shown = show(<LiveCalls calls={[dialling]} actions={actions} />);
    expect(shown.text()).not.toContain('es klingelt dort');
    shown.again(<LiveCalls calls={[{ ...dialling, alertingAt: NOW }]} actions={actions} />);
    expect(shown.text()).toContain('Wählt');
    expect(shown.text()).toContain('es klingelt dort');
  });

  it('that rings into a talk is slim and says what has to happen first; only one is ever filled', () => {
    const actions = recorder(ACTIONS);
    const calls = [
      aCall('ringing', { id: 'a' }),
      aCall('ringing', { id: 'b' }),
      aCall('connected', { answeredAt: NOW }),
    ];
    const shown = show(<LiveCalls calls={calls} actions={actions} />);
    expect(shown.root.querySelectorAll('.filled')).toHaveLength(1);
    expect(shown.root.querySelectorAll('.slim')).toHaveLength(2);
    expect(shown.text()).toContain('Das laufende Gespräch wird dabei gehalten.');
  });

  it('that rings while our user dials cannot be accepted yet, and says so', () => {
    const actions = recorder(ACTIONS);
    const calls = [aCall('ringing'), aCall('dialling', { direction: 'outgoing' })];
    const shown = show(<LiveCalls calls={calls} actions={actions} />);
    expect(shown.text()).toContain('Annehmen geht, sobald der andere Anruf verbunden ist.');
  });

  it('that waits on hold is small beside the talk and swaps with it', () => {
    const { asked, ...actions } = recorder(ACTIONS);
    const talk = aCall('connected', { id: 'talk', answeredAt: NOW });
    const held = aCall('connected', { id: 'held', answeredAt: NOW, heldByUs: true });
    const shown = show(<LiveCalls calls={[talk, held]} actions={actions} />);
    const order = [...shown.root.querySelectorAll('[data-call]')].map((one) => one.getAttribute('data-call'));
    expect(order).toEqual(['held', 'talk']);
    expect(shown.text()).toContain('Gehaltenvon Ihnen');
    expect(shown.buttons().filter((name) => name === 'Auflegen')).toHaveLength(1);
    press(shown.button('Wechseln'));
    expect(asked).toEqual(['onControl held']);
  });

  it('held alone keeps its tiles', () => {
    const actions = recorder(ACTIONS);
    const held = aCall('connected', { answeredAt: NOW, heldByUs: true });
    const shown = show(<LiveCalls calls={[held]} actions={actions} />);
    expect(shown.button('Zurückholen').getAttribute('aria-pressed')).toBe('true');
    expect(shown.buttons()).not.toContain('Wechseln');
  });

  it('whose row was removed is still there, without the button that removes it (R9)', () => {
    const actions = recorder(ACTIONS);
    const shown = show(<LiveCalls calls={[aCall('ringing', { removed: 1 })]} actions={actions} />);
    expect(shown.buttons()).toEqual(['Öffnen', 'Ablehnen', 'Annehmen']);
  });

  it('shows hostile names as text', () => {
    const actions = recorder(ACTIONS);
    const displayName = `<img src=x onerror=alert(1)>${'x'.repeat(500)}`;
    const shown = show(<LiveCalls calls={[aCall('ringing', { displayName })]} actions={actions} />);
    expect(shown.root.querySelector('img')).toBeNull();
    expect(shown.root.querySelector('h1')?.textContent).toHaveLength(120);
  });

  it('links no record that is not on the web', () => {
    const actions = recorder(ACTIONS);
    const contact = { ref: 'party.party,1', name: 'Katrin Vogel', url: 'javascript:alert(1)' };
    const shown = show(<LiveCalls calls={[aCall('ringing', { contact })]} actions={actions} />);
    expect(shown.root.querySelector('a')).toBeNull();
    const good = { ...contact, url: 'https://crm.example/party/1' };
    shown.again(<LiveCalls calls={[aCall('ringing', { contact: good })]} actions={actions} />);
    expect(shown.root.querySelector('a')?.getAttribute('href')).toBe('https://crm.example/party/1');
  });
});
