import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

let listsAreFresh = false;

/** Is this a Debian where we may install packages: Debian itself (Ubuntu's chromium is a snap) and root? */
export function mayInstall(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=debian$/m.test(release) && process.getuid?.() === 0;
}

/** The full path of a program in PATH or in /usr/sbin and /sbin, or undefined. */
export function programPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Installs Debian packages and says so; throws naming them where we may not install.
 * @param purpose what needs them, for the message
 */
export function installPackages(packages: string[], purpose: string): void {
  if (!mayInstall()) {
    throw new Error(
      `${purpose} is missing and cannot be installed from here (that needs root on Debian). ` +
        `Please install it (Debian: apt-get install --no-install-recommends ${packages.join(' ')}) and run this again.`,
    );
  }
  console.log(`Installing ${purpose}: Debian packages ${packages.join(' ')}`);
  if (!listsAreFresh) apt(['update']);
  listsAreFresh = true;
  apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(args: string[]): void {
  const result = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    encoding: 'utf8',
    // RUNLEVEL=1 keeps packaged services (trytond) from being started.
    env: { ...process.env, RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status === 0) return;
  const tail = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n');
  throw new Error(`apt-get ${args.join(' ')} failed (${result.error?.message ?? `exit ${result.status}`}):\n${tail}`);
}

/** The architecture Debian gives this machine, for example amd64; undefined where there is no dpkg. */
export function debianArchitecture(): string | undefined {
  if (!programPath('dpkg')) return undefined;
  return execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
}
