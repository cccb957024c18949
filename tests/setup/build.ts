/**
 * `npm run build [-- --crm "https://crm.example/*" ... --out FOLDER]`: the extension, with a company's CRM built in where it
 * says so, in FOLDER/chrome-mv3 (.output where none is named).
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { crm: { type: 'string', multiple: true, default: [] }, out: { type: 'string', default: '' } },
  allowPositionals: true,
});
const wxt = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'wxt');
const env = { ...process.env, RINGSIDE_CRM: values.crm.join(' '), RINGSIDE_OUT: values.out };
const { status } = spawnSync(wxt, ['build', '-b', positionals[0] ?? 'chrome'], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
