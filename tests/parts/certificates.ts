import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCertutil } from '../setup/ensure.ts';

/**
 * Makes these certificates authorities that a Chromium trusts, as an administrator does it on Linux: in the store of the
 * user's home, which is a folder of the test's own here. @returns the environment to start the browser with
 */
export function trustedBy(folder: string, certificates: string[]): Record<string, string> {
  const home = join(folder, 'home');
  const store = join(home, '.pki', 'nssdb');
  // A restart finds what the first start made.
  if (existsSync(store)) return { HOME: home };
  mkdirSync(store, { recursive: true });
  const certutil = (...args: string[]) => execFileSync(ensureCertutil(), ['-d', `sql:${store}`, ...args]);
  certutil('-N', '--empty-password');
  for (const [index, file] of certificates.entries()) certutil('-A', '-t', 'C,,', '-n', `test ${index}`, '-i', file);
  return { HOME: home };
}
