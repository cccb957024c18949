import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { askBackground, type PageCalls } from '../../lib/messages';

it('an extension that was replaced meanwhile rejects, though the browser throws', async () => {
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(() => {
    throw new Error('Extension context invalidated.');
  });
  const asked = vi.fn(() => askBackground<PageCalls, 'hello'>('hello', {}));
  expect(asked).not.toThrow();
  await expect(asked()).rejects.toThrow('invalidated');
});
