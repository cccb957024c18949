/** The storm over a real Tryton in its short form; `npm run faults` plays 300 calls and five kills of the browser. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { keepResults, TRIES } from '../faults/results.ts';
import { CALLERS, judgeStorm, moods, playStorm } from '../faults/tryton-storm.ts';
import { missedCallServer } from '../fixtures/pbx/missed-calls.ts';
import { MoodyProxy } from '../parts/moody-proxy.ts';
import { Stage } from '../parts/stage.ts';

const FULL = TRIES >= 20;
const TOKEN = 'storm-missed-calls';
const { calls, kills, outages } = FULL ? { calls: 300, kills: 5, outages: 6 } : { calls: 14, kills: 1, outages: 1 };

const results = keepResults('tryton-storm');
let stage: Stage;
let proxy: MoodyProxy;
let missed: Server;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  proxy = await MoodyProxy.start(stage.crm.port);
  await stage.addCrmAddress(proxy.url);
  missed = missedCallServer(join(stage.pbx.home, 'log', 'cdr-csv', 'Master.csv'), new Map([[TOKEN, '100']]));
  missed.listen(0, '127.0.0.1');
  await once(missed, 'listening');
  const url = `http://127.0.0.1:${(missed.address() as { port: number }).port}/missed`;
  await stage.save({ missedCalls: { url, token: TOKEN } });
  await stage.save({ callWindowOpens: false, crmRecord: { ...stage.crmRecord, url: proxy.url } as never });
  // A browser that is killed right after it was given access to an address forgets it: closed properly once, it does not.
  await stage.test.restart();
  await stage.pbx.registered();
  await stage.lineIs('ready');
});
afterEach(() => {
  stage.errors.expect(/Failed to (load|fetch)|ERR_/, 'the browser itself writes that a load failed');
  return stage.errors.assertClean();
});
afterAll(async () => {
  results.write();
  await stage?.stop();
  await proxy?.close();
  missed?.close();
});

it(
  `${calls} calls, ${kills} kills, ${outages} outages: one record each, nothing lost, nothing doubled`,
  async () => {
    const parties = new Map<string, number>();
    for (const number of CALLERS.slice(0, 5))
      parties.set(
        number,
        await stage.crm.createParty({ name: `Party ${number}`, mechanisms: [{ type: 'phone', value: number }] }),
      );
    const seed = Number(process.env.RINGSIDE_STORM_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`seed ${seed} (repeat with RINGSIDE_STORM_SEED=${seed})`);
    const random = generator(seed);
    proxy.mood = moods(random);
    const storm = {
      stage,
      proxy,
      parties,
      calls,
      kills,
      outages,
      random,
      missedMeanwhile: [],
      killed: new Map(),
      played: new Map(),
    };
    const before = performance.now();
    await playStorm(storm);
    const { lost, doubled, wrong, moods: treated } = await judgeStorm(storm);
    const ms = Math.round(performance.now() - before);
    console.log(JSON.stringify({ treated, ms, lost, doubled, wrong }));
    results.add({
      ...{ id: 'tryton-storm', tries: calls, recovered: calls - lost.length - wrong.length },
      ...{ lost: lost.length, doubled: doubled.length, p50: ms, p95: ms, unit: 'ms' as const },
      target: 'one right record for each call; p50 and p95: the whole storm',
      met: lost.length + doubled.length + wrong.length === 0,
    });
    expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
  },
  FULL ? 3_000_000 : 300_000,
);

/** mulberry32: small, and the same from the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
