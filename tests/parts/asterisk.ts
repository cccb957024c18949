import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureAsterisk, ROOT } from '../setup/ensure.ts';
import { type AgentCall, type CdrRow, callsOf, parseCdr, parseNote } from './asterisk-cdr.ts';
import { type Child, startChild } from './child.ts';
import { freeTcpPort, freeUdpPort, rtpRange } from './ports.ts';
import { sine } from './tone.ts';
import { until } from './wait.ts';
import type { Sound } from './wav.ts';

const TEMPLATES = join(ROOT, 'tests', 'fixtures', 'pbx', 'etc');

/** Files that Asterisk misses loudly in its log; empty is enough. */
const EMPTY_FILES = ['features', 'acl', 'udptl', 'cel', 'ccss', 'geolocation', 'websocket_client', 'pjproject'];
const EMPTY_CONFIGS = [...EMPTY_FILES, 'manager', 'pjsip_notify', 'stasis', 'sorcery', 'extconfig', 'cli'];

/** What the caller's side does once the agent has answered; extensions of [far-side]. */
export type FarSide = 'tone440' | 'talk' | 'talk3' | 'silent' | 'echo';

/** agent4's password is good, but the PBX takes no registration for it (404). agent5 is rung while it talks, too. */
export type Agent = 'agent1' | 'agent2' | 'agent3' | 'agent4' | 'agent5';

export interface AgentAccount {
  user: string;
  password: string;
  /** The SIP domain; Asterisk takes any, this is what it uses itself. */
  domain: string;
  /** The number other agents and the trunk reach it at. */
  extension: string;
}

/** A number an agent dialled, as the dialplan saw it the moment the INVITE came. */
export interface DialledCall {
  agent: string;
  dialled: string;
  callId: string;
  ringsideId: string;
}

export interface Channel {
  id: string;
  name: string;
  state: string;
  caller: { name: string; number: string };
  connected: { name: string; number: string };
  /** SIP Call-ID. */
  protocol_id?: string;
}

/** An incoming call at an agent, made by `ring`. */
export interface RingingCall {
  /** Asterisk's channel id, which is the CDR's uniqueid and linkedid. */
  id: string;
  /** SIP Call-ID of the INVITE the agent got. */
  callId: string;
  /** The caller gives up, or hangs up an answered call. */
  hangUp(): Promise<void>;
  /** Waits until the agent has answered. */
  answered(timeoutMs?: number): Promise<void>;
  /** Waits until the call is over. */
  over(timeoutMs?: number): Promise<void>;
}

export interface RingOptions {
  number?: string;
  name?: string;
  /** The caller hides number and name: the INVITE comes from anonymous@anonymous.invalid. */
  withheld?: boolean;
  agent?: Agent;
  whenAnswered?: FarSide;
  /** How long it rings before the caller gives up. */
  timeoutS?: number;
}

/**
 * An Asterisk of our own on 127.0.0.1, with ports, folders and records of its own. Agents register over `wsUrl`.
 * What agents may dial and what each number does stands in tests/fixtures/pbx/etc/extensions.conf.
 */
export class Pbx {
  readonly domain = '127.0.0.1';
  readonly agents: Record<Agent, AgentAccount> = {
    agent1: { user: 'agent1', password: 'agent1-secret', domain: this.domain, extension: '100' },
    agent2: { user: 'agent2', password: 'agent2-secret', domain: this.domain, extension: '200' },
    agent3: { user: 'agent3', password: 'agent3-secret', domain: this.domain, extension: '103' },
    agent4: { user: 'agent4', password: 'agent4-secret', domain: this.domain, extension: '104' },
    agent5: { user: 'agent5', password: 'agent5-secret', domain: this.domain, extension: '105' },
  };
  readonly httpPort: number;
  /** UDP and TCP, for plain SIP. */
  readonly sipPort: number;
  /** Where SIPp stands as the outside world. */
  readonly trunkPort: number;
  readonly home: string;
  readonly #root: string;
  #child: Child | undefined;
  /** The legs made by ring(), by channel id: no dialplan runs before their INVITE that could note the Call-ID. */
  readonly #rung = new Map<string, { agent: string; callId: string; number: string }>();

  private constructor(root: string, home: string, ports: { http: number; sip: number; trunk: number }) {
    this.#root = root;
    this.home = home;
    this.httpPort = ports.http;
    this.sipPort = ports.sip;
    this.trunkPort = ports.trunk;
  }

  /** Starts a fresh PBX; returns when it takes registrations. */
  static async start(): Promise<Pbx> {
    const { root, suite } = ensureAsterisk();
    const home = mkdtempSync(join(tmpdir(), 'ringside-pbx-'));
    const ports = { http: await freeTcpPort(), sip: await freeTcpPort(), trunk: await freeUdpPort() };
    const pbx = new Pbx(root, home, ports);
    pbx.#writeConfig(suite);
    try {
      await pbx.#boot();
    } catch (error) {
      await pbx.stop();
      throw error;
    }
    return pbx;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.httpPort}/ws`;
  }

  /** Waits until a softphone is registered for the agent. */
  async registered(agent: Agent = 'agent1', timeoutMs = 10_000): Promise<void> {
    await until(`a registration of ${agent} at the PBX`, () => this.isRegistered(agent), { timeoutMs });
  }

  /** How many contacts the agent has right now: 0 is not registered. */
  async contacts(agent: Agent = 'agent1'): Promise<number> {
    const text = await this.cli(`pjsip show aor ${agent}`);
    return [...text.matchAll(/^\s*Contact:\s+\w+\/sip/gm)].length;
  }

  async isRegistered(agent: Agent = 'agent1'): Promise<boolean> {
    return (await this.contacts(agent)) > 0;
  }

  /** A command of Asterisk's console; its output. */
  async cli(command: string): Promise<string> {
    const { stdout } = await promisify(execFile)(this.#program, [...this.#programArgs, '-rx', command]);
    return stdout;
  }

  /** The numbers that agents dialled, oldest first: one entry per INVITE that reached the dialplan. */
  invites(agent?: Agent): DialledCall[] {
    return [...this.log().matchAll(/NOTED PJSIP\/([^\s-]+)-\S+ (dialled=[^"]*)$/gm)]
      .map(([, who = '', note = '']) => ({ agent: who, ...parseNote(note) }))
      .map(({ legs: _, ...call }) => call)
      .filter((call) => call.agent !== 'trunk' && (agent === undefined || call.agent === agent));
  }

  /** All call detail records. A row appears when its call has ended. */
  cdr(): CdrRow[] {
    const file = join(this.home, 'log', 'cdr-csv', 'Master.csv');
    const rows = existsSync(file) ? parseCdr(readFileSync(file, 'utf8')) : [];
    for (const row of rows) {
      const rung = this.#rung.get(row.uniqueid);
      if (rung) Object.assign(row, { src: rung.number, legs: [rung] });
    }
    return rows;
  }

  /** The ended calls of one agent, oldest first. */
  calls(agent: Agent = 'agent1'): AgentCall[] {
    return callsOf(agent, this.cdr());
  }

  /** Waits until the agent has at least n ended calls; returns them. */
  async waitForCalls(n: number, agent: Agent = 'agent1', timeoutMs = 10_000): Promise<AgentCall[]> {
    await until(`${n} ended calls of ${agent} in the CDR`, () => this.calls(agent).length >= n, { timeoutMs });
    return this.calls(agent);
  }

  /** The channels that exist right now. */
  async channels(): Promise<Channel[]> {
    return (await this.#ari('GET', 'channels')) as Channel[];
  }

  /** The far side of every call hangs up; returns when no channel is left. */
  async hangUpAll(): Promise<void> {
    for (const channel of await this.channels()) await this.hangUp(channel.id);
    await until('the end of all channels', async () => (await this.channels()).length === 0);
  }

  /** Ends one channel; one that is gone already is fine. */
  async hangUp(channelId: string): Promise<void> {
    await this.#ari('DELETE', `channels/${encodeURIComponent(channelId)}`);
  }

  /** A call comes in at the agent's softphone; returns as soon as its INVITE is on its way. */
  async ring(options: RingOptions = {}): Promise<RingingCall> {
    const { number = '+493023125001', name = '', withheld = false, agent = 'agent1', timeoutS = 30 } = options;
    const channel = (await this.#ari('POST', 'channels', {
      endpoint: `PJSIP/${agent}`,
      context: 'far-side',
      extension: options.whenAnswered ?? 'silent',
      priority: 1,
      timeout: timeoutS,
      formats: agent === 'agent2' ? 'ulaw' : this.#webrtcFormats,
      ...(withheld ? {} : { callerId: `"${name.replaceAll('"', "'")}" <${number}>` }),
      variables: withheld ? { 'CONNECTEDLINE(pres)': 'prohib', 'CALLERID(pres)': 'prohib' } : {},
    })) as Channel;
    const callId = channel.protocol_id ?? '';
    this.#rung.set(channel.id, { agent, callId, number: withheld ? 'anonymous' : number });
    const state = async () => ((await this.#ari('GET', `channels/${channel.id}`)) as Channel | undefined)?.state;
    return {
      id: channel.id,
      callId,
      hangUp: () => this.hangUp(channel.id),
      answered: async (timeoutMs = 10_000) => {
        await until(`the agent's answer to ${number}`, async () => (await state()) === 'Up', { timeoutMs });
      },
      over: async (timeoutMs = 10_000) => {
        await until(`the end of the call from ${number}`, async () => !(await state()), { timeoutMs });
      },
    };
  }

  /**
   * What the far side has heard from the agent so far, in the newest call with the service 309 or 313, with `tone440` or
   * `ringFromParty`, or in the call with this uniqueid. Written in steps of a third of a second.
   */
  recording(uniqueid?: string): Sound {
    return this.#heard('heard', uniqueid);
  }

  #heard(name: string, uniqueid?: string): Sound {
    const folder = join(this.home, name);
    const files = readdirSync(folder).filter((name) => uniqueid === undefined || name === `${uniqueid}.sln48`);
    const paths = files.map((name) => join(folder, name)).sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
    const newest = paths.at(-1);
    if (!newest) return { rate: 48_000, samples: new Int16Array() };
    const bytes = readFileSync(newest);
    const samples = Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => bytes.readInt16LE(i * 2));
    return { rate: 48_000, samples };
  }

  /**
   * Where in `recording()` begins what is heard after this call, as a number of samples. Asterisk writes the file in
   * blocks of more than a second: what was heard before may not stand in it yet, so the next block is waited for, and
   * 0.2 s for the sound that was on its way.
   */
  async heardFromNow(): Promise<number> {
    const { length } = this.recording().samples;
    await until('the next block of the recording', () => this.recording().samples.length > length);
    return this.recording().samples.length + 9600;
  }

  /** What the party of 311 or 312, which sounds 700 Hz, has heard so far in its newest call. */
  heardBy700(): Sound {
    return this.#heard('heard700');
  }

  /** Takes the recordings of calls that are over away. */
  forgetRecordings(): void {
    for (const folder of ['heard', 'heard700'])
      for (const name of readdirSync(join(this.home, folder))) rmSync(join(this.home, folder, name));
  }

  /** Writes every SIP message into the log from now on. */
  async logSip(): Promise<void> {
    await this.cli('pjsip set logger on');
  }

  /** Everything in the log so far. */
  log(): string {
    const file = join(this.home, 'log', 'full');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** What callers of 310 pressed, as Asterisk's Read() got it, oldest first. */
  keysRead(): string[] {
    return [...this.log().matchAll(/READ PJSIP\S+ keys=(\S*)/g)].map(([, keys = '']) => keys);
  }

  /**
   * A call to an agent from a party of its own, which sounds 600 Hz and is recorded (`recording()`): unlike the caller
   * of `ring` it can be connected with others. Returns its channel.
   */
  async ringFromParty(options: { number?: string; to?: string } = {}): Promise<string> {
    const { number = '+493023125001', to = '100' } = options;
    const channel = (await this.#ari('POST', 'channels', {
      ...{ endpoint: 'PJSIP/party600@party', context: 'from-outside', extension: to, priority: 1 },
      ...{ callerId: `"" <${number}>`, formats: 'ulaw', variables: { 'PJSIP_HEADER(add,X-Party)': 'yes' } },
    })) as Channel;
    return channel.id;
  }

  /** Ends the PBX and removes its folder. */
  async stop(): Promise<void> {
    await this.#end();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** The PBX goes down (hard: without a word to anyone) and stays down until `boot`. */
  async down({ hard = false } = {}): Promise<void> {
    await this.#end(hard ? 'SIGKILL' : 'SIGTERM');
  }

  /** Starts it again after `down`, with the same ports, records and registrations. */
  async up(): Promise<void> {
    await this.#boot();
  }

  /** Down and up again with the same ports. */
  async restart(options: { hard?: boolean } = {}): Promise<void> {
    await this.down(options);
    await this.up();
  }

  get #program(): string {
    return join(this.#root, 'lib', 'ld.so');
  }

  get #programArgs(): string[] {
    const { home } = this;
    return [
      '--library-path',
      join(this.#root, 'lib'),
      join(this.#root, 'sbin', 'asterisk'),
      '-C',
      `${home}/etc/asterisk.conf`,
    ];
  }

  #webrtcFormats = 'opus';

  async #boot(): Promise<void> {
    const child = startChild(this.#program, [...this.#programArgs, '-f'], {
      cwd: this.home,
      // Debian's own openssl.cnf belongs to another OpenSSL than the fetched one.
      env: { OPENSSL_CONF: '/dev/null' },
      logFile: join(this.home, 'log', 'console'),
    });
    this.#child = child;
    const ready = async () => {
      if (child.ended()) return 'ended';
      // 404 until the websocket transport is up.
      const answer = await fetch(`http://127.0.0.1:${this.httpPort}/ws`);
      if (answer.status === 404) return undefined;
      return (await this.cli('core waitfullybooted')).includes('fully booted') ? 'booted' : undefined;
    };
    const state = await until('Asterisk to be fully booted', ready, { timeoutMs: 20_000 });
    if (state === 'ended') throw new Error(`Asterisk ended at its start:\n${child.tail()}`);
  }

  async #end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#child?.end(signal);
    this.#child = undefined;
  }

  #writeConfig(suite: string): void {
    for (const folder of [
      'etc',
      'var',
      'run',
      'log/cdr-csv',
      'spool/outgoing',
      'spool/monitor',
      'cache',
      'keys/keys',
      'heard',
      'heard700',
      'tones',
    ]) {
      mkdirSync(join(this.home, folder), { recursive: true });
    }
    // The fallback Asterisk 16 of bullseye cannot transcode Opus.
    if (suite === 'bullseye') this.#webrtcFormats = 'ulaw';
    const rtp = rtpRange();
    const values: Record<string, string | number> = {
      HOME: this.home,
      ROOT: this.#root,
      HTTP_PORT: this.httpPort,
      SIP_PORT: this.sipPort,
      TRUNK_PORT: this.trunkPort,
      RTP_FROM: rtp.from,
      RTP_TO: rtp.to,
      WEBRTC_CODECS: suite === 'bullseye' ? 'ulaw,alaw' : 'opus,ulaw,alaw',
      ICE_CANDIDATES: localAddresses()
        .map((address) => `${address} => 127.0.0.1`)
        .join('\n'),
    };
    const filled = (text: string) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]));
    for (const name of readdirSync(TEMPLATES)) {
      writeFileSync(join(this.home, 'etc', name), filled(readFileSync(join(TEMPLATES, name), 'utf8')));
    }
    for (const hz of [600, 700]) {
      const { buffer } = sine(hz, 48_000, 10_000);
      writeFileSync(join(this.home, 'tones', `${hz}.sln48`), new Uint8Array(buffer));
    }
    for (const name of EMPTY_CONFIGS) writeFileSync(join(this.home, 'etc', `${name}.conf`), '');
  }

  async #ari(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.httpPort}/ari/${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from('tests:tests-secret').toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (answer.status === 404 && method !== 'POST') return undefined;
    if (!answer.ok) throw new Error(`ARI ${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

function localAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address);
}
