/**
 * The fault campaigns at full length: `npm run faults -- --out FILE [--tries N]`. Writes one row per campaign as JSON;
 * exit 1 where one did not meet its target.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../setup/ensure.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'faults.json' }, tries: { type: 'string', default: '20' } },
});
const bin = join(ROOT, 'node_modules', '.bin');
const { status } = spawnSync(
  join(bin, 'vitest'),
  ['run', '--config', join('tests', 'e2e.config.ts'), join('tests', 'e2e', 'faults.test.ts')],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      RINGSIDE_FAULT_TRIES: values.tries,
      RINGSIDE_FAULT_OUT: resolve(values.out),
    },
  },
);
process.exitCode = status ?? 1;
