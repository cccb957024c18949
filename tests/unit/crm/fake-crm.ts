/**
 * A CRM without a unique key, that keeps what it was told and counts doubles itself: whoever creates twice has two records.
 * Its adapter searches before it creates, as adapters to such CRMs do, so two pushes at a time would double.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Call, CallContact } from '../../../lib/call';
import type { Capabilities, LookUp, PushResult, WriteBack } from '../../../lib/crm/write-back';

export type Fault =
  | 'none'
  /** Not reachable: nothing arrives. */
  | 'unreachable'
  /** HTTP 500 before anything was stored. */
  | 'serverError'
  /** Stored, but the answer never came. */
  | 'answerLost'
  /** The adapter throws: a bug. */
  | 'bug'
  /** The browser dies before the request arrives; the push never ends. */
  | 'dieBefore'
  /** The browser dies after the record is stored; the push never ends. */
  | 'dieAfter'
  /** Stored, but the answer is held back until `release()`, and then it is an error. */
  | 'late';

export interface StoredRecord {
  callId: string;
  note: string;
  contact: string | undefined;
}

export class FakeCrm {
  readonly records: StoredRecord[] = [];
  /** The next pushes, one each; then none. */
  faults: Fault[] = [];
  /** Names of contacts by number. */
  readonly contacts = new Map<string, CallContact>();
  pushes = 0;
  readonly can: Capabilities = { search: 'exact', once: 'search', update: true, unlink: true };
  /** Most pushes that were under way at a time. */
  busiest = 0;
  /** Set it to refuse everything. */
  refusal: PushResult | undefined;
  #under = 0;
  #held: (() => void)[] = [];

  readonly writeBack: WriteBack = {
    can: this.can,
    origins: ['http://crm.example'],
    lookUp: async (): Promise<LookUp> => ({ matches: [] }),
    find: async (): Promise<LookUp> => ({ matches: [] }),
    check: async () => ({ ok: true, user: 'agent' }),
    store: (call, contact, _signal, known) => this.#store(call, contact, known),
  };

  doubles(): string[] {
    const ids = this.records.map(({ callId }) => callId);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  }

  /** Lets the late answers out. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  /** A request takes longer than the database, so that another runner could come in between. */
  async #turns(): Promise<void> {
    for (let i = 0; i < 12; i++) await turn();
  }

  async #store(call: Call, contact: CallContact | null | undefined, ref: string | undefined): Promise<PushResult> {
    const fault = this.faults.shift() ?? 'none';
    this.pushes += 1;
    if (this.refusal) return this.refusal;
    if (fault === 'dieBefore') return new Promise(() => {});
    if (fault === 'bug') throw new Error('a bug in the adapter');
    if (fault === 'unreachable') return { kind: 'retry', error: 'crmUnreachable', detail: 'no connection' };
    if (fault === 'serverError') return { kind: 'retry', error: 'crmUnreachable', detail: 'HTTP 500' };
    this.#under += 1;
    this.busiest = Math.max(this.busiest, this.#under);
    try {
      const found = contact ?? this.contacts.get(call.number);
      await this.#turns();
      // A create-only CRM cannot be asked: without a ref every push makes a record.
      const blind = this.can.once === 'createOnly' && ref === undefined;
      const known = blind ? undefined : this.records.find(({ callId }) => callId === call.id);
      await this.#turns(); // search and create are two requests
      const record = { callId: call.id, note: call.note, contact: found?.ref };
      if (known) Object.assign(known, record);
      else this.records.push(record);
      if (fault === 'dieAfter') return await new Promise(() => {});
      if (fault === 'late') await new Promise<void>((resolve) => this.#held.push(resolve));
      if (fault === 'answerLost' || fault === 'late')
        return { kind: 'retry', error: 'crmUnreachable', detail: 'no answer in time', unsure: true };
      return { kind: 'ok', ref: `record,${call.id}`, url: `http://crm.example/${call.id}`, contact: found };
    } finally {
      this.#under -= 1;
    }
  }
}
