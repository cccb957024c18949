import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { NumberBox } from '../../../components/NumberBox';
import type { Suggestion } from '../../../lib/suggestions';
import { press, type Shown, show, type } from './show';

const FOUND: Suggestion[] = [
  { name: 'Katrin Vogel', organisation: 'Baumann', number: '+493023125418', from: 'favourite' },
  { name: 'Vogt', organisation: '', number: '+494066969530', from: 'history' },
];

function box(dialled: string[], why = '', suggestions = FOUND): Shown {
  const Box = () => {
    const [text, setText] = useState('');
    const onDial = (target: string) => void dialled.push(target);
    const found = text ? suggestions : [];
    return <NumberBox why={why} suggestions={found} preview="" text={text} onText={setText} onDial={onDial} />;
  };
  return show(<Box />);
}

const input = (shown: Shown) => shown.root.querySelector('input') as HTMLInputElement;
const key = (shown: Shown, name: string) =>
  act(() => void input(shown).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })));

describe('the number box', () => {
  it('dials what is typed, by Enter and by the button', () => {
    const dialled: string[] = [];
    const shown = box(dialled, '', []);
    expect(shown.button('Anrufen').getAttribute('aria-disabled')).toBe('true');
    type(input(shown), '030 23125');
    key(shown, 'Enter');
    press(shown.button('Anrufen'));
    expect(dialled).toEqual(['030 23125', '030 23125']);
  });

  it('dials the favourite whose digit is typed, also where the list is still the one of the key before', () => {
    const dialled: string[] = [];
    const favourites = FOUND.map((one, at): Suggestion => ({ ...one, from: 'favourite', digit: at + 1 }));
    const shown = box(dialled, '', favourites);
    type(input(shown), '2');
    expect(shown.root.querySelector('#dial-preview')?.textContent).toBe('Ruft Vogt an');
    key(shown, 'Enter');
    type(input(shown), '3');
    key(shown, 'Enter');
    expect(dialled).toEqual(['+494066969530', '3']);
  });

  it('finds names; arrows choose, Enter dials, Escape closes', () => {
    const dialled: string[] = [];
    const shown = box(dialled);
    type(input(shown), 'vog');
    expect(shown.root.querySelectorAll('[role=option]')).toHaveLength(2);
    key(shown, 'ArrowDown');
    key(shown, 'ArrowDown');
    expect(shown.root.querySelector('[aria-selected=true]')?.textContent).toContain('Vogt');
    expect(input(shown).getAttribute('aria-activedescendant')).toBe('suggestion-1');
    key(shown, 'Enter');
    expect(dialled).toEqual(['+494066969530']);
    type(input(shown), 'vo');
    key(shown, 'Escape');
    expect(shown.root.querySelector('[role=option]')).toBeNull();
  });

  it('says why nothing can be dialled instead of failing afterwards (R3)', () => {
    const dialled: string[] = [];
    const shown = box(dialled, 'Telefonanlage antwortet nicht', []);
    type(input(shown), '030 23125');
    key(shown, 'Enter');
    press(shown.button('Anrufen nicht möglich: Telefonanlage antwortet nicht'));
    expect(dialled).toEqual([]);
  });
});
