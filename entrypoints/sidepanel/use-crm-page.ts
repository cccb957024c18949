import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { usePainted } from '../../components/use-painted';
import { addressOf } from '../../lib/permissions';
import type { CrmAddress } from '../../lib/settings';

/** The CRM address (its pattern) that the tab in front of this panel shows, undefined for any other page. */
export function useCrmPage(addresses: readonly CrmAddress[]): string | undefined {
  const [url, setUrl] = useState('');
  const painted = usePainted();
  useEffect(() => {
    if (!painted) return;
    const read = () =>
      void browser.tabs
        .query({ active: true, currentWindow: true })
        // Only tabs of CRM addresses tell us where they are: nothing else is granted.
        .then(([tab]) => setUrl(tab?.url ?? ''));
    read();
    browser.tabs.onActivated.addListener(read);
    browser.tabs.onUpdated.addListener(read);
    return () => {
      browser.tabs.onActivated.removeListener(read);
      browser.tabs.onUpdated.removeListener(read);
    };
  }, [addresses, painted]);
  return addressOf(url, addresses);
}
