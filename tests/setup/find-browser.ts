import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from './packages.ts';

const LINUX_PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const WINDOWS_PROGRAMS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/**
 * The program of an installed Chromium, Chrome or Edge, or undefined. CHROME_PATH goes before all others
 * and must exist: a mistyped one throws.
 */
export function findBrowser(): string | undefined {
  const wished = process.env.CHROME_PATH;
  if (wished) {
    if (!existsSync(wished)) throw new Error(`CHROME_PATH names a file that does not exist: ${wished}`);
    return wished;
  }
  return candidates().find((path) => existsSync(path));
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    return folders.flatMap((folder) => MAC_APPS.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA, 'PROGRAMFILES(X86)': x86 } = process.env;
    const folders = [PROGRAMFILES, x86, LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => WINDOWS_PROGRAMS.map((parts) => join(folder, ...parts)));
  }
  return LINUX_PROGRAMS.map(programPath).filter((path) => path !== undefined);
}
