import type { Call } from '../../lib/call.ts';
import type { Stage } from './stage.ts';

/** Puts a call that has ended into the log, with its record on its way, as the call log would have written both. */
export async function putEndedCall(stage: Stage, id: string, more: Partial<Call> = {}): Promise<void> {
  const now = Date.now();
  const call: Call = {
    ...{ id, direction: 'incoming', state: 'hungUp', number: '+493023125303', displayName: '', withheld: false },
    ...{ startedAt: now - 60_000, answeredAt: now - 50_000, endedAt: now, endReason: 'remoteHangUp' },
    ...{ seq: 3, line: 'sip', removed: 0, note: id },
    ...more,
  };
  const row = { callId: id, state: 'waiting', dueAt: now, attempts: 0, leaseUntil: 0 };
  const page = await stage.ownPage();
  await page.evaluate(
    (values) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('ringside');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const change = open.result.transaction(['calls', 'outbox'], 'readwrite');
          change.objectStore('calls').put(values.call);
          change.objectStore('outbox').put(values.row);
          change.oncomplete = () => {
            open.result.close();
            resolve();
          };
        };
      }),
    { call, row },
  );
}
