/**
 * All tests: `npm test`, or `npm test -- unit e2e` for some steps. The last line is `N passed, N failed`; the exit
 * code is 1 when anything failed or nothing ran.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { ensure, ROOT } from './setup/ensure.ts';

interface Count {
  passed: number;
  failed: number;
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  testResults: {
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

const BIN = join(ROOT, 'node_modules', '.bin');
// Programs of node_modules run on the node that is there, also when this was not started by npm.
const ENV = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, RINGSIDE_READY: '1' };

const STEPS: Record<string, () => Count> = {
  setup: () => {
    ensure();
    return { passed: 1, failed: 0 };
  },
  build: () => sum(program('wxt', 'build', '-b', 'chrome'), program('wxt', 'build', '-b', 'firefox')),
  types: () => program('tsc', '--noEmit'),
  lint: () => program('biome', 'check', '.'),
  unit: () => vitest('tests/unit.config.ts'),
  e2e: () => vitest('tests/e2e.config.ts'),
  firefox: () => vitest('tests/firefox.config.ts'),
};

/** Steps that mean nothing when another one failed: they count as failed instead of running. */
const NEEDS: Record<string, string[]> = { e2e: ['setup', 'build'], firefox: ['setup', 'build'] };

function sum(...counts: Count[]): Count {
  const add = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: add('passed'), failed: add('failed') };
}

function program(name: string, ...args: string[]): Count {
  const passed = run(name, args);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

function run(name: string, args: string[]): boolean {
  const result = spawnSync(join(BIN, name), args, { cwd: ROOT, env: ENV, stdio: 'inherit' });
  if (result.error) console.log(result.error.message);
  return result.status === 0;
}

function vitest(config: string): Count {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const passed = run('vitest', ['run', '--config', config, ...reporters]);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const count = counted(report);
    // Errors outside of any test (a crash, an unhandled rejection) only show in the exit code.
    return !passed && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counted({ testResults }: Report): Count {
  const count = { passed: 0, failed: 0 };
  for (const file of testResults) {
    const tests = file.assertionResults.map(({ status }) => status);
    count.passed += tests.filter((status) => status === 'passed').length;
    const failed = tests.filter((status) => status === 'failed').length;
    // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
    count.failed += file.status === 'failed' && failed === 0 ? 1 : failed;
    console.log(`  ${relative(ROOT, file.name)}: ${seconds(file.endTime - file.startTime)}`);
  }
  return count;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

const wished = process.argv.slice(2);
const total: Count = { passed: 0, failed: 0 };
const failedSteps = new Set<string>();
const times: string[] = [];

for (const [name, step] of Object.entries(STEPS)) {
  if (wished.length > 0 && !wished.includes(name)) continue;
  console.log(`\n--- ${name}`);
  const before = performance.now();
  let count: Count;
  const missing = (NEEDS[name] ?? []).filter((other) => failedSteps.has(other));
  try {
    if (missing.length > 0) throw new Error(`not run, because ${missing.join(' and ')} failed`);
    count = step();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    count = { passed: 0, failed: 1 };
  }
  if (count.failed > 0) failedSteps.add(name);
  total.passed += count.passed;
  total.failed += count.failed;
  times.push(`${name}: ${count.passed} passed, ${count.failed} failed, ${seconds(performance.now() - before)}`);
}

console.log(`\n${times.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
