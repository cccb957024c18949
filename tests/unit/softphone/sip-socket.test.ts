import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SipSocket } from '../../../lib/softphone/sip-socket';

/** A WebSocket whose server is the test. */
class FakeWebSocket extends EventTarget {
  static readonly OPEN = 1;
  static all: FakeWebSocket[] = [];
  readyState = 0;
  binaryType = '';
  readonly sent: unknown[] = [];
  closed = false;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    super();
    FakeWebSocket.all.push(this);
  }
  static get last(): FakeWebSocket {
    const socket = FakeWebSocket.all.at(-1);
    if (!socket) throw new Error('no WebSocket yet');
    return socket;
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  breaks(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
  says(data: unknown) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

const ONE = 'wss://one.example/ws';
const TWO = 'ws://two.example:8088/ws?token=secret';

let socket: SipSocket;
let heard: string[];
const urls = () => FakeWebSocket.all.map(({ url }) => url);

function open(servers: string[]): SipSocket {
  socket = new SipSocket(servers, {
    now: Date.now,
    onTrying: () => heard.push('trying'),
    onWaiting: (nextTry, detail) => heard.push(`waiting ${nextTry - Date.now() > 0} ${detail}`),
    onBadMessage: (error) => heard.push(`bad ${error}`),
    trace: (direction, message) => heard.push(`${direction} ${message}`),
  });
  socket.onconnect = () => heard.push(`up ${socket.via_transport} ${socket.sip_uri}`);
  socket.ondisconnect = (_error, _code, reason) => heard.push(`down ${reason}`);
  socket.connect();
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  vi.stubGlobal('WebSocket', FakeWebSocket);
  FakeWebSocket.all = [];
  heard = [];
});

afterEach(() => {
  socket.disconnect();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('servers', () => {
  test('are tried in order, each at once after the other, then with growing pauses from the first again', () => {
    open([ONE, TWO]);
    FakeWebSocket.last.breaks();
    expect(urls()).toEqual([ONE, TWO]);
    FakeWebSocket.last.breaks();
    expect(heard.at(-1)).toBe('waiting true one.example: closed (1006), two.example:8088: closed (1006)');
    const pauses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const began = Date.now();
      vi.advanceTimersToNextTimer();
      pauses.push(Date.now() - began);
      FakeWebSocket.last.breaks();
      FakeWebSocket.last.breaks();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(urls().slice(2, 4)).toEqual([ONE, TWO]);
  });

  test('that say nothing are given up after 5 s', () => {
    open([ONE, TWO]);
    vi.advanceTimersByTime(5000);
    expect(urls()).toEqual([ONE, TWO]);
    expect(FakeWebSocket.all[0]?.closed).toBe(true);
    FakeWebSocket.last.opens();
    expect(heard.at(-1)).toBe('up WS sip:two.example:8088;transport=ws');
  });

  test('that let us in but do not register us are left for the next one', () => {
    open([ONE, TWO]);
    FakeWebSocket.last.opens();
    socket.drop('503 Service Unavailable');
    expect(heard).toContain('down 503 Service Unavailable');
    expect(urls()).toEqual([ONE, TWO]);
  });

  test('begin with the first again when a good connection is lost', () => {
    open([ONE, TWO]);
    FakeWebSocket.last.breaks();
    FakeWebSocket.last.opens();
    socket.proven();
    vi.advanceTimersByTime(60_000);
    FakeWebSocket.last.breaks(1001);
    expect(urls()).toEqual([ONE, TWO, ONE]);
  });

  test('that throw us out right after registering are not hammered', () => {
    open([ONE]);
    FakeWebSocket.last.opens();
    socket.proven();
    FakeWebSocket.last.breaks(1001);
    expect(urls()).toEqual([ONE]);
    expect(heard.at(-1)).toMatch(/^waiting true/);
  });

  test.each([[[]], [['http://one.example']], [['nonsense', '']]])('%j is no address', (servers) => {
    socket = open([ONE]);
    expect(() => new SipSocket(servers, {} as never)).toThrow(TypeError);
  });
});

test('waiting ends at once when the network comes back or the user wants it', () => {
  open([ONE]);
  FakeWebSocket.last.breaks();
  dispatchEvent(new Event('online'));
  expect(urls()).toHaveLength(2);
  FakeWebSocket.last.breaks();
  socket.retryNow();
  expect(urls()).toHaveLength(3);
  // Not while a try is under way.
  socket.retryNow();
  expect(urls()).toHaveLength(3);
});

test('disconnect closes, and nothing happens after it', () => {
  open([ONE]);
  FakeWebSocket.last.opens();
  socket.disconnect();
  expect(FakeWebSocket.last.closed).toBe(true);
  const before = [...heard];
  FakeWebSocket.last.says('late');
  FakeWebSocket.last.breaks();
  dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(120_000);
  expect(heard).toEqual(before);
  expect(socket.send('x')).toBe(false);
});

test('a message that chokes the parser or is far too long ends nothing', () => {
  open([ONE]);
  socket.ondata = () => {
    throw new Error('parser');
  };
  FakeWebSocket.last.opens();
  FakeWebSocket.last.says('x');
  FakeWebSocket.last.says('y'.repeat(300_000));
  expect(heard.slice(-2)).toEqual(['received x', 'bad Error: parser']);
  expect(socket.isConnected()).toBe(true);
});

test('the trace is redacted in both directions', () => {
  open([ONE]);
  FakeWebSocket.last.opens();
  socket.send('REGISTER\r\nAuthorization: Digest secret\r\n');
  FakeWebSocket.last.says('SIP/2.0 401\r\nWWW-Authenticate: Digest secret\r\n');
  expect(heard.slice(-2).join()).not.toContain('secret');
  expect(FakeWebSocket.last.sent[0]).toContain('secret');
});
