import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import type { Call } from '../../lib/call.ts';
import type { Settings } from '../../lib/settings.ts';
import { Pbx } from './asterisk.ts';
import type { AgentCall } from './asterisk-cdr.ts';
import type { LaunchOptions } from './browser.ts';
import { type ErrorWatch, launchScene, type SceneBrowser } from './scene-browser.ts';
import { type CallRecord, Tryton } from './tryton.ts';
import { until } from './wait.ts';

/** What Tryton's record says of a call that rests for this reason. */
const OUTCOME: Record<string, string> = {
  callerGaveUp: 'missed',
  busy: 'busy',
  rejected: 'rejected',
  invalidNumber: 'invalid_number',
  cancelled: 'cancelled',
  declined: 'declined',
  answeredElsewhere: 'answered_elsewhere',
};

/**
 * The whole scene of the product: a browser with the extension, and where a test wants them a PBX the line is registered
 * at and a Tryton whose masks have icons and which keeps the records. Everything is set up as a user would, on our pages.
 */
export class Stage {
  readonly test: SceneBrowser;
  readonly errors: ErrorWatch;
  readonly maybePbx: Pbx | undefined;
  readonly maybeCrm: Tryton | undefined;
  /** PBX and CRM are another stage's. */
  readonly isGuest: boolean;

  private constructor(
    test: SceneBrowser,
    errors: ErrorWatch,
    maybePbx: Pbx | undefined,
    maybeCrm: Tryton | undefined,
    isGuest = false,
  ) {
    this.test = test;
    this.errors = errors;
    this.maybePbx = maybePbx;
    this.maybeCrm = maybeCrm;
    this.isGuest = isGuest;
  }

  static async start(parts: { pbx?: boolean; crm?: boolean; browser?: LaunchOptions } = {}): Promise<Stage> {
    const [pbx, crm, { test, errors }] = await Promise.all([
      parts.pbx ? Pbx.start() : undefined,
      parts.crm ? Tryton.start() : undefined,
      launchScene(parts.browser),
    ]);
    const stage = new Stage(test, errors, pbx, crm);
    try {
      if (crm) await stage.addCrmAddress(crm.url);
      // The tests' browser speaks American English: without a country its numbers would be read as American ones.
      await stage.save({ country: 'DE' });
      if (crm) await stage.save({ crmRecord: stage.crmRecord });
      if (pbx) await stage.useSip();
    } catch (error) {
      await stage.stop();
      throw error;
    }
    return stage;
  }

  /** A second browser, in which the same agent is signed in at the same PBX. */
  static async beside({ maybePbx }: Stage): Promise<Stage> {
    const { test, errors } = await launchScene();
    const stage = new Stage(test, errors, maybePbx, undefined, true);
    try {
      await stage.save({ country: 'DE', callWindowOpens: false });
      await stage.useSip();
    } catch (error) {
      await stage.stop();
      throw error;
    }
    return stage;
  }

  get pbx(): Pbx {
    if (!this.maybePbx) throw new Error('this stage has no PBX');
    return this.maybePbx;
  }

  get crm(): Tryton {
    if (!this.maybeCrm) throw new Error('this stage has no CRM');
    return this.maybeCrm;
  }

  get crmRecord(): Settings['crmRecord'] {
    const { url, database, user, password } = this.crm;
    return { adapter: 'tryton', url, database, user, password };
  }

  /** Settings of the line to the stage's PBX. */
  get sip(): Settings['sip'] {
    const { user, password, domain } = this.pbx.agents.agent1;
    const servers = [this.pbx.wsUrl];
    return { servers, domain, user, password, authorizationUser: '', displayName: '', iceServers: [], expires: 300 };
  }

  /** Registers the line at the PBX; returns when both sides say so. */
  async useSip(): Promise<void> {
    await this.save({ connector: 'sip', sip: this.sip });
    await this.pbx.registered();
    await this.lineIs('ready');
  }

  /** Stores settings as the options page does. */
  async save(patch: Partial<Settings>): Promise<void> {
    const result = await this.tell('saveSettings', { patch });
    assert.deepEqual(result, { ok: true });
  }

  /** Makes an address a CRM address: the real button on the options page, the browser's own question answered yes. */
  async addCrmAddress(origin: string): Promise<void> {
    const pattern = this.test.patternOf(origin);
    await this.test.silencePrompt(pattern);
    const options = await this.test.openExtensionPage('options.html#addresses');
    const field = await options.waitForSelector('input[name="address"]', { visible: true });
    await field?.type(`${origin}\n`);
    await options.waitForSelector(`[data-pattern="${pattern}"]`);
    await options.close();
  }

  /** Sends a command as one of our pages does, and closes that page again. */
  async tell(name: string, data: object): Promise<unknown> {
    const page = await this.ownPage();
    const message = JSON.stringify({ ringside: 1, to: 'background', name, data });
    return page.evaluate(`browser.runtime.sendMessage(${message})`);
  }

  /** A page of ours that shows nothing of the product, for commands and for reading the database. */
  ownPage(): Promise<Page> {
    return this.test.ownPage();
  }

  /** All rows of a store of the extension's database. */
  async rows<T>(store: string): Promise<T[]> {
    const page = await this.ownPage();
    return page.evaluate(
      (name) =>
        new Promise<unknown[]>((resolve, reject) => {
          const open = indexedDB.open('ringside');
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const all = open.result.transaction(name).objectStore(name).getAll();
            all.onsuccess = () => {
              open.result.close();
              resolve(all.result);
            };
          };
        }),
      store,
    ) as Promise<T[]>;
  }

  /** The call log, oldest first. */
  async log(): Promise<Call[]> {
    return (await this.rows<Call>('calls')).sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Waits until the newest call in the log is in this state, and returns it. */
  async callIs(state: Call['state'], timeoutMs = 10_000): Promise<Call> {
    const newest = async () => {
      const call = (await this.log()).at(-1);
      return call?.state === state ? call : undefined;
    };
    return until(`the newest call to be ${state}`, newest, { timeoutMs });
  }

  async lineIs(phase: string, timeoutMs = 15_000): Promise<void> {
    const now = async () =>
      (await this.rows<{ id: string; line?: { phase: string } }>('status')).find((row) => row.id === 'line');
    await until(`the line to be ${phase}`, async () => (await now())?.line?.phase === phase, { timeoutMs });
  }

  /** Clicks a button of ours that takes no clicks in the first 300 ms of a state, until the call has changed. */
  async press(page: Page, selector: string): Promise<void> {
    const newest = async () => JSON.stringify((await this.log()).map(({ id, state }) => [id, state]));
    const before = await newest();
    await page.waitForSelector(selector);
    await until(`a click on ${selector} to have an effect`, async () => {
      if ((await newest()) !== before) return true;
      await page.click(selector).catch(() => {});
      return false;
    });
  }

  /** The call window, when it is open. */
  async callWindow(): Promise<Page> {
    return until('the call window', () => this.test.findOwn('call.html'));
  }

  /**
   * Our log, the PBX's call detail records and Tryton's CTI-call records tell the same calls: as many, and each with the
   * same direction, number, outcome and times (within 1 s; the CDR and Tryton keep whole seconds).
   */
  async checkRecords(): Promise<void> {
    const log = await this.log();
    const cdr = await this.pbx.waitForCalls(log.length);
    const records = await this.crm.waitForCallRecords(log.length);
    assert.equal(cdr.length, log.length, 'calls in the PBX’s CDR');
    assert.equal(records.length, log.length, 'CTI-call records in Tryton');
    for (const call of log) {
      checkCdr(call, cdr);
      checkRecord(call, records);
    }
    await until('every record to be confirmed', async () =>
      (await this.rows<{ state: string }>('outbox')).every(({ state }) => state === 'stored'),
    );
  }

  async stop(): Promise<void> {
    await this.test.close();
    if (!this.isGuest) await Promise.all([this.maybePbx?.stop(), this.maybeCrm?.stop()]);
  }
}

/** The PBX tells of this call once, and the same. A softphone of another program sends no id of ours. */
export function checkCdr(call: Call, cdr: AgentCall[]): void {
  const [row, ...more] = cdr.filter(({ callId }) => callId === call.sipCallId);
  assert(row, `no CDR row for the ${call.direction} call ${call.number} (${call.sipCallId})`);
  assert.deepEqual(more, []);
  assert.equal(row.direction, call.direction === 'incoming' ? 'in' : 'out');
  if (call.direction === 'outgoing') {
    assert.equal(row.number, call.dialled);
    if (call.line !== 'desktop') assert.equal(row.ringsideId, call.id);
  }
  assert.equal(row.answer === null, call.answeredAt === undefined, `answered at the PBX: ${row.disposition}`);
  near(row.start, call.startedAt, 'start in the CDR');
  if (call.answeredAt !== undefined) near(row.answer, call.answeredAt, 'answer in the CDR');
  if (call.endedAt !== undefined) near(row.end, call.endedAt, 'end in the CDR');
}

function checkRecord(call: Call, records: CallRecord[]): void {
  const [record, ...more] = records.filter(({ call_id }) => call_id === call.id);
  assert(record, `no CTI-call record for the call ${call.id}`);
  assert.deepEqual(more, []);
  assert.equal(record.direction, call.direction === 'incoming' ? 'in' : 'out');
  assert.equal(record.number ?? '', call.number);
  assert.equal(record.outcome, outcomeOf(call));
  const party = /^party\.party,(\d+)$/.exec(call.contact?.ref ?? '')?.[1];
  assert.equal(record.party, party ? Number(party) : null);
  near(record.started_at, call.startedAt, 'start in Tryton');
  if (call.answeredAt !== undefined) near(record.answered_at, call.answeredAt, 'answer in Tryton');
  else assert.equal(record.answered_at, null);
  if (call.endedAt !== undefined) near(record.ended_at, call.endedAt, 'end in Tryton');
}

function outcomeOf(call: Call): string {
  if (call.answeredAt !== undefined) return call.endReason === 'lost' ? 'lost' : 'answered';
  if (call.endReason === 'noAnswer') return call.direction === 'incoming' ? 'missed' : 'no_answer';
  return OUTCOME[call.endReason ?? ''] ?? call.endReason ?? '';
}

/** Whole seconds on the other side, so up to 1 s may be cut off, beside the 1 s that the times may differ. */
function near(date: Date | null, at: number, what: string): void {
  assert(date, `no ${what}`);
  const apart = at - date.getTime();
  assert(apart > -1000 && apart < 2000, `${what}: ${date.toISOString()} against ${new Date(at).toISOString()}`);
}
