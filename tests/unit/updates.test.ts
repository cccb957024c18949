import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { asFailure } from '../../lib/errors';
import { noteStorage, storageFails } from '../../lib/storage-trouble';
import { applyUpdate, firstTurn } from '../../lib/updates';

beforeEach(() => fakeBrowser.reset());

describe('an update', () => {
  const waits = () => browser.storage.session.set({ updateWaiting: '2.0' });
  const reload = () => vi.spyOn(browser.runtime, 'reload').mockImplementation(() => {});

  it('waits while somebody would be disturbed, and is put into force once, when nobody is', async () => {
    const reloaded = reload();
    await waits();
    await applyUpdate(async () => false);
    expect(reloaded).not.toHaveBeenCalled();
    await applyUpdate(async () => true);
    // Not installed after all: no second reload.
    await applyUpdate(async () => true);
    expect(reloaded).toHaveBeenCalledTimes(1);
  });

  it('that there is none of changes nothing', async () => {
    const reloaded = reload();
    await applyUpdate(async () => true);
    expect(reloaded).not.toHaveBeenCalled();
  });

  it('has one first turn', async () => {
    expect(await firstTurn()).toBe(true);
    expect(await firstTurn()).toBe(false);
  });
});

describe('storing that fails', () => {
  it('is known until all parts store again', async () => {
    expect(await storageFails()).toBe(false);
    await noteStorage('log', false);
    await noteStorage('journal', false);
    await noteStorage('log', true);
    expect(await storageFails()).toBe(true);
    await noteStorage('journal', true);
    expect(await storageFails()).toBe(false);
  });

  it.each([
    [new DOMException('no room', 'QuotaExceededError'), 'storageFailed'],
    [
      Object.assign(new Error('aborted'), { name: 'AbortError', inner: { name: 'QuotaExceededError' } }),
      'storageFailed',
    ],
    [new DOMException('the user left', 'AbortError'), 'internal'],
    [new TypeError('a bug'), 'internal'],
  ])('%s is %s', (error, code) => {
    expect(asFailure(error).code).toBe(code);
  });
});
