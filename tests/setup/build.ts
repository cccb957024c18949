/** `npm run build [-- --crm "https://crm.example/*"]...`: the extension, with a company's CRM built in where it says so. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { crm: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const wxt = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'wxt');
const env = { ...process.env, RINGSIDE_CRM: values.crm.join(' ') };
const { status } = spawnSync(wxt, ['build', '-b', positionals[0] ?? 'chrome'], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
