/** A build with a company's CRM in it: its icons are there from the first start, nobody is asked, and no other site has any. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { ErrorCollector } from '../parts/error-collector.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { clickIcon, iconIs, icons } from '../parts/icons.ts';
import { ROOT } from '../setup/ensure.ts';

const NUMBER = '+493023125001';
const MASK = `<!doctype html><html lang="de"><title>CRM</title><label>Telefon <input value="030 23125001"></label></html>`;

let folder: string;
let server: TestServer;
let test: TestBrowser;

function build(...args: string[]): string {
  const program = join(ROOT, 'tests', 'setup', 'build.ts');
  return execFileSync(process.execPath, [program, ...args, '--out', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-build-'));
  server = await startServer({ pages: { '/': MASK } });
  build('chrome', '--crm', `${server.url}/*`, '--crm', 'https://crm.example/*');
  test = await launchBrowser({ extensionDir: join(folder, 'chrome-mv3') });
});
afterAll(async () => {
  await test?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run build -- --crm', () => {
  it('gives the extension these addresses and no others', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'chrome-mv3', 'manifest.json'), 'utf8'));
    expect(manifest.host_permissions).toEqual([`${server.url}/*`, 'https://crm.example/*']);
  });

  it.each(['https://*/*', 'https://crm.example'])('refuses %s, and names the remedy', (address) => {
    expect(() => build('chrome', '--crm', address)).toThrow(/give the address of one CRM/);
  });

  it('icons come by themselves and dial; a site that nobody built in has none', async () => {
    const errors = await ErrorCollector.attach(test);
    const page = await test.openPage(server.url);
    await iconIs(page, NUMBER, 'ready', 15_000);
    await clickIcon(page, NUMBER);
    await iconIs(page, NUMBER, 'active');
    const options = await test.openExtensionPage('options.html#addresses');
    await options.waitForSelector(`[data-pattern="${server.url}/*"]`);
    const other = await test.openPage(server.otherUrl);
    expect(await icons(other)).toEqual([]);
    await errors.assertClean();
  });
});
