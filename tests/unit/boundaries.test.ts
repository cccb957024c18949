/**
 * The rules of the layout, each named by its test: who may import what, how long a file may be, what a built manifest
 * may never hold. They are conventions that nobody has to remember in a review.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['entrypoints', 'components', 'lib'];

interface Source {
  path: string;
  text: string;
  lines: number;
  /** Paths from the root without extension for our own modules, package names for others. */
  imports: string[];
}

const files: Source[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(ROOT, path), 'utf8');
      const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) =>
        target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), target)).replace(/\.tsx?$/, '') : target,
      );
      return { path, text, lines: text.split('\n').length, imports: found };
    }),
);

const within = (prefix: string) => files.filter(({ path }) => path.startsWith(prefix));

/** Everything a file reaches by imports of our own modules. */
function reach(path: string, seen = new Set<string>()): Set<string> {
  const bare = path.replace(/\.tsx?$/, '');
  const file = files.find((candidate) => candidate.path.replace(/\.tsx?$/, '') === bare);
  if (!file || seen.has(bare)) return seen;
  seen.add(bare);
  for (const target of runtimeImports(file)) reach(target, seen);
  return seen;
}

/** Imports that exist at run time; a type costs and leaks nothing. */
function runtimeImports(file: Source): string[] {
  const types = [...file.text.matchAll(/import type [^;]*?from '([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file.path), target)).replace(/\.tsx?$/, '') : target,
  );
  return file.imports.filter((target) => !types.includes(target) || count(file.imports, target) > count(types, target));
}

const count = (list: string[], wanted: string) => list.filter((entry) => entry === wanted).length;

describe('imports', () => {
  it('nothing imports entrypoints', () => {
    const guilty = files.filter(({ path, imports }) =>
      imports.some((target) => target.startsWith('entrypoints') && dirname(target) !== dirname(path)),
    );
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('lib knows no components', () => {
    const guilty = within('lib/').filter(({ imports }) => imports.some((target) => target.startsWith('components')));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('components call no browser API', () => {
    const guilty = within('components/').filter(
      ({ text, imports }) => imports.includes('wxt/browser') || /\b(browser|chrome)\.\w+\./.test(text),
    );
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('lib/page knows no messages, no storage and no browser API', () => {
    const forbidden = /^(wxt\/browser|dexie|lib\/(db|settings|call-log|outbox|messages)$)/;
    const guilty = within('lib/page/').filter((file) => runtimeImports(file).some((target) => forbidden.test(target)));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('the content script reaches no database, settings, log, outbox, softphone or write-back', () => {
    const content = files.filter(({ path }) => /^entrypoints\/crm/.test(path));
    expect(content.length).toBeGreaterThan(0);
    const forbidden =
      /^lib\/(db|settings|call-log|outbox|phone-number|softphone\/.*|crm\/write-backs|crm\/.*\/write-back)$/;
    for (const { path } of content) expect([...reach(path)].filter((target) => forbidden.test(target))).toEqual([]);
  });

  it('the offscreen document reaches nothing that needs an API it has not', () => {
    const host = files.filter(({ path }) => path.startsWith('entrypoints/offscreen/'));
    expect(host.length).toBeGreaterThan(0);
    const forbidden = /^lib\/(db|settings|call-log|outbox|permissions|followers|app|announce|surfaces\/.*)$/;
    for (const { path } of host) expect([...reach(path)].filter((target) => forbidden.test(target))).toEqual([]);
  });

  it('the pure modules import no context API', () => {
    const pure = ['lib/call.ts', 'lib/softphone/softphone.ts', 'lib/crm/profile.ts', 'lib/phone-number.ts'];
    for (const path of pure) {
      const file = files.find((candidate) => candidate.path === path);
      expect(file, path).toBeDefined();
      expect(file?.imports.filter((target) => /^(wxt|dexie|preact|webextension)/.test(target))).toEqual([]);
    }
  });

  it('has no cycles', () => {
    const cycles: string[] = [];
    for (const file of files) {
      const own = file.path.replace(/\.tsx?$/, '');
      for (const target of runtimeImports(file)) if (reach(target).has(own)) cycles.push(`${own} -> ${target}`);
    }
    expect(cycles).toEqual([]);
  });
});

describe('shape', () => {
  it('no file is longer than 400 lines', () => {
    expect(files.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('no barrels', () => {
    expect(files.filter(({ text }) => /^export \* from/m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('no markup is made from strings', () => {
    const risky = /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML/;
    expect(files.filter(({ text }) => risky.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('no file names a vague role', () => {
    expect(files.filter(({ path }) => /(utils|helpers|common|manager|service)\.tsx?$/.test(path))).toEqual([]);
  });
});
