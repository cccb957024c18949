#!/usr/bin/env node
/**
 * Registers the native messaging host of Ringside with the browsers of this computer, and takes it away again.
 *
 *     node install.mjs                       for this user, with Chrome, Chromium, Edge and Firefox
 *     node install.mjs --uninstall           takes everything away again
 *
 *     --browser chrome,firefox               only these (chrome, chromium, edge, firefox)
 *     --system                               for all users of the computer (as administrator)
 *     --baresip /usr/bin/baresip             the program, where it is not in PATH
 *     --config /home/me/.baresip             its configuration folder, where it is another one
 *     --no-start                             never start baresip, only control one that runs
 *     --extension ID                         another build's id in Chrome, Chromium and Edge
 *
 * Where manifests belong:
 *   Chrome, Chromium  https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging
 *   Edge              https://learn.microsoft.com/microsoft-edge/extensions/developer-guide/native-messaging
 *   Firefox           https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix, resolve, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';

export const NAME = 'ringside.desktop';
const CHROME_ID = 'jopognieeangomelhhpffplgoogejndf';
const FIREFOX_ID = 'ringside@ringside.example';
const HOST = 'ringside-desktop.mjs';

/** By operating system and browser: the folder of manifests, for one user (from the home) and for all. */
const FOLDERS = {
  linux: {
    chrome: ['.config/google-chrome/NativeMessagingHosts', '/etc/opt/chrome/native-messaging-hosts'],
    chromium: ['.config/chromium/NativeMessagingHosts', '/etc/chromium/native-messaging-hosts'],
    edge: ['.config/microsoft-edge/NativeMessagingHosts', '/etc/opt/edge/native-messaging-hosts'],
    firefox: ['.mozilla/native-messaging-hosts', '/usr/lib/mozilla/native-messaging-hosts'],
  },
  darwin: {
    chrome: [
      'Library/Application Support/Google/Chrome/NativeMessagingHosts',
      '/Library/Google/Chrome/NativeMessagingHosts',
    ],
    chromium: [
      'Library/Application Support/Chromium/NativeMessagingHosts',
      '/Library/Application Support/Chromium/NativeMessagingHosts',
    ],
    edge: [
      'Library/Application Support/Microsoft Edge/NativeMessagingHosts',
      '/Library/Microsoft/Edge/NativeMessagingHosts',
    ],
    firefox: [
      'Library/Application Support/Mozilla/NativeMessagingHosts',
      '/Library/Application Support/Mozilla/NativeMessagingHosts',
    ],
  },
};

/** Windows: the manifest lies with the program, and a key of the registry says where. */
const KEYS = {
  chrome: 'Software\\Google\\Chrome\\NativeMessagingHosts',
  chromium: 'Software\\Chromium\\NativeMessagingHosts',
  edge: 'Software\\Microsoft\\Edge\\NativeMessagingHosts',
  firefox: 'Software\\Mozilla\\NativeMessagingHosts',
};

const PROGRAM_FOLDERS = {
  linux: ['.local/share/ringside', '/usr/local/lib/ringside'],
  darwin: ['Library/Application Support/Ringside', '/Library/Application Support/Ringside'],
  win32: ['AppData\\Local\\Ringside', 'C:\\Program Files\\Ringside'],
};

export const BROWSERS = ['chrome', 'chromium', 'edge', 'firefox'];

/**
 * What is to be written and run, without doing it.
 * @param {object} wish
 * @param {'linux' | 'darwin' | 'win32'} wish.platform
 * @param {string} wish.home
 * @param {string} wish.node the Node that runs the host
 * @param {string[]} [wish.browsers]
 * @param {boolean} [wish.system]
 * @param {string} [wish.extension]
 * @param {{program?: string, config?: string, start?: boolean}} [wish.settings]
 */
export function planOf({
  platform,
  home,
  node,
  browsers = BROWSERS,
  system = false,
  extension = CHROME_ID,
  settings = {},
}) {
  const path = platform === 'win32' ? win32 : posix;
  const at = ([user, all]) => (system ? all : path.join(home, user));
  const folder = at(PROGRAM_FOLDERS[platform]);
  const windows = platform === 'win32';
  const launcher = path.join(folder, windows ? 'ringside-desktop.bat' : 'ringside-desktop');
  const script = windows
    ? `@echo off\r\n"${node}" "%~dp0${HOST}" %*\r\n`
    : `#!/bin/sh\nexec ${quoted(node)} ${quoted(path.join(folder, HOST))} "$@"\n`;
  const files = [
    { path: launcher, text: script, executable: true },
    { path: path.join(folder, 'settings.json'), text: `${JSON.stringify(settings, null, 2)}\n` },
  ];
  const keys = [];
  for (const browser of browsers) {
    const text = `${JSON.stringify(manifestFor(browser, launcher, extension), null, 2)}\n`;
    const manifest = windows
      ? path.join(folder, `${NAME}.${browser}.json`)
      : path.join(at(FOLDERS[platform][browser]), `${NAME}.json`);
    files.push({ path: manifest, text });
    if (windows) keys.push({ key: `${system ? 'HKLM' : 'HKCU'}\\${KEYS[browser]}\\${NAME}`, value: manifest });
  }
  return { folder, host: path.join(folder, HOST), files, keys, whole: BROWSERS.every((one) => browsers.includes(one)) };
}

function manifestFor(browser, path, extension) {
  const shared = {
    name: NAME,
    description: 'Controls the softphone of this computer for Ringside',
    path,
    type: 'stdio',
  };
  return browser === 'firefox'
    ? { ...shared, allowed_extensions: [FIREFOX_ID] }
    : { ...shared, allowed_origins: [`chrome-extension://${extension}/`] };
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Where a path of the plan lies on this disk. */
function below(root) {
  return (path) => (root ? join(root, path.replace(/^[A-Z]:/, '').replaceAll('\\', '/')) : path);
}

/**
 * Does what the plan says, below `root` (the whole disk, but in tests).
 * @param {ReturnType<typeof planOf>} plan @param {(args: string[]) => void} reg runs reg.exe
 */
export function install(plan, root, reg) {
  const real = below(root);
  mkdirSync(real(plan.folder), { recursive: true });
  copyFileSync(join(dirname(fileURLToPath(import.meta.url)), HOST), real(plan.host));
  for (const { path, text, executable } of plan.files) {
    const file = real(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (executable) chmodSync(file, 0o755);
  }
  for (const { key, value } of plan.keys) reg(['add', key, '/ve', '/t', 'REG_SZ', '/d', value, '/f']);
}

/** Takes away what `install` wrote, and nothing else. */
export function uninstall(plan, root, reg) {
  const real = below(root);
  for (const { key } of plan.keys) reg(['delete', key, '/f']);
  const manifests = plan.files.filter(({ path }) => path.includes(NAME));
  for (const { path } of manifests) rmSync(real(path), { force: true });
  // The other browsers still start it.
  if (plan.whole) rmSync(real(plan.folder), { recursive: true, force: true });
}

/** @returns what the command line asks for; throws naming what it does not know */
export function wishOf(args) {
  const wish = { browsers: [...BROWSERS], system: false, remove: false, extension: CHROME_ID, settings: {}, root: '' };
  const rest = [...args];
  const next = (name) => {
    const value = rest.shift();
    if (value === undefined) throw new Error(`${name} needs a value`);
    return value;
  };
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--uninstall') wish.remove = true;
    else if (name === '--system') wish.system = true;
    else if (name === '--no-start') wish.settings.start = false;
    else if (name === '--baresip') wish.settings.program = next(name);
    else if (name === '--config') wish.settings.config = resolve(next(name));
    else if (name === '--extension') wish.extension = next(name);
    else if (name === '--browser') wish.browsers = next(name).split(',');
    else throw new Error(`"${name}" is unknown; see the head of this file`);
  }
  const strange = wish.browsers.find((browser) => !BROWSERS.includes(browser));
  if (strange !== undefined) throw new Error(`browser "${strange}" is unknown; known: ${BROWSERS.join(', ')}`);
  if (!/^[a-p]{32}$/.test(wish.extension))
    throw new Error(`"${wish.extension}" is no extension id: 32 letters from a to p`);
  return wish;
}

function main() {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') throw new Error(`not for ${platform}`);
  const wish = wishOf(process.argv.slice(2));
  const plan = planOf({ ...wish, platform, home: homedir(), node: process.execPath });
  const reg = (args) => {
    const { status, stderr } = spawnSync('reg', args, { encoding: 'utf8' });
    // A key that is not there need not be deleted.
    if (status !== 0 && args[0] === 'add') throw new Error(`reg ${args.join(' ')}: ${stderr}`);
  };
  (wish.remove ? uninstall : install)(plan, '', reg);
  for (const { path } of plan.files) console.log(`${wish.remove ? 'removed' : 'written'}  ${path}`);
  if (wish.remove) return;
  const config = join(wish.settings.config ?? join(homedir(), '.baresip'), 'config');
  if (!existsSync(config)) console.log(`Note: there is no ${config} yet. Run baresip once; it writes one.`);
  console.log('baresip must load ctrl_tcp and listen on this computer only. In its configuration:');
  console.log('  module_app ctrl_tcp.so\n  ctrl_tcp_listen 127.0.0.1:4444');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
