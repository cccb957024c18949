/**
 * The fault campaigns at full length: `npm run faults -- --out FILE [--tries N] [--only PART] [--name CAMPAIGN]
 * [--sleep SECONDS]`; the parts stand below. Writes one row per campaign as JSON; exit 1 where one did not meet its target.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../setup/ensure.ts';
import type { CampaignResult } from './campaign.ts';

const TESTS: Record<string, string> = {
  'worker-kills': 'faults.test.ts',
  'line-faults': 'line-faults.test.ts',
  load: 'load.test.ts',
  'tryton-storm': 'tryton-storm.test.ts',
};

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'faults.json' },
    tries: { type: 'string', default: '20' },
    only: { type: 'string' },
    name: { type: 'string' },
    sleep: { type: 'string', default: '' },
  },
});
const bin = join(ROOT, 'node_modules', '.bin');
const folder = mkdtempSync(join(tmpdir(), 'ringside-faults-'));
const files = Object.entries(TESTS).filter(([name]) => values.only === undefined || values.only === name);
const { status } = spawnSync(
  join(bin, 'vitest'),
  [
    ...['run', '--config', join('tests', 'e2e.config.ts'), '--retry', '0'],
    ...(values.name ? ['-t', values.name] : []),
    ...files.map(([, file]) => join('tests', 'e2e', file)),
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      RINGSIDE_FAULT_TRIES: values.tries,
      RINGSIDE_FAULT_FOLDER: folder,
      RINGSIDE_FAULT_SLEEP: values.sleep,
    },
  },
);
const results = readdirSync(folder).flatMap(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CampaignResult[],
);
rmSync(folder, { recursive: true, force: true });
writeFileSync(resolve(values.out), `${JSON.stringify(results, undefined, 2)}\n`);
console.table(results.map(({ target: _, ...row }) => row));
process.exitCode = results.length > 0 && results.every(({ met }) => met) ? (status ?? 1) : 1;
