/**
 * Which sites are CRM addresses, and the content script that runs there and nowhere else (design section 3, PUBLIC).
 * An address is a match pattern. It becomes one when the user adds it, or when the browser grants us host access to it in
 * any other way; it stops when access is taken away. Grants like <all_urls> only spare the prompt.
 */
import { browser } from 'wxt/browser';
import { AppError } from './errors';
import { type CrmAddress, loadSettings, storeSettings } from './settings';

const SCRIPT_ID = 'crm';
const SCRIPT_FILE = '/content-scripts/crm.js';

/**
 * The match pattern of what a person typed or pasted: "crm.example", "https://crm.example/x?y", "localhost:8000".
 * Without a scheme https is meant, for this machine http. Throws AppError addressInvalid.
 */
export function patternOf(typed: string): string {
  const text = typed.trim();
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(text);
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${local ? 'http' : 'https'}://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    throw new AppError('addressInvalid', text);
  }
  const usable = (url.protocol === 'https:' || url.protocol === 'http:') && /^[a-z0-9.[\]:-]+$/i.test(url.hostname);
  if (!usable || url.username || url.password) throw new AppError('addressInvalid', text);
  // Firefox refuses match patterns with a port; there one covers all ports of its host.
  const host = import.meta.env.FIREFOX ? url.hostname : url.host;
  return `${url.protocol}//${host}/*`;
}

/** True for grants that cover any host: they say nothing about where the CRM is. */
export function isWide(pattern: string): boolean {
  return pattern === '<all_urls>' || /^[^:]+:\/\/\*(:\*)?\//.test(pattern);
}

/** Does this http(s) URL lie within the match pattern? (Match patterns as defined by MDN; path is always "/*" here.) */
export function covers(pattern: string, address: string): boolean {
  const parts = /^(\*|https?):\/\/(\*\.)?([^/:*]+|\[[^\]]+\])(?::(\d+|\*))?\/\*$/i.exec(pattern);
  if (!parts || !URL.canParse(address)) return false;
  const url = new URL(address);
  const [, scheme = '', sub, host = '', port] = parts;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (scheme !== '*' && url.protocol !== `${scheme.toLowerCase()}:`) return false;
  const wanted = host.toLowerCase();
  if (url.hostname !== wanted && !(sub && url.hostname.endsWith(`.${wanted}`))) return false;
  const actual = url.port || (url.protocol === 'https:' ? '443' : '80');
  return port === undefined || port === '*' || port === actual;
}

/** The CRM address that a page belongs to: where several cover it, the longest, which names most of it. */
export function addressOf(page: string, addresses: readonly CrmAddress[]): string | undefined {
  const covering = addresses.map(({ pattern }) => pattern).filter((pattern) => covers(pattern, page));
  return covering.sort((a, b) => b.length - a.length)[0];
}

/** Host patterns that the browser grants us now, without the wide ones. */
async function grantedPatterns(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((pattern) => /^(https?|\*):/.test(pattern) && !isWide(pattern));
}

/**
 * Brings the stored addresses and the browser's grants together: grants we did not know become addresses, addresses without
 * access stop being ones. Resolves with the patterns in force.
 */
export async function syncAddresses(now: number): Promise<string[]> {
  const { crmAddresses, records } = await loadSettings();
  const granted = (await grantedPatterns()).filter((pattern) => !records.apiAccess.includes(pattern));
  const kept: CrmAddress[] = [];
  for (const address of crmAddresses)
    if (await browser.permissions.contains({ origins: [address.pattern] })) kept.push(address);
  for (const pattern of granted)
    if (!kept.some((address) => address.pattern === pattern)) kept.push({ pattern, addedAt: now });
  const before = crmAddresses.map((address) => address.pattern).join();
  if (kept.map((address) => address.pattern).join() !== before) await storeSettings({ crmAddresses: kept });
  return kept.map((address) => address.pattern);
}

/** Registers the content script for exactly these patterns (none: not at all) and runs it in tabs that are already open. */
export async function registerPages(patterns: string[]): Promise<void> {
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (patterns.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    return;
  }
  const script = {
    id: SCRIPT_ID,
    js: [SCRIPT_FILE],
    matches: patterns,
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_idle' as const,
    persistAcrossSessions: true,
  };
  if (registered) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Runs the content script in open tabs of these patterns: registration reaches only pages that load later. */
export async function injectOpenTabs(patterns: string[]): Promise<void> {
  if (patterns.length === 0) return;
  const tabs = await browser.tabs.query({ url: patterns });
  await Promise.all(
    tabs.map(async ({ id, discarded }) => {
      if (id === undefined || discarded) return;
      try {
        await browser.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: [SCRIPT_FILE] });
      } catch (error) {
        // A tab may close or navigate while we come: it needs nothing from us then.
        console.info('[Ringside] open tab not reached:', error instanceof Error ? error.message : error);
      }
    }),
  );
}
