/** What the options show of one address's pages: switches, own fields, profiles in and out. */
import { useState } from 'preact/hooks';
import { expect, it } from 'vitest';
import { AddressPages } from '../../../components/options/AddressPages';
import { NO_CRM_PAGES, pagesOf } from '../../../lib/crm-pages';
import { press, show } from './show';

const RULES = [
  { column: 'Apparat', is: 'phone' as const, label: 'Nebenstelle' },
  { at: 'input[name="x"]', is: 'never' as const },
];

/** The section with its choices kept as the background keeps them. */
function Kept({ rules, seen }: { rules: typeof RULES; seen(pages: ReturnType<typeof pagesOf>): void }) {
  const [pages, setPages] = useState({ ...pagesOf(NO_CRM_PAGES, 'x'), profile: { name: 'own', fields: rules } });
  const choose = (patch: Partial<typeof pages>) => {
    const next = { ...pages, ...patch } as typeof pages;
    setPages(next);
    seen(next);
  };
  return <AddressPages address="crm.example" pages={pages} onChoose={choose} onPicker={() => {}} />;
}

it('the last field that was removed can be brought back to its place', () => {
  const [first] = RULES;
  let pages = pagesOf(NO_CRM_PAGES, 'x');
  const shown = show(<Kept rules={first ? [first] : []} seen={(next) => (pages = next)} />);
  press(shown.button('„Nebenstelle“ entfernen'));
  expect(pages.profile.fields).toEqual([]);
  expect(shown.text()).toContain('„Nebenstelle“ ist entfernt.');
  press(shown.button('Rückgängig'));
  expect(pages.profile.fields).toEqual([first]);
  expect(shown.text()).not.toContain('ist entfernt');
});

it('a field is turned round and its switches are told apart', () => {
  let pages = pagesOf(NO_CRM_PAGES, 'x');
  const shown = show(<Kept rules={RULES} seen={(next) => (pages = next)} />);
  const [select] = shown.root.querySelectorAll<HTMLSelectElement>('.rules select');
  if (!select) throw new Error('no choice');
  select.value = 'never';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  expect(pages.profile.fields[0]?.is).toBe('never');
  const link = shown.root.querySelector<HTMLAnchorElement>('a[download]');
  expect(link?.download).toBe('ringside-crm.example.json');
  for (const name of ['icons crm.example', 'links crm.example']) {
    const toggle = shown.root.querySelector<HTMLInputElement>(`[name="${name}"]`);
    if (toggle) press(toggle);
  }
  expect([pages.iconsOff, pages.linksDial]).toEqual([true, true]);
});
