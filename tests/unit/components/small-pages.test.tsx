/** Pages with one question or one answer: the way on is the button that stands out, and a dead end says where it ends. */
import { describe, expect, it } from 'vitest';
import { DialAsk, type DialAskProps } from '../../../components/DialAsk';
import { HandOff } from '../../../components/HandOff';
import { MicrophoneAsk, type MicrophoneState } from '../../../components/MicrophoneAsk';
import { press, recorder, show } from './show';

const { asked, ...on } = recorder(['onDial', 'onCancel', 'onSettings', 'onAsk', 'onClose', 'onAgain']);

function ask(props: Partial<DialAskProps>) {
  return show(<DialAsk text="030 23125418" number="+493023125418" preview={[]} why="" {...on} {...props} />);
}

describe('a number that a link has opened', () => {
  it('leads to the lines where this one would hand it back to us', () => {
    const shown = ask({ why: 'Im Kreis.' });
    expect(shown.buttons()).toEqual(['Abbrechen', 'Zur Einstellung']);
    press(shown.button('Zur Einstellung'));
    expect(asked).toEqual(['onSettings']);
  });

  it('says what a link holds that is no number, in a few characters', () => {
    const shown = ask({ text: `x${'y'.repeat(500)}`, number: undefined });
    expect(shown.text()).toMatch(/Der Link enthält „xy{59}“/);
    expect(shown.buttons()).toEqual(['Schließen']);
    expect(ask({ text: '', number: undefined }).text()).toContain('Der Link enthält keine Nummer.');
  });
});

describe('the button that stands out', () => {
  const loud = (state: MicrophoneState) => {
    const { root } = show(<MicrophoneAsk state={state} {...on} />);
    return [...root.querySelectorAll('.btn:not(.quiet)')].map((one) => one.textContent);
  };

  it('tries the microphone again while it is refused, and closes once it is allowed', () => {
    expect(loud('microphoneRefused')).toEqual(['Erneut versuchen']);
    expect(loud('granted')).toEqual(['Schließen']);
    expect(loud('asking')).toEqual([]);
  });
});

it('what cannot be handed over is named so, with the way on', () => {
  const shown = show(<HandOff address={undefined} {...on} />, 'en');
  expect(shown.root.querySelector('h1')?.textContent).toBe('This number cannot be handed over');
  expect(shown.text()).toContain('Close this window and dial the number again.');
  expect(shown.buttons()).toEqual(['Close']);
});
