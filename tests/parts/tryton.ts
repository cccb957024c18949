import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { CACHE, ensureTryton, ROOT } from '../setup/ensure.ts';
import { type Child, startChild } from './child.ts';
import { freeTcpPort } from './ports.ts';
import { until } from './wait.ts';

/** Our own Tryton module "CTI call" and the server's configuration. */
const FIXTURES = join(ROOT, 'tests', 'fixtures', 'tryton');
const DATABASE = 'crm';
const USER = 'admin';
const PASSWORD = 'admin-secret-1';

export type MechanismType = 'phone' | 'mobile' | 'fax' | 'email' | 'website' | 'skype' | 'sip' | 'other';

export interface PartyOptions {
  name: string;
  mechanisms?: { type: MechanismType; value: string; name?: string }[];
}

/** A record of the model cti.call. */
export interface CallRecord {
  id: number;
  call_id: string;
  direction: 'in' | 'out';
  number: string | null;
  /** Id of the party. */
  party: number | null;
  outcome: string | null;
  /** Tryton keeps whole seconds. */
  started_at: Date | null;
  answered_at: Date | null;
  ended_at: Date | null;
  /** Seconds. */
  duration: number | null;
  line: string | null;
  user: number | null;
  note: string | null;
}

const CALL_FIELDS: (keyof CallRecord)[] = [
  'call_id',
  'direction',
  'number',
  'party',
  'outcome',
  'started_at',
  'answered_at',
  'ended_at',
  'duration',
  'line',
  'user',
  'note',
];

/** A Tryton server of our own on 127.0.0.1, with a fresh database, parties and the module "CTI call". */
export class Tryton {
  readonly database = DATABASE;
  readonly user = USER;
  readonly password = PASSWORD;
  readonly port: number;
  readonly #folder: string;
  #child: Child | undefined;
  #session = '';

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  /** Starts a server with an empty CRM; returns when it answers. */
  static async start(): Promise<Tryton> {
    const template = await preparedDatabase();
    return Tryton.#over((folder) => copyFileSync(template, join(folder, `${DATABASE}.sqlite`)));
  }

  /** A running server over what `fill` puts into its folder. */
  static async #over(fill: (folder: string, config: string) => void): Promise<Tryton> {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-tryton-'));
    const tryton = new Tryton(folder, await freeTcpPort());
    try {
      const values: Record<string, string | number> = { PORT: tryton.port, FOLDER: folder };
      const text = readFileSync(join(FIXTURES, 'trytond.conf'), 'utf8');
      writeFileSync(
        tryton.#config,
        text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => String(values[name])),
      );
      fill(folder, tryton.#config);
      await tryton.up();
      return tryton;
    } catch (error) {
      await tryton.stop();
      throw error;
    }
  }

  /** The file of a fresh database with our module, its set-up wizard done. Used by preparedDatabase() only. */
  static async prepare(file: string): Promise<void> {
    const tryton = await Tryton.#over((folder, config) => {
      writeFileSync(join(folder, `${DATABASE}.sqlite`), '');
      writeFileSync(join(folder, 'password'), PASSWORD);
      const what = ['-u', 'party', 'cti', '--activate-dependencies'];
      execFileSync(
        ensureTryton().admin,
        ['-c', config, '-d', DATABASE, '--all', '-p', '--email', 'a@b.invalid', ...what],
        {
          env: { ...process.env, ...PYTHON, TRYTONPASSFILE: join(folder, 'password') },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
    });
    try {
      const wizard = 'model.ir.module.config_wizard.item';
      const ids = await tryton.rpc(`${wizard}.search`, [[]]);
      await tryton.rpc(`${wizard}.write`, [ids, { state: 'done' }]);
      await tryton.down();
      copyFileSync(join(tryton.#folder, `${DATABASE}.sqlite`), file);
    } finally {
      await tryton.stop();
    }
  }

  /** Origin, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * A JSON-RPC call as admin, for example `model.party.party.read`; the context is added, dates may be Dates.
   * Throws what Tryton says.
   */
  async rpc(method: string, params: unknown[]): Promise<unknown> {
    const answer = await this.#post(method, [...(written(params) as unknown[]), {}], {
      authorization: `Session ${this.#session}`,
    });
    return revived(answer);
  }

  /** Creates a party with its contact mechanisms, in this order; its id. */
  async createParty({ name, mechanisms = [] }: PartyOptions): Promise<number> {
    const rows = mechanisms.map((mechanism, index) => ({ ...mechanism, sequence: index + 1 }));
    const values = { name, contact_mechanisms: rows.length > 0 ? [['create', rows]] : [] };
    const [id] = (await this.rpc('model.party.party.create', [[values]])) as number[];
    return id as number;
  }

  /** The CTI-call records, oldest first. */
  async callRecords(): Promise<CallRecord[]> {
    const order = [['id', 'ASC']];
    return (await this.rpc('model.cti.call.search_read', [[], 0, 1000, order, CALL_FIELDS])) as CallRecord[];
  }

  /** Waits until there are at least n CTI-call records; all of them. */
  async waitForCallRecords(n: number, timeoutMs = 10_000): Promise<CallRecord[]> {
    const enough = async () => (await this.callRecords()).length >= n;
    await until(`${n} CTI-call records in Tryton`, enough, { timeoutMs });
    return this.callRecords();
  }

  /** The address of a party's form in the web client. */
  partyUrl(id: number): string {
    return `${this.url}/#${DATABASE}/model/party.party/${id}`;
  }

  /** Logs in to the web client as a user does; the page then shows the empty client. */
  async login(page: Page): Promise<void> {
    await page.goto(`${this.url}/#${DATABASE}`);
    const name = await page.waitForSelector('#login', { visible: true });
    await name?.click({ count: 3 });
    await name?.type(`${USER}\n`);
    const password = await page.waitForSelector('#ask-dialog-entry', { visible: true });
    await password?.type(`${PASSWORD}\n`);
    await page.waitForSelector('#user-preferences', { visible: true });
  }

  /** Shows the client in a browser whose session has outlived a restart: opened at a record it would show an empty form. */
  async welcome(page: Page): Promise<void> {
    await page.goto(`${this.url}/#${DATABASE}`);
    const shown = await page.waitForFunction(() => {
      if (document.getElementById('login')?.checkVisibility()) return 'login';
      // Empty until the session was found to be good; an address given before that opens a form without its fields.
      return document.getElementById('user-preferences')?.textContent?.trim() && 'client';
    });
    if ((await shown.jsonValue()) === 'login') await this.login(page);
  }

  /** Opens a party's form in a page that is logged in; returns when its contact mechanisms are shown. */
  async openParty(page: Page, id: number): Promise<void> {
    const mechanisms = (await this.rpc('model.party.contact_mechanism.search', [[['party', '=', id]]])) as number[];
    await page.goto(this.partyUrl(id));
    await page.waitForFunction(
      (count) => {
        const shown = [...document.querySelectorAll('.form-one2many td[data-title^="Value"] .column-char')];
        return shown.filter((cell) => cell.checkVisibility()).length === count;
      },
      {},
      mechanisms.length,
    );
  }

  /** The server hangs: connections are taken, nothing is answered, until resume(). */
  pause(): void {
    this.#child?.signal('SIGSTOP');
  }

  resume(): void {
    this.#child?.signal('SIGCONT');
  }

  /** The server is gone: connections are refused, until up(). The database stays. */
  async down(): Promise<void> {
    this.resume();
    await this.#child?.end();
    this.#child = undefined;
  }

  /** Starts the server on its port and over its database; returns when it answers. */
  async up(): Promise<void> {
    const args = ['-c', this.#config, '-d', DATABASE];
    const logFile = join(this.#folder, 'console.log');
    const child = startChild(ensureTryton().server, args, { cwd: this.#folder, env: PYTHON, logFile });
    this.#child = child;
    const login = async () => {
      if (child.ended()) return 'ended';
      const [userId, key] = (await this.#post('common.db.login', [USER, { password: PASSWORD }, 'en'])) as [
        number,
        string,
      ];
      return Buffer.from(`${USER}:${userId}:${key}`).toString('base64');
    };
    this.#session = await until('the Tryton server to take a login', login, { timeoutMs: 30_000 });
    if (this.#session === 'ended') throw new Error(`Tryton ended at its start:\n${child.tail()}`);
  }

  /** Ends the server and removes its database. */
  async stop(): Promise<void> {
    await this.down();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #config(): string {
    return join(this.#folder, 'trytond.conf');
  }

  async #post(method: string, params: unknown[], headers: Record<string, string> = {}): Promise<unknown> {
    const answer = await fetch(`${this.url}/${DATABASE}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ id: 1, method, params }),
    });
    if (!answer.ok) throw new Error(`Tryton ${method}: HTTP ${answer.status}\n${this.#child?.tail()}`);
    const body = (await answer.json()) as { result?: unknown; error?: unknown };
    if (body.error) throw new Error(`Tryton ${method}: ${JSON.stringify(body.error).slice(0, 500)}`);
    return body.result;
  }
}

/** Our module comes from the fixtures; nothing is written there. */
const PYTHON = { PYTHONPATH: FIXTURES, PYTHONDONTWRITEBYTECODE: '1' };

/** A prepared database in the cache: made once for each state of our module and of the installed server. */
async function preparedDatabase(): Promise<string> {
  const { server } = ensureTryton();
  const hash = createHash('sha256').update(`${statSync(server).mtimeMs} ${PASSWORD}`);
  for (const name of readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(FIXTURES, name);
    if (statSync(file).isFile()) hash.update(`${name}\0`).update(readFileSync(file));
  }
  const folder = join(CACHE, 'tryton');
  const file = join(folder, `${hash.digest('hex').slice(0, 16)}.sqlite`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  await Tryton.prepare(`${file}.${process.pid}`);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** Dates in Tryton's way to write them in JSON. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  if (!(value instanceof Date)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
  }
  return {
    __class__: 'datetime',
    year: value.getUTCFullYear(),
    month: value.getUTCMonth() + 1,
    day: value.getUTCDate(),
    hour: value.getUTCHours(),
    minute: value.getUTCMinutes(),
    second: value.getUTCSeconds(),
    microsecond: value.getUTCMilliseconds() * 1000,
  };
}

/** Tryton's way to write dates in JSON made into dates; they are UTC. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  if (object.__class__ === 'datetime') {
    const { year, month, day, hour, minute, second } = object as Record<string, number>;
    return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second));
  }
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, revived(inner)]));
}
