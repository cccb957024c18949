import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const README = read('README.md');

/** First cells of the rows of a table, by the words of its head. */
function firstCells(head: string): string[] {
  const [, table = ''] = README.split(`\n| ${head} |`);
  const rows = table.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.flatMap((row) => (row.split('|')[1] ?? '').split(',')).map((cell) => cell.trim());
}

test('the README gives a reason for every dependency, and for no other', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
  const all = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(firstCells('dependency | why').sort()).toEqual(all.sort());
});

test('the README says what every permission is for, and names no other', () => {
  const config = read('wxt.config.ts');
  const list = /\n {4}permissions: \[([\s\S]*?)\n {4}\]/.exec(config)?.[1] ?? '';
  const asked = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name).filter((name) => name !== 'firefox');
  expect(asked).not.toEqual([]);
  const lists = [...config.matchAll(/optional_permissions: \[([^\]]*)\]/g)].map(([, names]) => names ?? '');
  const optional = new Set(lists.flatMap((names) => [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name)));
  expect([...firstCells('permission | what for')].sort()).toEqual(
    [...optional, ...asked, 'websites (optional)'].sort(),
  );
});

test('files that the README links to exist', () => {
  const prose = README.replaceAll(/```[\s\S]*?```/g, '');
  for (const [, path = ''] of prose.matchAll(/\]\(([^)#:]+)\)/g)) expect(() => read(path), path).not.toThrow();
});
