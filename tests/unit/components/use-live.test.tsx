import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { useLive } from '../../../components/use-live';
import { db } from '../../../lib/db';
import { until } from '../../parts/wait';
import { show } from './show';

it('lets go of changes that do not concern a query: it runs again after some hundreds, and still follows its own', async () => {
  let runs = 0;
  const one = () => {
    runs += 1;
    return db.status.get('tidied');
  };
  function Shown() {
    return <p>{useLive(one).value ? 'done' : `open ${runs}`}</p>;
  }
  const { text } = show(<Shown />);
  await until('the first answer', () => runs > 0);
  for (let n = 0; n < 450; n++) await db.calls.delete(`none-${n}`);
  // Not at each, and not never; while the database opens it may run once more.
  expect(runs).toBeGreaterThanOrEqual(3);
  expect(runs).toBeLessThanOrEqual(10);
  await db.status.put({ id: 'tidied', at: 1 });
  await until('its own change', () => text() === 'done');
});
