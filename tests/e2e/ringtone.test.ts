/** What the agent hears, without any switch that lets pages play sound: the browser's own rules for it hold. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Stage } from '../parts/stage.ts';
import { until } from '../parts/wait.ts';

const [FIRST, SECOND] = ['+493023125001', '+493023125002'];
/** Seconds from one beginning of the sound to the next (lib/softphone/tones.ts). */
const RINGTONE_S = 2.68;
const CALL_WAITING_S = 4;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.start({ pbx: true });
  await stage.save({ callWindowOpens: false });
});
afterEach(() => stage.errors.assertClean());
afterAll(() => stage?.stop());

/** The loudness of the sound of this length, as soon as it plays and goes on playing. */
async function plays(length: number): Promise<number> {
  const find = async () => (await stage.test.sounds()).find((sound) => Math.abs(sound.length - length) < 0.1);
  const first = await until(`a sound of ${length} s`, find);
  return until('the sound to go on', async () => {
    const now = await find();
    return now && now.position > first.position && now.volume > 0.1 ? now.volume : undefined;
  });
}

const silent = () => until('silence', async () => (await stage.test.sounds()).length === 0);

it('a call rings aloud until the caller gives up', async () => {
  const caller = await stage.pbx.ring({ number: FIRST });
  expect(await plays(RINGTONE_S)).toBeLessThanOrEqual(0.7);
  await caller.hangUp();
  await silent();
});

it('an answered call is heard instead; a second one only knocks, and rings when the first is over', async () => {
  await stage.pbx.ring({ number: FIRST, whenAnswered: 'tone440' });
  const { id } = await stage.callIs('ringing');
  await plays(RINGTONE_S);
  expect(await stage.tell('accept', { callId: id })).toEqual({ ok: true });
  await stage.callIs('connected');
  await plays(Number.MAX_VALUE);
  expect((await stage.test.sounds()).length).toBe(1);

  const second = await stage.pbx.ring({ number: SECOND });
  await plays(CALL_WAITING_S);
  expect(await stage.tell('hangUp', { callId: id })).toEqual({ ok: true });
  await plays(RINGTONE_S);
  await second.hangUp();
  await silent();
});

it('is silent where the ringtone is switched off', async () => {
  await stage.save({ ringtone: { on: false, volume: 1 } });
  const caller = await stage.pbx.ring({ number: FIRST });
  await stage.callIs('ringing');
  expect(await stage.test.sounds()).toEqual([]);
  await caller.hangUp();
  await stage.callIs('missed');
  expect(await stage.test.sounds()).toEqual([]);
});
