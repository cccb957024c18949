// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  callOf,
  endOf,
  LONGEST_MESSAGE,
  linesOf,
  listenAddress,
  NativeReader,
  NetstringReader,
  nativeFrame,
  netstring,
  registrationOf,
  Softphone,
} from '../../../public/desktop/ringside-desktop.mjs';

/** The bytes in pieces that end at these places. */
function pieces(bytes: Buffer, cuts: number[]): Buffer[] {
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

const messages = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 6 });
const cuts = fc.array(fc.nat(10_000), { maxLength: 12 });

describe('messages with the browser', () => {
  function reader() {
    const [taken, bad]: [unknown[], string[]] = [[], []];
    return {
      taken,
      bad,
      native: new NativeReader(
        (message) => taken.push(message),
        (what) => bad.push(what),
      ),
    };
  }

  it('arrive whole, however they are cut and joined', () => {
    fc.assert(
      fc.property(messages, cuts, (sent, at) => {
        const { native, taken, bad } = reader();
        for (const piece of pieces(Buffer.concat(sent.map(nativeFrame)), at)) native.push(piece);
        expect(taken).toEqual(JSON.parse(JSON.stringify(sent)));
        expect(bad).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('begin with their length in four bytes', () => {
    expect([...nativeFrame({ a: 'ü' })]).toEqual([10, 0, 0, 0, ...Buffer.from('{"a":"ü"}')]);
  });

  it('are none where they are no JSON object, and the next one is read all the same', () => {
    const { native, taken, bad } = reader();
    for (const text of ['{', '[1]', '"x"', 'null', '\u0000']) {
      const head = Buffer.alloc(4);
      head.writeUInt32LE(Buffer.byteLength(text));
      native.push(Buffer.concat([head, Buffer.from(text)]));
    }
    native.push(nativeFrame({ next: 1 }));
    expect(taken).toEqual([{ next: 1 }]);
    expect(bad).toHaveLength(5);
  });

  it('are skipped where they are longer than 1 MB, in whatever pieces, and never sent', () => {
    const { native, taken, bad } = reader();
    const head = Buffer.alloc(4);
    head.writeUInt32LE(LONGEST_MESSAGE + 3);
    native.push(head);
    for (let left = LONGEST_MESSAGE + 3; left > 0; left -= 400_000)
      native.push(Buffer.alloc(Math.min(left, 400_000), 123));
    native.push(nativeFrame({ next: 1 }));
    expect(taken).toEqual([{ next: 1 }]);
    expect(bad).toEqual([`a message of ${LONGEST_MESSAGE + 3} bytes`]);
    expect(() => nativeFrame({ long: 'x'.repeat(LONGEST_MESSAGE) })).toThrow(/too long/);
  });
});

describe('netstrings with baresip', () => {
  function reader() {
    const [taken, broken]: [unknown[], string[]] = [[], []];
    return {
      taken,
      broken,
      strings: new NetstringReader(
        (message) => taken.push(message),
        (what) => broken.push(what),
      ),
    };
  }

  it('arrive whole, however they are cut and joined', () => {
    fc.assert(
      fc.property(messages, cuts, (sent, at) => {
        const { strings, taken, broken } = reader();
        const bytes = Buffer.from(sent.map((message) => netstring(JSON.stringify(message))).join(''));
        for (const piece of pieces(bytes, at)) strings.push(piece);
        expect(taken).toEqual(JSON.parse(JSON.stringify(sent)));
        expect(broken).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['x', '-1:', '01:a,', '5:{"a":1}', '99999999:', '2:{}x', 'GET / HTTP/1.1\r\n', ':'])(
    '%j breaks the stream',
    (text) => {
      const { strings, taken, broken } = reader();
      strings.push(Buffer.from(text));
      expect([taken, broken.length]).toEqual([[], 1]);
    },
  );

  it('count bytes, not letters', () => {
    expect(netstring('ü')).toBe('2:ü,');
  });
});

describe('what baresip says', () => {
  it('accounts: usable, failing, still trying, none', () => {
    const with_ = (status: string) => registrationOf(`\n--- User Agents (1) ---\n> sip:a@pbx   ${status}\n\n`);
    expect(with_('\u001b[32mOK \u001b[;m test-pbx Expires 59s')).toMatchObject({
      state: 'ready',
      account: 'sip:a@pbx',
    });
    expect(with_('')).toMatchObject({ state: 'ready' });
    expect(with_('\u001b[31mERR\u001b[;m 403 Forbidden')).toEqual({
      ...{ state: 'unregistered', detail: '403 Forbidden', account: 'sip:a@pbx' },
    });
    expect(with_('\u001b[33mzzz\u001b[;m')).toMatchObject({ state: 'registering' });
    expect(registrationOf('\n--- User Agents (0) ---\n\n')).toMatchObject({ state: 'unregistered' });
  });

  it('calls: lines, and the one it tells of', () => {
    const lines = `\n--- Active calls (2) ---\n  [line 1]  0:00:04  ESTABLISHED  (on hold)  sip:309@pbx\n> [line 2]  0:00:01   INCOMING             sip:+49@pbx\n`;
    expect(linesOf(lines)).toEqual([
      { line: 1, state: 'ESTABLISHED', held: true, peer: 'sip:309@pbx' },
      { line: 2, state: 'INCOMING', held: false, peer: 'sip:+49@pbx' },
    ]);
    const stat = `\n===== Call debug (INCOMING) =====\n local_uri:  <sip:a@pbx>\n peer_uri:  Zoë <b> <sip:+49@pbx>\n af=AF_INET id=1cb-2\n direction: Incoming\nSDP`;
    expect(callOf(stat)).toEqual({
      ...{ id: '1cb-2', state: 'INCOMING', name: 'Zoë <b>', peer: 'sip:+49@pbx', direction: 'incoming' },
    });
    expect(callOf('\n(no active calls)\n')).toBeUndefined();
  });

  it.each([
    ['Connection reset by user', { by: 'us' }],
    ['Connection reset by peer', { by: 'them' }],
    ['Call transfered', { by: 'transfer' }],
    ['486 Busy Here', { by: 'answer', status: 486, text: '486 Busy Here' }],
    ['Connection timed out', { by: 'error', text: 'Connection timed out' }],
  ])('%s', (param, end) => expect(endOf(param)).toEqual(end));
});

describe('where it listens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-config-'));
  afterEach(() => rmSync(join(folder, 'config'), { force: true }));
  const read = (text: string) => {
    writeFileSync(join(folder, 'config'), text);
    return listenAddress(folder);
  };

  it('this computer only, or it is not touched', () => {
    expect(listenAddress(folder)).toEqual({ host: '127.0.0.1', port: 4444 });
    expect(read('ctrl_tcp_listen 127.0.0.1:5555\n')).toEqual({ host: '127.0.0.1', port: 5555 });
    expect(read('ctrl_tcp_listen\t[::1]:4444')).toEqual({ host: '::1', port: 4444 });
    expect(read('module_app\tctrl_tcp.so\nctrl_tcp_listen 0.0.0.0:4444\n')).toEqual({ exposed: '0.0.0.0:4444' });
    expect(read('ctrl_tcp_listen 192.168.1.7:4444\n')).toEqual({ exposed: '192.168.1.7:4444' });
    // Without an address of its own the module listens everywhere.
    expect(read('module_app ctrl_tcp.so\n')).toEqual({ exposed: '0.0.0.0:4444' });
    expect(read('#module_app ctrl_tcp.so\n#ctrl_tcp_listen 0.0.0.0:4444\n')).toEqual({ host: '127.0.0.1', port: 4444 });
  });
});

describe('a softphone that does what it wants', () => {
  const told: Record<string, unknown>[] = [];
  const phones: Softphone[] = [];
  afterEach(() => {
    for (const phone of phones.splice(0)) phone.close();
    told.length = 0;
  });

  async function listening(behave: (socket: Socket) => void) {
    const server = createServer(behave);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const folder = mkdtempSync(join(tmpdir(), 'ringside-config-'));
    const { port } = server.address() as { port: number };
    writeFileSync(join(folder, 'config'), `ctrl_tcp_listen 127.0.0.1:${port}\n`);
    const settings = { program: 'baresip', config: folder, start: false };
    const phone = new Softphone(
      settings,
      (message: object) => told.push(message as never),
      () => {},
    );
    phones.push(phone);
    phone.open();
    return { phone, server };
  }

  it('speaks garbage: it counts as gone, and is tried again', async () => {
    let connections = 0;
    const { server } = await listening((socket) => {
      connections += 1;
      socket.on('error', () => {});
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await vi.waitFor(() => expect(told).toContainEqual({ type: 'phone', state: 'unreachable', detail: '' }));
    await vi.waitFor(() => expect(connections).toBeGreaterThan(1), { timeout: 5000 });
    server.close();
  });

  it('a command for a call it does not have is refused', async () => {
    const { phone, server } = await listening((socket) => {
      socket.on('error', () => {});
    });
    expect(await phone.command({ type: 'hangUp', call: 'nobody' })).toEqual({ ok: false, unknown: true });
    server.close();
  });
});
