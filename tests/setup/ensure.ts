/**
 * Installs what tests and trial need and this machine lacks; does nothing where all is there.
 *
 *     node tests/setup/ensure.ts [chromium] [firefox] [asterisk] [tryton] [sipp] [certutil] [baresip]   (nothing named: all)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.ts';
import { debianArchitecture, installPackages, mayInstall, programPath } from './packages.ts';

const HERE = dirname(fileURLToPath(import.meta.url));

/** The repository's folder. */
export const ROOT = join(HERE, '..', '..');

/** Where fetched and prepared things lie; git-ignored, may be deleted at any time. */
export const CACHE = join(ROOT, '.cache');

/** The Debian releases Asterisk is taken from, best first: 22 from sid, 16 where sid is broken that day. */
const ASTERISK_SUITES = ['sid', 'bullseye'];

/** The browser program to run: an installed Chromium, Chrome or Edge, else Debian's chromium, installed now. */
export function ensureChromium(): string {
  const found = findBrowser();
  if (found) return found;
  installPackages(['chromium'], 'the browser Chromium');
  return required(findBrowser(), 'chromium was installed, but no browser program is to be found');
}

/** Firefox, the extended support release: an installed one, else Debian's, installed now. FIREFOX_PATH goes before. */
export function ensureFirefox(): string {
  const wished = process.env.FIREFOX_PATH;
  if (wished) {
    if (!existsSync(wished)) throw new Error(`FIREFOX_PATH names a file that does not exist: ${wished}`);
    return wished;
  }
  // A plain Firefox would refuse the tests' extension: only ESR takes unsigned ones.
  const found = programPath('firefox-esr');
  if (found) return found;
  installPackages(['firefox-esr'], 'the browser Firefox');
  return required(programPath('firefox-esr'), 'firefox-esr was installed, but its program is not to be found');
}

/** The SIPp program (calls from outside the PBX). */
export function ensureSipp(): string {
  const found = programPath('sipp');
  if (found) return found;
  installPackages(['sip-tester'], 'SIPp (calls from outside)');
  return required(programPath('sipp'), 'sip-tester was installed, but sipp is not to be found');
}

/** The program that puts certificates into the browser's own store on Linux. */
export function ensureCertutil(): string {
  const found = programPath('certutil');
  if (found) return found;
  installPackages(['libnss3-tools'], 'certutil (certificates for the browser)');
  return required(programPath('certutil'), 'libnss3-tools was installed, but certutil is not to be found');
}

/** The softphone of the tests, without a sound card. */
export function ensureBaresip(): string {
  const found = programPath('baresip');
  if (found) return found;
  installPackages(['baresip-core'], 'baresip (a softphone on the desk)');
  return required(programPath('baresip'), 'baresip-core was installed, but baresip is not to be found');
}

/** The two programs of a Tryton server with its web client and parties. */
export function ensureTryton(): { server: string; admin: string } {
  // Debian's own files, by path: another python's trytond in PATH would not know Debian's modules.
  const server = '/usr/bin/trytond';
  const admin = '/usr/bin/trytond-admin';
  const webClient = '/usr/share/tryton-sao/www/index.html';
  const party = '/usr/lib/python3/dist-packages/trytond/modules/party/tryton.cfg';
  if (![server, admin, webClient, party].every((path) => existsSync(path))) {
    installPackages(['tryton-server', 'tryton-sao', 'tryton-modules-party'], 'Tryton (the CRM of the tests)');
  }
  return { server, admin };
}

/**
 * The folder of an unpacked Asterisk (sbin, lib, modules, share) and the Debian release it came from. Taken from
 * Debian's packages without installing them: the machine stays as it was. ASTERISK_SUITE takes one release only.
 */
export function ensureAsterisk(): { root: string; suite: string } {
  const wished = process.env.ASTERISK_SUITE;
  const suites = wished ? [wished] : ASTERISK_SUITES;
  const folder = (suite: string) => join(CACHE, 'asterisk', suite);
  const there = suites.find((suite) => existsSync(join(folder(suite), 'complete')));
  if (there) return { root: folder(there), suite: there };
  if (debianArchitecture() !== 'amd64' || !mayInstall()) {
    throw new Error(
      'Asterisk (the PBX of the tests) is fetched from Debian packages: that needs root on Debian, amd64.',
    );
  }
  for (const suite of suites) {
    console.log(`Fetching Asterisk from Debian ${suite} into .cache/asterisk (about 90 MB, nothing is installed)`);
    const result = spawnSync('bash', [join(HERE, 'fetch-asterisk.sh'), suite, folder(suite)], { encoding: 'utf8' });
    if (result.status === 0) return { root: folder(suite), suite };
    console.log(`Asterisk could not be fetched from ${suite}:\n${result.stdout}${result.stderr}`);
    rmSync(folder(suite), { recursive: true, force: true });
  }
  throw new Error(`Asterisk could not be fetched from ${suites.join(' or ')}; see above.`);
}

function required<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise);
  return value;
}

const KINDS: Record<string, () => unknown> = {
  chromium: ensureChromium,
  firefox: ensureFirefox,
  sipp: ensureSipp,
  certutil: ensureCertutil,
  baresip: ensureBaresip,
  tryton: ensureTryton,
  asterisk: ensureAsterisk,
};

/** Ensures the named things (all when none is named) and prints where each is and how long it took. */
export function ensure(names: string[] = Object.keys(KINDS)): void {
  for (const name of names) {
    const kind = KINDS[name];
    if (!kind) throw new Error(`"${name}" is unknown; known: ${Object.keys(KINDS).join(', ')}`);
    const before = performance.now();
    kind();
    console.log(`${name}: ready (${((performance.now() - before) / 1000).toFixed(1)} s)`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wished = process.argv.slice(2);
  try {
    ensure(wished.length > 0 ? wished : undefined);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
