/** Field picker and "why" view on the sample CRM. */
import type { Page } from 'puppeteer-core';
import type { TestBrowser } from '../parts/browser.ts';
import { ClosedRoot } from '../parts/closed-root.ts';
import type { Shot } from './states.ts';

function picker(name: string, page: string, how: NonNullable<Shot['picker']>, more: Partial<Shot> = {}): Shot {
  const rows = () => ({
    line: { phase: 'ready', connector: 'sip', since: 0 } as const,
    settings: { country: 'DE' },
  });
  return { name: `picker-${name}`, page, width: 1000, height: 720, rows, picker: how, ...more };
}

export const PICKERS: Shot[] = [
  picker('pointing', '/', { mode: 'pick' }),
  picker('field', '/', { mode: 'pick', at: 'input[name="phone"]' }),
  picker('column', '/contacts.html', { mode: 'pick', at: '#contacts tbody tr:nth-child(3) td:nth-child(5)' }),
  picker('never', '/contacts.html', {
    mode: 'pick',
    at: '#contacts tbody tr:nth-child(3) td:nth-child(7)',
    press: /^(Keine Rufnummer|No phone number)/,
  }),
  picker('saved', '/', { mode: 'pick', at: 'input[name="fax"]', press: /^(Merken|Remember)$/ }),
  picker('narrow', '/', { mode: 'pick', at: 'input[name="phone"]' }, { width: 360, height: 720 }),
  picker('why-icon', '/', { mode: 'why', at: 'input[name="mobile"]' }),
  picker('why-none', '/', { mode: 'why', at: 'input[name="customerNumber"]' }),
];

/** Starts it as the side panel does, and points as a person does. */
export async function pointOut(
  test: TestBrowser,
  page: Page,
  { mode, at, press }: NonNullable<Shot['picker']>,
  pattern: string,
): Promise<void> {
  const message = JSON.stringify({ ringside: 1, to: 'background', name: 'startPicker', data: { mode, pattern } });
  await (await test.ownPage()).evaluate(`browser.runtime.sendMessage(${message})`);
  await page.bringToFront();
  const root = await ClosedRoot.of(page, 'ringside-pick');
  await root.element('div', 'bar');
  const selector = at ?? 'input[name="switchboard"]';
  const [x, y] = await page.$eval(selector, (element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + Math.min(width / 2, 30), top + height / 2] as const;
  });
  await page.mouse.move(x, y);
  if (!at) return;
  await page.mouse.click(x, y);
  await root.element('div', 'card');
  if (press) await root.click(press.source.includes('Merken') ? 'button' : 'label', press);
}
