/**
 * A line host that does what a test tells it: numbers events per call and keeps each until it is acknowledged, as the real
 * one does (softphone.ts). Delivery is up to the test: it may come late, twice, or only after the worker's death.
 */
import type { CallEvent, CallFacts, EndReason } from '../../lib/call';
import type {
  CallControl,
  CommandResult,
  DialOrder,
  JournalEntry,
  LineState,
  Snapshot,
  Softphone,
} from '../../lib/softphone/softphone';

const OK: CommandResult = { ok: true };

export class FakeSoftphone implements Softphone {
  readonly live = new Map<string, CallEvent>();
  readonly known = new Map<string, CallFacts>();
  journal: JournalEntry[] = [];
  line: LineState = { phase: 'ready', connector: 'sip', since: 0 };
  /** What the next prepare answers. */
  readiness: CommandResult = OK;
  /** Called when an order arrived but its reply must get lost. */
  loseReply = false;
  /** Calls whose order the host has taken, and that are not live yet. */
  ordered: string[] = [];
  /** What happens while the next snapshot is on its way. */
  meanwhile: (() => Promise<void>) | undefined;
  readonly controls: CallControl[] = [];
  clock = 1_800_000_000_000;
  #key = 0;

  async configure(): Promise<void> {}
  async prepare(): Promise<CommandResult> {
    return this.readiness;
  }
  async dial({ callId, number }: DialOrder): Promise<CommandResult> {
    this.#holdOthers(callId);
    this.begin(callId, 'outgoing', number);
    if (this.loseReply) throw new Error('the message port closed before a response was received');
    return OK;
  }
  async accept(callId: string): Promise<CommandResult> {
    this.#holdOthers(callId);
    return this.change(callId, { phase: 'connected', answeredAt: this.clock })
      ? OK
      : { ok: false, error: 'callUnknown' };
  }
  async reject(callId: string): Promise<CommandResult> {
    return this.end(callId, 'declined') ? OK : { ok: false, error: 'callUnknown' };
  }
  async hangUp(callId: string): Promise<CommandResult> {
    return this.end(callId, 'localHangUp') ? OK : { ok: false, error: 'callUnknown' };
  }
  async control(callId: string, control: CallControl): Promise<CommandResult> {
    const patches: Partial<Record<CallControl['kind'], Partial<CallFacts>>> = {
      hold: { heldByUs: true },
      resume: { heldByUs: false },
      mute: { muted: control.kind === 'mute' && control.on },
      transfer: { phase: 'ended', end: { at: this.clock, reason: 'transferred' } },
    };
    this.controls.push(control);
    if (control.kind === 'resume') this.#holdOthers(callId);
    return this.change(callId, patches[control.kind] ?? {}) ? OK : { ok: false, error: 'callUnknown' };
  }
  async snapshot(): Promise<Snapshot> {
    const live = [...this.live.values()];
    const snapshot = { line: this.line, live, ordered: this.ordered, unacknowledged: [...this.journal] };
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    return snapshot;
  }
  async acknowledge(keys: number[]): Promise<void> {
    this.journal = this.journal.filter(({ key }) => !keys.includes(key));
  }

  /** A call comes in or goes out. */
  begin(id: string, direction: 'incoming' | 'outgoing', number: string): void {
    const phase = direction === 'incoming' ? 'ringing' : 'dialling';
    this.#emit({ id, direction, phase, number, displayName: '', withheld: !number, startedAt: this.clock });
  }
  /** The call goes on; false when it is not live. */
  change(id: string, patch: Partial<CallFacts>): boolean {
    const event = this.live.get(id);
    if (event) this.#emit({ ...event.facts, ...patch });
    return event !== undefined;
  }
  /** The call ends; false when it is not live. */
  end(id: string, reason: EndReason): boolean {
    return this.change(id, { phase: 'ended', end: { at: this.clock, reason } });
  }

  /** As the real one does, which several-calls.test.ts plays. */
  #holdOthers(callId: string): void {
    for (const { facts } of [...this.live.values()])
      if (facts.id !== callId && facts.phase === 'connected' && !facts.heldByUs)
        this.change(facts.id, { heldByUs: true });
  }

  #emit(facts: CallFacts): void {
    const event = { seq: (this.live.get(facts.id)?.seq ?? 0) + 1, facts };
    this.known.set(facts.id, facts);
    if (facts.phase === 'ended') this.live.delete(facts.id);
    else this.live.set(facts.id, event);
    this.#key += 1;
    this.journal.push({ key: this.#key, event, line: 'sip' });
  }
}
