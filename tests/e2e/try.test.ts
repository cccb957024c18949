import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../setup/ensure.ts';
import type { Step } from '../try/steps.ts';

const OUT = mkdtempSync(join(tmpdir(), 'ringside-try-test-'));

/** Pictures of the moments that make up the main job. */
const MOMENTS = [
  '3-dialling',
  '4-connected',
  '6-hung-up',
  '7-ringing',
  '8-call-window-ringing',
  '9-missed',
  '10-call-window-missed',
  '11-calling-back',
  '12-called-back',
];

afterAll(() => rmSync(OUT, { recursive: true, force: true }));

/** Runs it as npm does; its exit code, what it printed and its result.json. */
async function play(out: string, env: Record<string, string> = {}) {
  const args = [join(ROOT, 'tests', 'try', 'try.ts'), '--headless', '--out', out];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as { ok: boolean; steps: Step[] };
  return { code, said, result };
}

test('npm run try plays the main job headless, and keeps its result and pictures', { timeout: 120_000 }, async () => {
  const { code, said, result } = await play(OUT);
  expect(code, said).toBe(0);
  expect(result.ok).toBe(true);
  expect(result.steps.length).toBeGreaterThan(10);
  for (const step of result.steps) {
    expect(Object.keys(step)).toEqual(['name', 'ok', 'ms']);
    expect(step.ok, step.name).toBe(true);
  }
  for (const name of MOMENTS) {
    const file = join(OUT, `${name}.png`);
    expect(existsSync(file) && statSync(file).size > 1000, name).toBe(true);
  }
});

test('a step that fails ends npm run try with 1 and a result that names it', { timeout: 30_000 }, async () => {
  const missing = join(OUT, 'no-such-browser');
  const { code, said, result } = await play(join(OUT, 'failing'), { CHROME_PATH: missing });
  expect(code, said).toBe(1);
  expect(result.ok).toBe(false);
  expect(result.steps).toHaveLength(1);
  expect(result.steps[0]).toMatchObject({ name: 'browser found', ok: false });
  expect(said).toContain(missing);
});
