import { callerName } from './caller-name.ts';
import { CALL_PARTS } from './calls.ts';
import type { Measured } from './figure.ts';
import type { Ground } from './ground.ts';
import { firstIcon, longestTasks, scan } from './scan.ts';

/** What is measured together, and the rows it gives. */
export interface Part {
  rows: string[];
  measure(ground: Ground): Promise<Record<string, Measured>>;
}

export const PARTS: readonly Part[] = [
  ...CALL_PARTS,
  {
    rows: ['list.script'],
    async measure(ground) {
      const { script } = await scan(ground, 'list', true);
      return { 'list.script': script };
    },
  },
  {
    rows: [
      ...['list.first-icon-warm-p95', 'list.first-icon-cold-p95', 'list.first-icon-script'],
      ...['pages.longest-task-p99', 'pages.longest-task-max'],
    ],
    async measure(ground) {
      const warm = await firstIcon(ground, false);
      const cold = await firstIcon(ground, true);
      const { p99, max } = longestTasks([...warm.loads, ...cold.loads]);
      return {
        'list.first-icon-warm-p95': warm.time,
        'list.first-icon-cold-p95': cold.time,
        'list.first-icon-script': warm.script,
        'pages.longest-task-p99': p99,
        'pages.longest-task-max': max,
      };
    },
  },
  { rows: ['caller.number-p95', 'caller.name-p95'], measure: () => callerName() },
];
