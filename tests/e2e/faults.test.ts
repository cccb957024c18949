/**
 * The fault campaigns in their short form. `npm run faults` plays them at full length: it sets the number of tries and
 * the file for the results.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkAllRecords, play } from '../faults/campaign.ts';
import { keepResults, TRIES } from '../faults/results.ts';
import { WORKER_KILLS } from '../faults/worker-kills.ts';
import { Stage } from '../parts/stage.ts';

const TRY_LIMIT_MS = 60_000;

const results = keepResults('worker-kills');
let recordsAgree = false;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start({ pbx: true, crm: true });
  // The window of each call would stay: it is not what dies here.
  await stage.save({ callWindowOpens: false });
});
beforeEach(() => stage.errors.expect(/No SW/, 'the worker was killed while the browser did something for it'));
afterEach(() => stage.errors.assertClean());
afterAll(async () => {
  // A file that ends without its records checked says so.
  if (!recordsAgree) results.spoil();
  results.write();
  await stage?.stop();
});

it.each(WORKER_KILLS)(
  '$id: 0 lost, 0 doubled',
  async (campaign) => {
    const result = await play(campaign, stage, TRIES);
    results.add(result);
    expect(result).toMatchObject({ tries: TRIES, recovered: TRIES, lost: 0, doubled: 0, met: true });
  },
  TRIES * TRY_LIMIT_MS,
);

it('log = CDR = Tryton for every call of all campaigns', async () => {
  await checkAllRecords(stage);
  recordsAgree = true;
}, 200_000);
