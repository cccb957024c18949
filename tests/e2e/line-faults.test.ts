/**
 * What happens to lines, each in its short form. `npm run faults` plays the campaigns at full length: it sets the number
 * of tries and the file for the results.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { play } from '../faults/campaign.ts';
import { lineFaults, openWays, type Ways } from '../faults/line-faults.ts';
import { keepResults, TRIES } from '../faults/results.ts';
import { missedCallServer } from '../fixtures/pbx/missed-calls.ts';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const TOKEN = 'missed-calls-of-agent1';
/** At full length five sleeps of a minute, then short ones. */
const sleepS = (n: number) => Number(process.env.RINGSIDE_FAULT_SLEEP || (TRIES >= 20 && n < 5 ? 60 : 15));
/** At full length the PBX stays down for a minute twice. */
const downS = (n: number) => (TRIES >= 20 && n < 2 ? 60 : 0);
const TRY_LIMIT_MS = 150_000;

const results = keepResults('line-faults');
let stage: Stage;
let ways: Ways;
let missed: ReturnType<typeof missedCallServer>;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true });
  await stage.save({ callWindowOpens: false });
  ways = await openWays(stage);
  missed = missedCallServer(`${stage.pbx.home}/log/cdr-csv/Master.csv`, new Map([[TOKEN, '100']]));
  missed.listen(0, '127.0.0.1');
  await until('the server for missed calls', () => missed.listening);
  const { port } = missed.address() as { port: number };
  await stage.save({ missedCalls: { url: `http://127.0.0.1:${port}/missed`, token: TOKEN } });
});
afterEach(async () => {
  stage.errors.expect(/WebSocket connection to|ERR_/, 'the browser itself writes that a connection failed');
  stage.errors.expect(/^worker: \[Ringside\]|memory only|no room/, 'there is no room: that is the point');
  stage.errors.expect(/No SW|message port closed|context invalidated/i, 'who is asked dies while it answers');
  await stage.errors.assertClean();
});
afterAll(async () => {
  results.write();
  missed?.close();
  await stage?.stop();
  await Promise.all([ways?.first.close(), ways?.second.close()]);
});

const IDS = [
  'pbx-restarted',
  'websocket-stalled',
  'server-1-of-2-down',
  'offline-online',
  'line-host-closed',
  'storage-failing-in-a-call',
  // Last: it leaves the PBX with short registrations.
  'computer-slept',
];
/** Shown once in rebirth.test.ts. */
const SHORT = IDS.filter((id) => id !== 'line-host-closed');

it.each(TRIES > 1 ? IDS : SHORT)(
  '%s',
  async (id) => {
    const campaign = lineFaults(ways, sleepS, downS).find((one) => one.id === id);
    if (!campaign) throw new Error(`no campaign ${id}`);
    const result = await play(campaign, stage, TRIES);
    results.add(result);
    expect(result).toMatchObject({ recovered: TRIES, lost: 0, doubled: 0, met: true });
  },
  TRIES * TRY_LIMIT_MS,
);
