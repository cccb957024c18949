import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensure, ROOT } from './ensure.ts';

/** What the e2e tests need before the first file: programs and a fresh build. tests/run.ts has done both already. */
export default function setup({ config }: TestProject): void {
  if (process.env.RINGSIDE_READY === '1') return;
  ensure();
  const browser = config.env?.RINGSIDE_BROWSER === 'firefox' ? 'firefox' : 'chrome';
  execFileSync(join(ROOT, 'node_modules', '.bin', 'wxt'), ['build', '-b', browser], { cwd: ROOT, stdio: 'inherit' });
}
