import { accuracy, mask } from './accuracy.ts';
import { callerName } from './caller-name.ts';
import { CALL_PARTS } from './calls.ts';
import { churn, heapKept, heapSlope, iconsUnderChurn } from './churn.ts';
import { huge, idle, screenful, scriptSize, workerCpu } from './costs.ts';
import type { Measured } from './figure.ts';
import type { Ground } from './ground.ts';
import { benchHistory, HISTORY_ROWS } from './history.ts';
import { firstIcon, longestTasks, otherLoads, scan } from './scan.ts';

/** What is measured together, and the rows it gives. */
export interface Part {
  rows: string[];
  measure(ground: Ground): Promise<Record<string, Measured>>;
}

/** A part of one row. */
function one(row: string, measure: (ground: Ground) => Promise<Measured> | Measured): Part {
  return { rows: [row], measure: async (ground) => ({ [row]: await measure(ground) }) };
}

export const PARTS: readonly Part[] = [
  ...CALL_PARTS,
  one('content-script.gzip', scriptSize),
  one('list.script', async (ground) => (await scan(ground, 'list', true)).script),
  one('list.worker-cpu-4000', workerCpu),
  {
    rows: [
      ...['list.first-icon-warm-p95', 'list.first-icon-cold-p95', 'list.first-icon-script'],
      ...['pages.longest-task-p99', 'pages.longest-task-max'],
    ],
    async measure(ground) {
      const warm = await firstIcon(ground, false);
      const cold = await firstIcon(ground, true);
      const others = await otherLoads(ground);
      const { p99, max } = longestTasks([...warm.loads, ...others]);
      return {
        'list.first-icon-warm-p95': warm.time,
        'list.first-icon-cold-p95': cold.time,
        'list.first-icon-script': warm.script,
        'pages.longest-task-p99': p99,
        'pages.longest-task-max': max,
      };
    },
  },
  { rows: HISTORY_ROWS, measure: () => benchHistory() },
  { rows: ['caller.number-p95', 'caller.name-p95'], measure: () => callerName() },
  one('list.decorate-screenful', screenful),
  one('churn.replace', (ground) => churn(ground, 'churn.replace(50, 100, 50)')),
  one('churn.append', (ground) => churn(ground, 'churn.append(100, 200, 25)')),
  {
    rows: ['churn.icon-after-change-p99', 'churn.icon-after-change-max', 'churn.numbers-lost'],
    async measure(ground) {
      const { p99, max, lost } = await iconsUnderChurn(ground);
      return {
        'churn.icon-after-change-p99': p99,
        'churn.icon-after-change-max': max,
        'churn.numbers-lost': lost,
      };
    },
  },
  {
    rows: ['mask.phones-found', 'mask.wrong-fields'],
    async measure(ground) {
      const { found, wrong } = await mask(ground);
      return { 'mask.phones-found': found, 'mask.wrong-fields': wrong };
    },
  },
  one('mask.script', async (ground) => (await scan(ground, 'mask', false)).script),
  one('list.heap-kept', heapKept),
  one('churn.heap-slope-25000', heapSlope),
  {
    rows: ['formats.precision', 'formats.recall'],
    async measure(ground) {
      const { precision, recall } = await accuracy(ground, 'formats');
      return { 'formats.precision': precision, 'formats.recall': recall };
    },
  },
  {
    rows: ['list.precision', 'list.recall'],
    async measure(ground) {
      const { precision, recall } = await accuracy(ground, 'list');
      return { 'list.precision': precision, 'list.recall': recall };
    },
  },
  one('idle.script-10s', idle),
  {
    rows: ['huge.longest-task-max', 'huge.first-icon'],
    async measure(ground) {
      const { longest, first } = await huge(ground);
      return { 'huge.longest-task-max': longest, 'huge.first-icon': first };
    },
  },
];
