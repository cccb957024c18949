import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, ROOT } from './ensure.ts';

/** What the e2e tests need before the first file: programs and a fresh build. tests/run.ts has done both already. */
export default function setup(): void {
  if (process.env.RINGSIDE_READY === '1') return;
  ensure();
  execFileSync(join(ROOT, 'node_modules', '.bin', 'wxt'), ['build', '-b', 'chrome'], { cwd: ROOT, stdio: 'inherit' });
}
