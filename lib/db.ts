/**
 * The extension's database. The background is the only writer of `calls`, `outbox`, `settings` and `status`;
 * UI pages read by live query. The line host has a database of its own (softphone/journal.ts).
 */
import Dexie, { type Table } from 'dexie';
import { asks, type Call } from './call';
import { type CallerRow, callerRow, callRow } from './caller-index';
import type { ErrorCode } from './errors';
import type { DayFigures } from './figures';
import type { NoticeKind } from './notification-choice';
import type { Outage } from './outages';
import type { Policy } from './policy';
import type { SeenContact } from './seen-contacts';
import type { Loose } from './setting-rules';
import type { Settings } from './settings';
import type { LineState } from './softphone/softphone';
import type { WindowPlace } from './window-requests';

/** A CTI-call record on its way to the CRM: one row per call, kept after success so that a change is an update. */
export interface OutboxRow {
  callId: string;
  /**
   * `unsure`: the CRM may have stored it, nobody can find out but the user. `local`: given up, it stays here only.
   */
  state: 'waiting' | 'stored' | 'rejected' | 'unsure' | 'local';
  /** Epoch ms; the row is not tried before. */
  dueAt: number;
  attempts: number;
  /** Epoch ms until which one runner holds the row; a dead runner's lease simply runs out. */
  leaseUntil: number;
  /** CRM's key of the record, once stored. */
  ref?: string | undefined;
  /** The CRM that `ref` belongs to: its origin. */
  home?: string | undefined;
  /** Ref of the contact that the record was linked to by us. */
  linked?: string | undefined;
  url?: string | undefined;
  error?: ErrorCode | undefined;
  detail?: string | undefined;
  storedAt?: number | undefined;
  /** A push has begun whose end nobody has seen: only kept for CRMs that cannot be asked what they have stored. */
  begun?: boolean | undefined;
}

/** Tokens of one sign-in by OAuth; see crm/oauth.ts. */
export interface TokenRow {
  key: string;
  access: string;
  refresh?: string | undefined;
  /** Epoch ms. */
  expiresAt: number;
}

/** Something the user must be told, shown as a banner until it is dismissed or mended. */
export interface Notice {
  /** One notice per code: a repeated one replaces the older. */
  code: ErrorCode;
  at: number;
  detail: string;
}

export type StatusRow =
  | { id: 'line'; line: LineState }
  | { id: 'notices'; notices: Notice[] }
  /** The line was ready until then. */
  | { id: 'lineUp'; until: number }
  /** A time without a line whose calls have not all been asked for. */
  | { id: 'lineGap'; from: number; to: number }
  /** Figures kept with every change, since counting takes long: missed calls that still ask for something, all calls. */
  | { id: 'missed' | 'calls'; count: number }
  | { id: 'today'; day: number; figures: DayFigures }
  | { id: 'undo'; undo: Undo }
  /** Where the call window stood last. */
  | { id: 'callWindow'; place: WindowPlace }
  /** When old calls were last looked for. */
  | { id: 'tidied'; at: number }
  /** Which causes the notification system has told already. */
  | { id: 'told'; told: Partial<Record<NoticeKind, string>> };

/** What the user took off a list last: it can be taken back, also after the panel was closed. */
export interface Undo {
  kind: 'removed' | 'forgotten' | 'seen';
  callIds: string[];
  at: number;
}

/** A call as it is stored: with the terms of its note (multi-entry index). */
export interface CallRow extends Call {
  words?: string[];
}

/** A colleague or favourite: speed dial, transfer target. */
export interface PersonRow {
  id: string;
  name: string;
  /** As it was written. */
  number: string;
  organisation: string;
  from: 'own' | 'policy';
  /** 0 = a colleague only; 1 = stands among the favourites. */
  favourite: 0 | 1;
  terms: string[];
}

/** What the user chose, and what the administration sets. */
export type SettingsRow = { id: 'settings'; value: Loose<Settings> } | { id: 'policy'; value: Policy };

/** A frame of a CRM page that asked for states; kept here since a worker forgets. Key: "tabId:frameId". */
export interface Follower {
  key: string;
  tabId: number;
  frameId: number;
  /** URL that decides whether the frame belongs to a CRM address: its own, or its tab's for about:, data: and blob:. */
  page: string;
  /** The numbers it asked about (multi-entry index). */
  numbers: string[];
}

/** What the database says has changed (Dexie's event `storagemutated`) where calls have, or records. */
export const CALLS_CHANGED = 'idb://ringside/calls/';
export const RECORDS_CHANGED = 'idb://ringside/outbox/';

class RingsideDb extends Dexie {
  calls!: Table<CallRow, string>;
  /** Copies of the calls that the task list may show (task-rows.ts). */
  tasks!: Table<Call, string>;
  callers!: Table<CallerRow, string>;
  people!: Table<PersonRow, string>;
  outbox!: Table<OutboxRow, string>;
  settings!: Table<SettingsRow, string>;
  status!: Table<StatusRow, string>;
  followers!: Table<Follower, string>;
  outages!: Table<Outage, number>;
  seen!: Table<SeenContact, string>;
  tokens!: Table<TokenRow, string>;

  constructor() {
    // Its cache of what live queries read would copy each answer once more, and hold long ones in memory.
    super('ringside', { cache: 'disabled' });
    // Of all versions there were, those that change rows, and the newest: from an older one a store or an index is added on
    // the way. Each that is declared has all others read anew, in every page that opens.
    this.version(4)
      .stores({
        calls:
          'id, startedAt, [state+removed], [number+startedAt], [state+removed+startedAt], [state+startedAt], [direction+startedAt], *words',
        outbox: 'callId, [state+dueAt]',
        settings: 'id',
        status: 'id',
        followers: 'key, tabId, *numbers',
        outages: 'from',
        seen: 'key, number, seenAt',
        callers: 'number, lastAt, *terms',
        people: 'id, [from+favourite], *terms',
      })
      .upgrade(async (old) => {
        const callers = new Map<string, CallerRow>();
        let [missed, calls] = [0, 0];
        await old
          .table<CallRow>('calls')
          .toCollection()
          .modify((call, row) => {
            row.value = callRow(call);
            missed += Number(asks(call));
            calls += 1;
            if (call.number) callers.set(call.number, callerRow(call, callers.get(call.number), true));
          });
        await old.table<CallerRow>('callers').bulkPut([...callers.values()]);
        await old.table<StatusRow>('status').bulkPut([
          { id: 'missed', count: missed },
          { id: 'calls', count: calls },
        ]);
      });
    this.version(7)
      .stores({
        seen: 'key, number, seenAt, *terms',
        tokens: 'key',
        tasks: 'id, state, number, [state+startedAt]',
      })
      .upgrade(async (old) => {
        const listed = ['ringing', 'dialling', 'connected'].flatMap((state) => [
          [state, 0],
          [state, 1],
        ]);
        const calls = old.table<CallRow>('calls').where('[state+removed]');
        await old.table<Call>('tasks').bulkPut(await calls.anyOf([...listed, ['missed', 0]]).toArray());
      });
    // Without a CRM every call waits, untried: those that need somebody's eye are found among them.
    this.version(9).stores({
      calls: 'id, startedAt, [number+startedAt], [state+startedAt], [direction+startedAt], *words',
      outbox: 'callId, [state+dueAt], [state+attempts]',
    });
  }
}

export const db = new RingsideDb();
