import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A program started by a test part; it never outlives this process. */
export interface Child {
  readonly pid: number;
  /** Has it ended, by itself or by us? */
  ended(): boolean;
  /** Its exit code; undefined while it runs or when a signal ended it. */
  exitCode(): number | undefined;
  /** The last lines it wrote, for error messages. */
  tail(): string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it: the signal first, SIGKILL where it has not ended after graceMs. Returns when it is gone. */
  end(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

const alive = new Set<ChildProcess>();
function endAll(): void {
  for (const child of alive) child.kill('SIGKILL');
}
process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endAll();
    process.kill(process.pid, signal);
  });
}

/** Starts a program with its output going to logFile. */
export function startChild(
  program: string,
  args: string[],
  { cwd, env, logFile }: { cwd: string; env?: Record<string, string>; logFile: string },
): Child {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
  closeSync(log);
  alive.add(child);
  const gone = once(child, 'exit').finally(() => alive.delete(child));
  gone.catch(() => {});
  const ended = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  return {
    pid: child.pid ?? -1,
    ended,
    exitCode: () => child.exitCode ?? undefined,
    tail: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n') : ''),
    signal: (signal) => void child.kill(signal),
    async end(signal = 'SIGTERM', graceMs = 3000) {
      if (ended()) return;
      child.kill(signal);
      const timer = new AbortController();
      await Promise.race([gone, pause(graceMs, undefined, { signal: timer.signal }).catch(() => {})]);
      timer.abort();
      if (!ended()) child.kill('SIGKILL');
      await gone;
    },
  };
}
