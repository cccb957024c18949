/** Many incoming calls, in the short form; `npm run faults` lets 1,000 come at 5/s, then 200 at 10/s. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { followCalls, load } from '../faults/load.ts';
import { keepResults, TRIES } from '../faults/results.ts';
import { Stage } from '../parts/stage.ts';

const FULL = TRIES >= 20;
/** How much more memory may be in use at the end: the line's log of the last hour fills up to 2 MB. */
const HEAP_GROWTH = 4_000_000;
/** A panel whose frames come slower is felt to hang; a single longer gap on shared cores is told, not judged. */
const FRAME_P95_MS = 200;

const results = keepResults('load');
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true });
  const { user, password } = stage.pbx.agents.agent5;
  await stage.save({ callWindowOpens: false, sip: { ...stage.sip, user, password } });
  await stage.pbx.registered('agent5');
  await stage.lineIs('ready');
  await followCalls(await stage.test.openExtensionPage('manifest.json'));
});
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  results.write();
  await stage?.stop();
});

it.each(
  FULL
    ? [
        [1000, 5],
        [200, 10],
      ]
    : [
        [40, 5],
        [40, 10],
      ],
)(
  '%i calls at %i/s: each in the log once, with the right end; memory flat; the panel lives',
  async (calls, rate) => {
    const { inLog, lost, doubled, wrong, heap, frames } = await load(stage, calls, rate, FULL);
    const figures = { p50: frames.p95, p95: frames.longest, unit: 'ms' as const };
    const flat = Object.values(heap ?? {}).every((growth) => growth < HEAP_GROWTH);
    const right = lost === 0 && doubled === 0 && wrong.length === 0 && inLog === calls;
    results.add({
      ...{ id: `load-${calls}-at-${rate}`, tries: calls, recovered: inLog - wrong.length, lost, doubled, ...figures },
      target:
        'each once with the right end; heap grows by less than 4 MB; of the panel: 95th (at most 200 ms) and longest gap between frames',
      met: right && flat && frames.p95 < FRAME_P95_MS,
    });
    console.log(JSON.stringify({ heap, frames, wrong: wrong.slice(0, 10) }));
    expect({ inLog, lost, doubled, wrong }).toEqual({ inLog: calls, lost: 0, doubled: 0, wrong: [] });
    expect(flat, JSON.stringify(heap)).toBe(true);
    expect(frames.p95).toBeLessThan(FRAME_P95_MS);
  },
  600_000,
);
