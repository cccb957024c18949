// @vitest-environment node
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { install, planOf, uninstall, wishOf } from '../../../public/desktop/install.mjs';

const HOMES = { linux: '/home/me', darwin: '/Users/me', win32: 'C:\\Users\\me' } as const;
type Platform = keyof typeof HOMES;

function plan(platform: Platform, wish: Partial<Parameters<typeof planOf>[0]> = {}) {
  return planOf({
    platform,
    home: HOMES[platform],
    node: platform === 'win32' ? 'C:\\node\\node.exe' : "/opt/it's/node",
    ...wish,
  });
}

/** Everything below a folder that stands for the whole disk. */
function disk(root: string): string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(root, name)).isFile()).sort();
}

describe.each(['linux', 'darwin', 'win32'] as const)('on %s', (platform) => {
  it.each([false, true])('installs and takes all of it away again (for all users: %s)', (system) => {
    const root = mkdtempSync(join(tmpdir(), 'ringside-disk-'));
    const keys = new Map<string, string>();
    const reg = ([what = '', key = '', ...rest]: string[]) => {
      if (what === 'delete') keys.delete(key);
      else keys.set(key, rest[rest.indexOf('/d') + 1] ?? '');
    };
    install(plan(platform, { system }), root, reg);
    expect(disk(root)).toMatchSnapshot();
    expect([...keys]).toMatchSnapshot();
    uninstall(plan(platform, { system }), root, reg);
    expect([disk(root), [...keys]]).toEqual([[], []]);
  });

  it('writes manifests that name the program and nobody but us', () => {
    const { files } = plan(platform);
    const manifests = files.filter(({ path }) => path.includes('ringside.desktop')).map(({ text }) => JSON.parse(text));
    expect(manifests).toHaveLength(4);
    for (const manifest of manifests) {
      expect(manifest).toMatchObject({ name: 'ringside.desktop', type: 'stdio', path: files[0]?.path });
      const { allowed_origins, allowed_extensions } = manifest;
      expect(allowed_origins ?? allowed_extensions).toEqual([
        allowed_origins ? 'chrome-extension://jopognieeangomelhhpffplgoogejndf/' : 'ringside@ringside.example',
      ]);
    }
  });
});

describe('what is written', () => {
  it('starts the Node it was installed with, whatever its path', () => {
    const root = mkdtempSync(join(tmpdir(), 'ringside-disk-'));
    install(plan('linux'), root, () => {});
    const launcher = join(root, 'home/me/.local/share/ringside/ringside-desktop');
    expect(readFileSync(launcher, 'utf8')).toBe(
      `#!/bin/sh\nexec '/opt/it'\\''s/node' '/home/me/.local/share/ringside/ringside-desktop.mjs' "$@"\n`,
    );
    expect(statSync(launcher).mode & 0o111).toBe(0o111);
    expect(plan('win32').files[0]?.text).toBe('@echo off\r\n"C:\\node\\node.exe" "%~dp0ringside-desktop.mjs" %*\r\n');
  });

  it('keeps how baresip is started', () => {
    const settings = { program: '/opt/baresip', config: '/etc/phone', start: false };
    const written = plan('linux', { settings }).files.find(({ path }) => path.endsWith('settings.json'));
    expect(JSON.parse(written?.text ?? '')).toEqual(settings);
  });

  it('taken away from one browser, the others keep it, and what is not ours stays', () => {
    const root = mkdtempSync(join(tmpdir(), 'ringside-disk-'));
    install(plan('linux'), root, () => {});
    const foreign = join(root, 'home/me/.mozilla/native-messaging-hosts/other.json');
    writeFileSync(foreign, '{}');
    uninstall(plan('linux', { browsers: ['firefox'] }), root, () => {});
    expect(disk(root).filter((name) => name.includes('mozilla'))).toEqual([
      'home/me/.mozilla/native-messaging-hosts/other.json',
    ]);
    expect(existsSync(join(root, 'home/me/.local/share/ringside/ringside-desktop.mjs'))).toBe(true);
  });
});

describe('the command line', () => {
  it('is read', () => {
    expect(
      wishOf(['--browser', 'firefox,edge', '--no-start', '--baresip', '/b', '--system', '--uninstall']),
    ).toMatchObject({
      ...{ browsers: ['firefox', 'edge'], system: true, remove: true, settings: { start: false, program: '/b' } },
    });
  });

  it.each([
    [['--browser', 'opera'], /opera/],
    [['--baresip'], /--baresip needs a value/],
    [['--fly'], /--fly/],
    [['--extension', 'x'], /"x" is no extension id/],
  ])('%j is refused by name', (args, words) => expect(() => wishOf(args)).toThrow(words));
});
