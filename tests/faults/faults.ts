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

/** The storm over every adapter's server needs no browser. */
const CRM_STORM = join('tests', 'unit', 'crm', 'storm.test.ts');
const STORM_CALLS = 300;

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
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH}`,
  RINGSIDE_FAULT_TRIES: values.tries,
  RINGSIDE_FAULT_FOLDER: folder,
  RINGSIDE_FAULT_SLEEP: values.sleep,
  RINGSIDE_STORM_CALLS: String(STORM_CALLS),
};

/** Plays test files with a configuration; none are played well. */
function play(config: string, files: string[], name = values.name): number {
  if (files.length === 0) return 0;
  const named = name ? ['-t', name] : [];
  const args = ['run', '--config', join('tests', config), '--retry', '0', ...named, ...files];
  return spawnSync(join(bin, 'vitest'), args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}

const status =
  play(
    'e2e.config.ts',
    files.map(([, file]) => join('tests', 'e2e', file)),
  ) + play('unit.config.ts', values.only === undefined || values.only === 'crm-storm' ? [CRM_STORM] : []);
const results = readdirSync(folder).flatMap(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CampaignResult[],
);
rmSync(folder, { recursive: true, force: true });
writeFileSync(resolve(values.out), `${JSON.stringify(results, undefined, 2)}\n`);
console.table(results.map(({ target: _, ...row }) => row));
process.exitCode = results.length > 0 && results.every(({ met }) => met) ? status : 1;
