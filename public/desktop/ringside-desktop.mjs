#!/usr/bin/env node
/**
 * The native messaging host of Ringside: the browser starts it and speaks with it over stdin and stdout; it drives a
 * baresip on this machine over that program's ctrl_tcp module. One file, Node 20 or newer, nothing else.
 *
 *   Ringside --{dial, accept, ...}--> stdin  | this | --netstring JSON--> baresip (ctrl_tcp, loopback only)
 *            <--{phone, calls, ...}-- stdout | file | <--responses, events--
 *
 * Everything it says is state transfer: `phone` is how the softphone is, `calls` all its calls, `call` one that changed.
 * Nothing is kept here that a new start of this program cannot ask baresip for.
 *
 *     ringside-desktop.mjs           started by the browser (install.mjs writes what it needs to know)
 *     ringside-desktop.mjs --keep    its own helper: runs a baresip, and ends it a minute after the last browser has gone
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What both sides of the pipe speak; another number is another language. */
export const VERSION = 1;
/** Chrome takes no larger message from a host, and nothing we are sent is ever so long. */
export const LONGEST_MESSAGE = 1024 * 1024;

const DEFAULT_PORT = 4444;
const ANSWER_LIMIT_MS = 5000;
const LOOK_MS = 10_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const ALONE_MS = 60_000;
const MOST_CALLS = 50;
const LONGEST_TEXT = 500;

/** A message as the browser wants it: its length in 4 bytes of this machine's order, then JSON. */
export function nativeFrame(message) {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length > LONGEST_MESSAGE) throw new RangeError(`a message of ${body.length} bytes is too long`);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** Takes the browser's bytes in pieces of any size. What is too long or no JSON object is skipped and told of. */
export class NativeReader {
  #bytes = Buffer.alloc(0);
  #skip = 0;

  /** @param {(message: Record<string, unknown>) => void} take @param {(what: string) => void} bad */
  constructor(take, bad) {
    this.take = take;
    this.bad = bad;
  }

  /** @param {Buffer} chunk */
  push(chunk) {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(skipped)]);
    while (this.#skip === 0 && this.#bytes.length >= 4) {
      const length = this.#bytes.readUInt32LE();
      if (length > LONGEST_MESSAGE) {
        const here = Math.min(length, this.#bytes.length - 4);
        this.#skip = length - here;
        this.#bytes = this.#bytes.subarray(4 + here);
        this.bad(`a message of ${length} bytes`);
        continue;
      }
      if (this.#bytes.length < 4 + length) return;
      const text = this.#bytes.subarray(4, 4 + length).toString();
      this.#bytes = this.#bytes.subarray(4 + length);
      const message = objectOf(text);
      if (message) this.take(message);
      else this.bad('a message that is no JSON object');
    }
  }
}

/** https://cr.yp.to/proto/netstrings.txt */
export function netstring(text) {
  return `${Buffer.byteLength(text)}:${text},`;
}

/** Takes baresip's bytes in pieces of any size. A stream that is no netstring cannot be read on: `broken` ends it. */
export class NetstringReader {
  #bytes = Buffer.alloc(0);

  /** @param {(message: Record<string, unknown>) => void} take @param {(what: string) => void} broken */
  constructor(take, broken) {
    this.take = take;
    this.broken = broken;
  }

  /** @param {Buffer} chunk */
  push(chunk) {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length > 0) {
      const head = /^(0|[1-9]\d{0,6}):/.exec(this.#bytes.subarray(0, 8).toString('latin1'));
      if (!head) {
        if (this.#bytes.length < 8 && /^\d*$/.test(this.#bytes.toString('latin1'))) return;
        return this.#break('no length');
      }
      const [start, length] = [head[0].length, Number(head[1])];
      if (length > LONGEST_MESSAGE) return this.#break(`${length} bytes`);
      if (this.#bytes.length <= start + length) return;
      if (this.#bytes[start + length] !== 0x2c) return this.#break('no comma');
      const message = objectOf(this.#bytes.subarray(start, start + length).toString());
      this.#bytes = this.#bytes.subarray(start + length + 1);
      if (message) this.take(message);
    }
  }

  #break(what) {
    this.#bytes = Buffer.alloc(0);
    this.broken(what);
  }
}

/** @returns {Record<string, unknown> | undefined} */
function objectOf(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where baresip listens, by its configuration (baresip's own default without one is every address of the machine, so a
 * configuration that names no address is as good as one that names them all).
 * @returns {{host: string, port: number} | {exposed: string}}
 */
export function listenAddress(config) {
  const file = join(config, 'config');
  if (!existsSync(file)) return { host: '127.0.0.1', port: DEFAULT_PORT };
  const text = readFileSync(file, 'utf8');
  const loaded = /^\s*module(_app)?\s+(?:\S*\/)?ctrl_tcp(\.so)?\s*$/m.test(text);
  const [, where = ''] = /^\s*ctrl_tcp_listen\s+(\S+)/m.exec(text) ?? [];
  if (!where) return loaded ? { exposed: `0.0.0.0:${DEFAULT_PORT}` } : { host: '127.0.0.1', port: DEFAULT_PORT };
  const parts = /^(127(?:\.\d+){3}|\[::1\]|localhost):(\d+)$/.exec(where);
  return parts ? { host: parts[1].replace(/[[\]]/g, ''), port: Number(parts[2]) } : { exposed: where };
}

/** Without what colours a terminal. */
function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals are told by.
  return String(text).replace(/\x1b\[[\d;]*m/g, '');
}

function short(text) {
  return plain(text ?? '').slice(0, LONGEST_TEXT);
}

/** How the accounts are, by the answer to `reginfo`. */
export function registrationOf(text) {
  const accounts = [...plain(text).matchAll(/^[\s>\d]*(sips?:\S+)[ \t]*(.*)$/gm)];
  const is = (word) => accounts.find(([, , status = '']) => word.test(status));
  const account = (found) => short(found?.[1]);
  if (accounts.length === 0) return { state: 'unregistered', detail: '', account: '' };
  // An account that does not register at all has no state; it can call all the same.
  const usable = is(/^(OK\b|$)/);
  if (usable) return { state: 'ready', detail: '', account: account(usable) };
  const failed = is(/^ERR/);
  return failed
    ? { state: 'unregistered', detail: short(failed[2].replace(/^ERR\s*/, '').trim()), account: account(failed) }
    : { state: 'registering', detail: '', account: account(accounts[0]) };
}

/** One line per call: its number on the phone, whether it is held, who it is with. */
export function linesOf(text) {
  return [...plain(text).matchAll(/\[line (\d+)[^\]]*\]\s+\S+\s+(\w+)\s+(\(on hold\))?\s*(\S+)/g)].map(
    ([, line, state, held, peer]) => ({ line: Number(line), state, held: held !== undefined, peer }),
  );
}

/** The call that `callstat` tells of. */
export function callOf(text) {
  const [, id] = /^\s*af=\S+ id=(\S+)/m.exec(plain(text)) ?? [];
  if (!id) return undefined;
  const [, state = ''] = /Call debug \((\w+)\)/.exec(text) ?? [];
  const [, name = '', peer = ''] = /^ peer_uri: {2}(.*?) ?<(\S*)>$/m.exec(text) ?? [];
  return {
    id: short(id),
    state,
    name: short(name),
    peer: short(peer),
    direction: /direction: Incoming/.test(text) ? 'incoming' : 'outgoing',
  };
}

/** Who ended it, by the text of CALL_CLOSED. */
export function endOf(param) {
  const text = plain(param).slice(0, 200);
  if (/^connection reset by user/i.test(text)) return { by: 'us' };
  if (/^connection reset by peer/i.test(text)) return { by: 'them' };
  if (/^call transferr?ed/i.test(text)) return { by: 'transfer' };
  const [, status] = /^(\d{3})\b/.exec(text) ?? [];
  return status ? { by: 'answer', status: Number(status), text } : { by: 'error', text };
}

const PHASES = { ESTABLISHED: 'connected', INCOMING: 'ringing' };

/** A baresip under remote control. Connects, starts it where it does not run, looks after it, and connects again. */
export class Softphone {
  #socket;
  #answers = new Map();
  #calls = new Map();
  #token = 0;
  #pause = FIRST_PAUSE_MS;
  #timer;
  #look;
  #turn = Promise.resolve();
  /** Ringside's id for the call that is just being dialled. */
  #ordered;
  #started = false;
  #finds = true;
  #over = false;
  #said = '';

  /**
   * @param {{program: string, config: string, start: boolean}} settings
   * @param {(message: object) => void} tell
   * @param {() => void} start starts baresip
   */
  constructor(settings, tell, start) {
    this.settings = settings;
    this.tell = tell;
    this.start = start;
  }

  /** Connects now instead of at the next try; says anew how all is. */
  open() {
    clearTimeout(this.#timer);
    this.#said = '';
    if (this.#socket?.readyState === 'open') return void this.#inTurn(() => this.#survey());
    if (this.#socket) return;
    const where = listenAddress(this.settings.config);
    if ('exposed' in where) return this.#retry('exposed', where.exposed);
    const socket = connect(where.port, where.host);
    this.#socket = socket;
    const reader = new NetstringReader(
      (message) => this.#heard(message),
      () => socket.destroy(),
    );
    socket.on('data', (chunk) => reader.push(chunk));
    socket.on('connect', () => this.#inTurn(() => this.#survey()));
    socket.on('error', () => {});
    socket.on('close', () => this.#gone());
  }

  /** @param {Record<string, unknown>} order one of Ringside's commands; resolves with what came of it */
  command(order) {
    return this.#inTurn(() => this.#command(order));
  }

  /** Ends its calls; then a baresip of ours has nothing more to do. */
  async quit() {
    for (const { id } of this.#calls.values()) await this.command({ type: 'hangUp', call: id });
    this.close();
  }

  close() {
    this.#over = true;
    clearTimeout(this.#timer);
    clearInterval(this.#look);
    this.#socket?.destroy();
  }

  #inTurn(work) {
    const result = this.#turn.then(work);
    // The next turn does not depend on this one, whose error its caller is told.
    this.#turn = result.catch(() => undefined);
    return result.catch((error) => ({ ok: false, detail: error.message }));
  }

  /** @returns {Promise<{ok: boolean, data: string}>} */
  #ask(command, params) {
    return new Promise((answered, failed) => {
      const socket = this.#socket;
      if (socket?.readyState !== 'open') return failed(new Error('the softphone is not connected'));
      const token = String(++this.#token);
      const timer = setTimeout(() => {
        // One that does not answer is as good as gone; its end rejects whoever waits.
        socket.destroy();
      }, ANSWER_LIMIT_MS);
      this.#answers.set(token, { answered, failed, timer });
      socket.write(netstring(JSON.stringify({ command, ...(params !== undefined && { params }), token })));
    });
  }

  #gone() {
    this.#socket = undefined;
    clearInterval(this.#look);
    for (const { failed, timer } of this.#answers.values()) {
      clearTimeout(timer);
      failed(new Error('the softphone has gone'));
    }
    this.#answers.clear();
    if (this.#over) return;
    if (this.settings.start && !this.#started) {
      this.#started = true;
      this.start();
      return this.#retry('starting', '');
    }
    this.#retry('unreachable', '');
  }

  #retry(state, detail) {
    this.#say({ type: 'phone', state, detail });
    if (this.#over) return;
    this.#timer = setTimeout(() => this.open(), this.#pause * (1 + Math.random() / 2));
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 1.5);
    // Not at once: a baresip that cannot start would be started for ever.
    if (this.#pause === LONGEST_PAUSE_MS) this.#started = false;
  }

  /** baresip could not be started. */
  missing(detail) {
    clearTimeout(this.#timer);
    this.#pause = LONGEST_PAUSE_MS;
    this.#retry('missing', detail);
  }

  /** How the softphone is and which calls it has, asked of itself. */
  async #survey() {
    const registration = await this.#ask('reginfo');
    const found = new Map();
    for (const { line, held, state } of linesOf((await this.#ask('listcalls')).data).slice(0, MOST_CALLS)) {
      await this.#ask('line', String(line));
      const call = callOf((await this.#ask('callstat')).data);
      if (!call) continue;
      const phase = PHASES[state] ?? 'dialling';
      const before = this.#calls.get(call.id);
      // Whether it is mute, baresip tells only who turns it over: what is not known here is left to Ringside.
      found.set(call.id, { ...before, ...call, state: undefined, phase, line, heldByUs: held, muted: before?.muted });
    }
    this.#calls = found;
    this.#pause = FIRST_PAUSE_MS;
    this.#say({ type: 'calls', calls: [...found.values()] });
    this.#say({ type: 'phone', ...registrationOf(registration.data) });
    clearInterval(this.#look);
    this.#look = setInterval(() => this.#inTurn(() => this.#lookAfter()), LOOK_MS);
  }

  /** Notices a baresip that hangs, and what happened without an event. */
  async #lookAfter() {
    // It has run for a while: should it end, it may be started once more.
    this.#started = false;
    this.#say({ type: 'phone', ...registrationOf((await this.#ask('reginfo')).data) });
  }

  #say(message) {
    const text = JSON.stringify(message);
    if (message.type === 'phone' && text === this.#said) return;
    if (message.type === 'phone') this.#said = text;
    this.tell(message);
  }

  #heard(message) {
    if (message.response === true) {
      const waiting = this.#answers.get(message.token);
      if (!waiting) return;
      this.#answers.delete(message.token);
      clearTimeout(waiting.timer);
      waiting.answered({ ok: message.ok === true, data: String(message.data ?? '') });
    } else if (message.event !== undefined) {
      this.#happened(message);
    }
  }

  #happened({ type, class: kind, id, param, ...rest }) {
    if (kind === 'register' || /^REGISTER/.test(type)) return void this.#inTurn(() => this.#lookAfter());
    if (typeof id !== 'string' || !/^(CALL|TRANSFER)_/.test(type)) return;
    if (!this.#calls.has(id) && (id.length > LONGEST_TEXT || this.#calls.size >= MOST_CALLS)) return;
    const call = this.#calls.get(id) ?? this.#newCall(id, rest);
    switch (type) {
      case 'CALL_INCOMING':
        return this.#changed(call, { phase: 'ringing' });
      case 'CALL_OUTGOING':
        return this.#changed(call, {});
      case 'CALL_RINGING':
      case 'CALL_PROGRESS':
        return this.#changed(call, { alerting: true });
      case 'CALL_ANSWERED':
      case 'CALL_ESTABLISHED':
        return this.#changed(call, { phase: 'connected' });
      case 'CALL_HOLD':
        return this.#changed(call, { heldByThem: true });
      case 'CALL_RESUME':
        return this.#changed(call, { heldByThem: false });
      case 'TRANSFER_FAILED':
      case 'CALL_TRANSFER_FAILED':
        this.#changed(call, { transferFailed: plain(param).slice(0, 200) });
        return void this.#inTurn(() => this.#missed(call));
      case 'CALL_REMOTE_SDP':
        // Held or taken back by hand, at the softphone itself.
        if (call.phase === 'connected') void this.#inTurn(() => this.#readHolds());
        return;
      case 'CALL_CLOSED':
        this.#changed(call, { phase: 'ended', end: endOf(param ?? '') });
        this.#calls.delete(id);
    }
  }

  #newCall(id, { direction, peeruri, peerdisplayname, accountaor }) {
    const outgoing = direction === 'outgoing';
    const call = {
      id,
      direction: outgoing ? 'outgoing' : 'incoming',
      phase: outgoing ? 'dialling' : 'ringing',
      peer: short(peeruri),
      name: short(peerdisplayname),
      account: short(accountaor),
      ...(outgoing && this.#ordered && { order: this.#ordered }),
    };
    if (outgoing) this.#ordered = undefined;
    this.#calls.set(id, call);
    return call;
  }

  #changed(call, changes) {
    Object.assign(call, changes);
    this.#say({ type: 'call', call });
  }

  /** baresip 1.0 ends a call whose transfer was refused without a word. */
  async #missed(call) {
    await this.#select(call).catch(() => {
      if (!this.#calls.delete(call.id)) return;
      this.#changed(call, { phase: 'ended', end: { by: 'error', text: call.transferFailed ?? '' } });
    });
  }

  async #readHolds() {
    const lines = linesOf((await this.#ask('listcalls')).data);
    for (const call of this.#calls.values()) {
      const line = lines.find((one) => one.line === call.line);
      if (line && call.phase === 'connected' && line.held !== (call.heldByUs ?? false))
        this.#changed(call, { heldByUs: line.held });
    }
  }

  /** Makes this call the one that commands mean. */
  async #select(call) {
    // Newer ones find a call by its id; older ones know lines of the current account only.
    this.#finds = this.#finds && (await this.#ask('callfind', call.id)).ok;
    if (this.#finds && (await this.#current()) === call.id) return;
    if (call.account) await this.#ask('uafind', call.account);
    const lines = linesOf((await this.#ask('listcalls')).data).map(({ line }) => line);
    for (const line of [...new Set([...(call.line ? [call.line] : []), ...lines])]) {
      await this.#ask('line', String(line));
      if ((await this.#current()) === call.id) {
        call.line = line;
        return;
      }
    }
    throw new Error('the softphone does not know this call');
  }

  async #current() {
    return callOf((await this.#ask('callstat')).data)?.id;
  }

  async #command(order) {
    if (order.type === 'dial') return this.#dial(order);
    const call = this.#calls.get(order.call) ?? [...this.#calls.values()].find((one) => one.order === order.order);
    if (!call) return { ok: false, unknown: true };
    await this.#select(call);
    switch (order.type) {
      case 'accept':
        return this.#done('accept');
      case 'hangUp':
        return this.#done('hangup');
      case 'hold':
      case 'resume': {
        const result = await this.#done(order.type);
        if (result.ok) this.#changed(call, { heldByUs: order.type === 'hold' });
        return result;
      }
      case 'mute':
        return this.#mute(call, order.on);
      case 'digits':
        return this.#done('sndcode', order.digits);
      case 'transfer':
        call.transferFailed = undefined;
        return this.#done('transfer', order.target);
      default:
        return { ok: false, detail: `unknown command ${order.type}` };
    }
  }

  async #done(command, params) {
    const { ok, data } = await this.#ask(command, params);
    return ok ? { ok } : { ok, detail: plain(data).trim().slice(0, 200) };
  }

  async #dial({ order, target }) {
    this.#ordered = order;
    const result = await this.#done('dial', target);
    // It tells of a call by events; one that is only being dialled has none yet.
    const call = result.ok && this.#ordered ? callOf((await this.#ask('callstat')).data) : undefined;
    if (call?.direction === 'outgoing' && !this.#calls.has(call.id) && this.#ordered)
      this.#changed(this.#newCall(call.id, { direction: 'outgoing', peeruri: call.peer }), {});
    this.#ordered = undefined;
    return result;
  }

  /** The command turns it over, and its answer says how it is then. */
  async #mute(call, on) {
    for (let tries = 0; tries < 2; tries++) {
      const { ok, data } = await this.#ask('mute');
      if (!ok) return { ok, detail: plain(data).trim().slice(0, 200) };
      if (/un-?muted/i.test(data) === !on) {
        this.#changed(call, { muted: on });
        return { ok: true };
      }
    }
    return { ok: false, detail: 'mute' };
  }
}

/** What install.mjs wrote down, or what usually fits. */
function readSettings() {
  const file = join(dirname(fileURLToPath(import.meta.url)), 'settings.json');
  const { program, config, start } = (existsSync(file) && objectOf(readFileSync(file, 'utf8'))) || {};
  return {
    program: typeof program === 'string' ? program : 'baresip',
    config: typeof config === 'string' ? config : join(homedir(), '.baresip'),
    start: start !== false,
  };
}

function isThere(program) {
  const folders = /[\\/]/.test(program)
    ? ['']
    : (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':');
  const names = process.platform === 'win32' ? [program, `${program}.exe`] : [program];
  return folders.some((folder) => names.some((name) => existsSync(resolve(folder, name))));
}

/** Touched while a browser has this program running; the helper that keeps baresip goes by it. */
const aliveFile = ({ config }) => join(config, 'ringside.alive');

function touch(settings) {
  const file = aliveFile(settings);
  try {
    if (existsSync(file)) utimesSync(file, new Date(), new Date());
    else writeFileSync(file, '');
  } catch {
    // Without a folder there is no baresip of ours either.
  }
}

/** Started by a browser: speaks with it until it closes the pipe. */
function serve() {
  const settings = readSettings();
  const send = (message) => process.stdout.write(nativeFrame(message));
  const phone = new Softphone(settings, send, () => {
    if (!isThere(settings.program)) return setImmediate(() => phone.missing(settings.program));
    touch(settings);
    const helper = [fileURLToPath(import.meta.url), '--keep'];
    spawn(process.execPath, helper, { detached: true, stdio: 'ignore', windowsHide: true }).unref();
  });
  const alive = setInterval(() => touch(settings), LOOK_MS);
  const end = () => {
    clearInterval(alive);
    phone.close();
    process.exit(0);
  };
  const take = async ({ type, id, ...order }) => {
    if (type === 'hello') {
      send({ type: 'hello', version: VERSION });
      phone.open();
    } else if (type === 'retry') {
      phone.open();
    } else if (type === 'quit') {
      await phone.quit();
      if (existsSync(aliveFile(settings))) unlinkSync(aliveFile(settings));
      end();
    } else {
      send({ type: 'result', id, ...(await phone.command({ type, ...order })) });
    }
  };
  const reader = new NativeReader(take, (detail) => send({ type: 'problem', detail }));
  process.stdin.on('data', (chunk) => reader.push(chunk));
  process.stdin.on('end', end);
  process.stdout.on('error', end);
}

/** Runs baresip: it outlives the browser's worker, but not for long the browser. */
function keep() {
  const settings = readSettings();
  const phone = spawn(settings.program, ['-f', settings.config], { stdio: 'ignore', windowsHide: true });
  phone.on('error', () => process.exit(1));
  phone.on('exit', () => process.exit(0));
  setInterval(() => {
    const file = aliveFile(settings);
    if (!existsSync(file)) return phone.kill();
    if (Date.now() - statSync(file).mtimeMs < ALONE_MS) return;
    // Nobody else is connected now, so that it may be asked; a call that goes on is not cut off.
    const asked = new Softphone({ ...settings, start: false }, (message) => {
      if (message.type === 'calls' && message.calls.length === 0) phone.kill();
      if (message.type !== 'call') asked.close();
    });
    asked.open();
  }, LOOK_MS / 10);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--keep')) keep();
  else serve();
}
