import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../setup/ensure.ts';

/** What the built extensions may ask for, and what they may never hold. */
const FOLDERS = { chrome: join(ROOT, '.output', 'chrome-mv3'), firefox: join(ROOT, '.output', 'firefox-mv2') };

type Manifest = Record<string, unknown>;
const manifestOf = (browser: keyof typeof FOLDERS) =>
  JSON.parse(readFileSync(join(FOLDERS[browser], 'manifest.json'), 'utf8')) as Manifest;

const ALL_SITES = ['http://*/*', 'https://*/*'];
/** A match pattern, whatever key it stands under. */
const isHost = (permission: unknown) => /[:*]|<all_urls>/.test(String(permission));

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', (browser) => {
  const manifest = manifestOf(browser);

  it('has no access to any site and no script in any page at install', () => {
    expect(manifest).not.toHaveProperty('content_scripts');
    expect(manifest).not.toHaveProperty('host_permissions');
    expect((manifest.permissions as unknown[]).filter(isHost)).toEqual([]);
    expect(manifest).not.toHaveProperty('externally_connectable');
    // The question that a tel: link leads to: Chrome blocks its own way there otherwise, Firefox does not.
    const open = [{ resources: ['dial.html'], matches: ALL_SITES }];
    expect(manifest.web_accessible_resources).toEqual(browser === 'chrome' ? open : undefined);
  });

  it('lets the user give access to sites, one by one', () => {
    const key = browser === 'chrome' ? 'optional_host_permissions' : 'optional_permissions';
    expect((manifest[key] as unknown[]).filter(isHost)).toEqual(ALL_SITES);
  });

  it('lets the user choose the softphone on the desk, and that it runs without a window where browsers know that', () => {
    const optional = (manifest.optional_permissions as unknown[]).filter((permission) => !isHost(permission));
    expect(optional).toEqual(browser === 'chrome' ? ['background', 'nativeMessaging'] : ['nativeMessaging']);
  });

  it('asks at install for these permissions only: each one more needs its line in README', () => {
    const shared = [
      ...['storage', 'unlimitedStorage', 'notifications', 'contextMenus', 'alarms', 'scripting', 'identity'],
      'declarativeNetRequestWithHostAccess',
    ];
    const own = browser === 'chrome' ? ['offscreen', 'sidePanel', 'power'] : [];
    expect(manifest.permissions).toEqual([...shared, ...own]);
  });

  it('is not offered in private windows, and runs no code but its own', () => {
    expect(manifest.incognito).toBe('not_allowed');
    const policy = manifest.content_security_policy;
    const text = typeof policy === 'string' ? policy : (policy as { extension_pages: string }).extension_pages;
    expect(text).toMatch(/script-src 'self';/);
    expect(text).not.toMatch(/unsafe|http|wasm/);
  });
});

it('Chrome: a worker, and an id that stays', () => {
  const manifest = manifestOf('chrome');
  expect(manifest).toMatchObject({ manifest_version: 3, background: { service_worker: 'background.js' } });
  expect(manifest.key).toEqual(expect.any(String));
});

it('Firefox: a background page that stays, a side bar that does not open by itself, an id that stays', () => {
  expect(manifestOf('firefox')).toMatchObject({
    manifest_version: 2,
    background: { persistent: true, scripts: ['background.js'] },
    sidebar_action: { default_panel: 'sidepanel.html', open_at_install: false },
    browser_specific_settings: { gecko: { id: 'ringside@ringside.example' } },
  });
});

// Needs "sideEffects" in package.json: else the worker would load the host with every start (280 kB).
it('voice is in Firefox’s background page, and no part of it in Chrome’s worker', () => {
  const texts = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const holding = (browser: keyof typeof FOLDERS, sign: string) =>
    texts(FOLDERS[browser]).flatMap(({ name, text }) => (text.includes(sign) ? [name] : []));
  expect(holding('firefox', 'new RTCPeerConnection')).toEqual(['background.js']);
  expect(holding('chrome', 'new RTCPeerConnection')).toEqual([expect.stringMatching(/^chunks\/offscreen-/)]);
  // Only the microphone of another document needs this call.
  expect(holding('chrome', 'getViews')).toEqual([]);
});

it.each(['chrome', 'firefox'] as const)(
  '%s: what every frame of a CRM loads stays below 30,000 bytes, packed',
  (browser) => {
    const script = readFileSync(join(FOLDERS[browser], 'content-scripts', 'crm.js'));
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(30_000);
  },
);

it('web-ext finds nothing in the Firefox build but one assignment of Preact’s, in each script that holds it', () => {
  const program = join(ROOT, 'node_modules', '.bin', 'web-ext');
  const args = ['lint', '-s', FOLDERS.firefox, '--no-config-discovery', '-o', 'json'];
  const { errors, warnings } = JSON.parse(lint(program, args)) as { errors: Finding[]; warnings: Finding[] };
  expect(errors).toEqual([]);
  // Preact's dangerouslySetInnerHTML, which nothing of ours uses (tests/unit/boundaries.test.ts).
  const found = warnings.map(({ code, file }) => `${code} ${/^chunks\//.test(file) ? 'pages' : file}`);
  expect([...new Set(found)].sort()).toEqual(['UNSAFE_VAR_ASSIGNMENT pages', 'UNSAFE_VAR_ASSIGNMENT picker.js']);
});

interface Finding {
  code: string;
  message: string;
  file: string;
}

/** Its answer, also where it exits with 1 because it found something. */
function lint(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
