import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Browser, browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showPage } from '../../lib/surfaces/pages';
import { showRecord } from '../../lib/surfaces/records';
import { showCallWindow } from '../../lib/surfaces/windows';

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

const CALL = () => `${browser.runtime.getURL('/call.html')}#a`;

/** The browser's answer about a tab that its user has closed before anything else is asked. */
async function closing(url: string): Promise<void> {
  const gone = { ...(await fakeBrowser.tabs.create({ url: 'about:blank' })), id: 999, windowId: 999, url };
  answersOnce([gone]);
  // The fake browser takes anything for a window; real ones refuse what is none.
  vi.spyOn(browser.windows, 'update').mockRejectedValueOnce(new Error('No window with id: 999.'));
}

function answersOnce(tabs: Browser.tabs.Tab[]): void {
  vi.spyOn(browser.tabs, 'query').mockImplementationOnce((async () => tabs) as typeof browser.tabs.query);
}

const addresses = async () => (await fakeBrowser.tabs.query({})).map(({ url }) => url);

describe('a tab that its user closes just now is opened anew', () => {
  it.each([
    ['without the focus', false, []],
    ['with the focus', true, []],
    ['that would only have asked for attention', false, ['a']],
  ])('the call window %s', async (_, focused, keep) => {
    const opened = vi.spyOn(browser.windows, 'create');
    await closing(CALL());
    await showCallWindow('b', focused, keep);
    expect(opened).toHaveBeenCalledTimes(1);
    expect(opened.mock.calls[0]?.[0]).toMatchObject({ url: CALL().replace('#a', '#b'), type: 'popup', focused });
  });

  it('a page of ours', async () => {
    const url = browser.runtime.getURL('/options.html');
    await closing(url);
    await showPage('/options.html', 'line');
    expect(await addresses()).toContain(`${url}#line`);
  });

  it('a record of the CRM', async () => {
    const url = 'https://crm.example/contact/7';
    await closing(url);
    await showRecord(url, true);
    expect(await addresses()).toContain(url);
  });
});

it('a browser that refuses to show a tab that is there says so', async () => {
  const tab = await fakeBrowser.tabs.create({ url: CALL() });
  answersOnce([tab]);
  vi.spyOn(browser.tabs, 'update').mockRejectedValueOnce(new Error('Tabs cannot be edited right now'));
  await expect(showCallWindow('b', false)).rejects.toThrow('edited right now');
});
