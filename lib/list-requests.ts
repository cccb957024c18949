/** What a person does to the lists of calls: take off, take out, mark as seen; and the way back from the last of it. */
import { callById, markAllSeen, patchCall } from './call-log';
import { db, type Undo } from './db';
import type { CommandResult } from './softphone/softphone';

/** Side panel -> background. */
export interface ListCalls {
  /** Take the row off the task list (R9). */
  remove(data: { callId: string }): CommandResult;
  /** Take a past call out of the history that is shown. Its record stays. */
  forget(data: { callId: string }): CommandResult;
  /** All missed calls leave the count; they stay in the list. */
  markAllSeen(data: Record<string, never>): CommandResult;
  /** Takes back the last of these, also after the panel was closed. */
  undo(data: Record<string, never>): CommandResult;
}

type Handlers = {
  [K in keyof ListCalls]: (data: Parameters<ListCalls[K]>[0]) => Promise<CommandResult>;
};

const OK: CommandResult = { ok: true };

/** The way back from each. */
const BACK: Record<Undo['kind'], Parameters<typeof patchCall>[1]> = {
  removed: { removed: 0 },
  forgotten: { hidden: undefined },
  seen: { seenAt: undefined },
};

/** @param changed a row came or went: badge and notifications follow */
export function listHandlers(changed: (callId: string) => Promise<void>): Handlers {
  const patched = async (callId: string, kind: Undo['kind'], patch: Parameters<typeof patchCall>[1]) => {
    if (!(await callById(callId))) return { ok: false, error: 'callUnknown' } as const;
    await patchCall(callId, patch);
    await remember(kind, [callId]);
    await changed(callId);
    return OK;
  };
  return {
    remove: ({ callId }) => patched(callId, 'removed', { removed: 1 }),
    forget: ({ callId }) => patched(callId, 'forgotten', { hidden: 1 }),
    async markAllSeen() {
      const ids = await markAllSeen(Date.now());
      if (ids.length > 0) await remember('seen', ids);
      for (const id of ids) await changed(id);
      return OK;
    },
    async undo() {
      const undo = await lastUndo();
      if (!undo) return OK;
      await db.status.delete('undo');
      for (const id of undo.callIds) {
        await patchCall(id, BACK[undo.kind]);
        await changed(id);
      }
      return OK;
    },
  };
}

/** What can be taken back; undefined where there is nothing. */
export async function lastUndo(): Promise<Undo | undefined> {
  const row = await db.status.get('undo');
  return row?.id === 'undo' ? row.undo : undefined;
}

async function remember(kind: Undo['kind'], callIds: string[]): Promise<void> {
  await db.status.put({ id: 'undo', undo: { kind, callIds, at: Date.now() } });
}
