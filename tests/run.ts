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
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

const BIN = join(ROOT, 'node_modules', '.bin');
// Programs of node_modules run on the node that is there, also when this was not started by npm.
const ENV = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, RINGSIDE_READY: '1' };

/** Files with browsers that may be run once more: where more fail, something is broken. */
const RUN_AGAIN = 2;

const STEPS: Record<string, () => Count> = {
  setup: () => {
    ensure();
    return { passed: 1, failed: 0 };
  },
  build: () => sum(program('wxt', 'build', '-b', 'chrome'), program('wxt', 'build', '-b', 'firefox')),
  types: () => program('tsc', '--noEmit'),
  lint: () => program('biome', 'check', '.'),
  unit: () => vitest('tests/unit.config.ts'),
  e2e: () => vitest('tests/e2e.config.ts', RUN_AGAIN),
  firefox: () => vitest('tests/firefox.config.ts', RUN_AGAIN),
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

/**
 * Runs a vitest configuration. Where at most `again` files failed, these are run once more by themselves, in a browser,
 * PBX and CRM that are new: what passes then counts as passed and is named at the end.
 */
function vitest(config: string, again = 0): Count {
  const first = attempt(config, []);
  const failed = [...first.files.values()].filter((file) => file.failures.length > 0).map(({ name }) => name);
  if (failed.length === 0 || failed.length > again) return judged(config, first);
  console.log(`\n--- once more: ${failed.join(', ')}`);
  const second = attempt(config, failed);
  for (const name of failed) {
    const file = second.files.get(name);
    if (!file) continue;
    notes.push(...(first.files.get(name)?.failures ?? []).map((failure) => `failed at first: ${failure}`));
    first.files.set(name, file);
  }
  return judged(config, { passed: second.passed, files: first.files });
}

interface FileResult {
  name: string;
  passed: number;
  /** Name and reason of each test that failed. */
  failures: string[];
}

interface Attempt {
  /** Vitest's own verdict, which errors outside of any test (a crash, an unhandled rejection) spoil too. */
  passed: boolean;
  files: Map<string, FileResult>;
}

function attempt(config: string, files: string[]): Attempt {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-report-'));
  const output = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
    const passed = run('vitest', ['run', '--config', config, ...reporters, ...files]);
    const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
    return { passed, files: new Map(report.testResults.map(result).map((file) => [file.name, file])) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function result(file: Report['testResults'][number]): FileResult {
  const name = relative(ROOT, file.name);
  console.log(`  ${name}: ${seconds(file.endTime - file.startTime)}`);
  const tests = file.assertionResults;
  const failures = tests
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages = [] }) => `${name}: ${fullName}\n${failureMessages.map(shortened).join('\n')}`);
  // A file that could not be loaded, or whose hooks failed, has no failed test of its own.
  if (file.status === 'failed' && failures.length === 0) failures.push(`${name}: ${file.message ?? ''}`);
  return { name, passed: tests.filter(({ status }) => status === 'passed').length, failures };
}

/** Without what the test program itself was doing. */
function shortened(message: string): string {
  const lines = message.split('\n').filter((line) => !/node_modules|^\s+at new Promise/.test(line));
  return lines.map((line) => `  ${line.trim()}`).join('\n');
}

function judged(config: string, { passed, files }: Attempt): Count {
  const failures = [...files.values()].flatMap((file) => file.failures);
  if (!passed && failures.length === 0) failures.push(`${config}: an error outside of any test, printed above`);
  notes.push(...failures.map((failure) => `failed: ${failure}`));
  return sum({ passed: 0, failed: failures.length }, ...[...files.values()].map((file) => ({ ...file, failed: 0 })));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

const wished = process.argv.slice(2);
const total: Count = { passed: 0, failed: 0 };
const failedSteps = new Set<string>();
const times: string[] = [];
/** What failed, at first or for good: told again at the very end, which of a long run is all that is read. */
const notes: string[] = [];

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

for (const note of notes) console.log(`\n${note}`);
console.log(`\n${times.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
