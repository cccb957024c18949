import { describe, expect, it } from 'vitest';
import { DemoStep } from '../../../components/first-run/DemoStep';
import { FirstRunFrame, type FirstRunResults } from '../../../components/first-run/FirstRunFrame';
import { MicrophoneStep } from '../../../components/first-run/MicrophoneStep';
import type { FirstRunStep } from '../../../lib/settings';
import { aCall, CONTROLS, press, recorder, show } from './show';

function guide(step: FirstRunStep, results: FirstRunResults = {}) {
  const callbacks = recorder(['onStep', 'onLater', 'onFinish', 'onRemedy', 'onDismissFailure']);
  const shown = show(
    <FirstRunFrame step={step} results={results} failure={undefined} {...callbacks}>
      <p>body</p>
    </FirstRunFrame>,
  );
  return { ...shown, asked: callbacks.asked };
}

describe('the guide of the first start', () => {
  it('asks one question, and tells what became of the others', () => {
    const { root, text } = guide('address', { demo: 'ausprobiert' });
    expect(root.querySelector('h1')?.textContent).toBe('Wo liegt Ihr CRM?');
    const steps = [...root.querySelectorAll('aside li')].map((step) => step.textContent);
    expect(steps.slice(0, 3)).toEqual(['Demo-Anrufausprobiert', '2Leitungübersprungen', '3CRM-AdresseSchritt 3 von 6']);
    expect(root.querySelector('[aria-current=step]')?.textContent).toContain('CRM-Adresse');
    expect(text()).toContain('body');
  });

  it('goes back and on, skips what came to nothing, and can be left', () => {
    const { button, asked } = guide('line');
    press(button('Zurück'));
    press(button('Überspringen'));
    press(button('Später'));
    expect(asked).toEqual(['onStep demo', 'onStep address', 'onLater']);
    expect(guide('line', { line: '418' }).buttons()).toEqual(['Später', 'Zurück', 'Weiter']);
  });

  it('begins and ends', () => {
    expect(guide('demo').buttons()).toEqual(['Später', 'Überspringen']);
    const last = guide('done');
    expect(last.buttons()).toEqual(['Zurück', 'Fertig']);
    press(last.button('Fertig'));
    expect(last.asked).toEqual(['onFinish']);
  });
});

describe('its steps', () => {
  const actions = recorder(['onAccept', 'onReject', 'onHangUp', 'onOpen', 'onRecord', 'onRemove', ...CONTROLS]);

  it('a demonstration call is made and shown right there', () => {
    const dialled: string[] = [];
    const step = (live: Parameters<typeof DemoStep>[0]['live'], worked = false) => (
      <DemoStep demo live={live} worked={worked} actions={actions} onDial={(number) => dialled.push(number)} />
    );
    const shown = show(step([]));
    press(shown.root.querySelector('.btn.go') as HTMLElement);
    expect(dialled).toEqual(['+493023125001']);
    shown.again(step([aCall('dialling', { direction: 'outgoing' })]));
    expect(shown.text()).toContain('Wählt');
    expect(shown.root.querySelector('.btn.go')).toBeNull();
    shown.again(step([], true));
    expect(shown.text()).toContain('Er steht jetzt im Anrufprotokoll.');
  });

  it('with a line of one’s own there is no demonstration', () => {
    const shown = show(<DemoStep demo={false} live={[]} worked={false} actions={actions} onDial={() => {}} />);
    expect(shown.buttons()).toEqual([]);
    expect(shown.text()).toContain('Ihre eigene Leitung ist eingerichtet');
  });

  it('the microphone is asked for by a click, and a refusal says what to do', () => {
    let asked = 0;
    const shown = show(<MicrophoneStep state={undefined} onAsk={() => asked++} />);
    press(shown.button('Mikrofon erlauben'));
    expect(asked).toBe(1);
    shown.again(<MicrophoneStep state="microphoneRefused" onAsk={() => asked++} />);
    expect(shown.text()).toContain('Klicken Sie links neben der Adresse auf das Symbol der Seite');
    press(shown.button('Erneut versuchen'));
    expect(asked).toBe(2);
    shown.again(<MicrophoneStep state="granted" onAsk={() => asked++} />);
    expect(shown.buttons()).toEqual([]);
  });
});
