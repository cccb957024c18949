import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One row of result.json (PUBLIC, design section 8). */
export interface Step {
  name: string;
  ok: boolean;
  ms: number;
  /** Why it failed. */
  error?: string;
}

/** The steps of a run in their order, written down as they end: a run that is killed leaves what it had. */
export class Steps {
  /** The folder that gets result.json and the pictures. */
  readonly out: string;
  readonly #steps: Step[] = [];

  constructor(out: string) {
    this.out = out;
    mkdirSync(out, { recursive: true });
    this.#write();
  }

  /** Did every step so far succeed, and was there one? */
  get ok(): boolean {
    return this.#steps.length > 0 && this.#steps.every((step) => step.ok);
  }

  /** Runs one step, notes and prints how it went; a failure is thrown on, since later steps build on earlier ones. */
  async run<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const before = performance.now();
    try {
      const value = await work();
      this.#add({ name, ok: true, ms: Math.round(performance.now() - before) });
      return value;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#add({ name, ok: false, ms: Math.round(performance.now() - before), error: text });
      throw error;
    }
  }

  #add(step: Step): void {
    this.#steps.push(step);
    console.log(`${step.ok ? 'ok    ' : 'FAILED'} ${step.name} (${step.ms} ms)`);
    this.#write();
  }

  #write(): void {
    writeFileSync(join(this.out, 'result.json'), `${JSON.stringify({ ok: this.ok, steps: this.#steps }, null, 2)}\n`);
  }
}
