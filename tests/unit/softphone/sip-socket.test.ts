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
let idle: boolean;
const urls = () => FakeWebSocket.all.map(({ url }) => url);

function open(servers: string[]): SipSocket {
  socket = new SipSocket(servers, {
    now: Date.now,
    onTrying: () => heard.push('trying'),
    onWaiting: (nextTry, detail) => heard.push(`waiting ${nextTry - Date.now() > 0} ${detail}`),
    onBadMessage: (error) => heard.push(`bad ${error}`),
    onOpen: () => heard.push(`up ${socket.via_transport} ${socket.sip_uri}`),
    onLost: (why) => heard.push(`down ${why}`),
    idle: () => idle,
    trace: (direction, message) => heard.push(`${direction} ${message}`),
  });
  socket.onconnect = () => heard.push('JsSIP up');
  socket.ondisconnect = () => heard.push('JsSIP down');
  socket.ondata = (data) => heard.push(`JsSIP ${String(data).split('\r\n')[0]}`);
  socket.connect();
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  vi.stubGlobal('WebSocket', FakeWebSocket);
  FakeWebSocket.all = [];
  heard = [];
  idle = true;
});

afterEach(() => {
  socket.disconnect();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('servers', () => {
  test('are tried in order, each at once after the other, then after a pause from the first again', () => {
    open([ONE, TWO]);
    FakeWebSocket.last.breaks();
    expect(urls()).toEqual([ONE, TWO]);
    FakeWebSocket.last.breaks();
    expect(heard.at(-1)).toBe('waiting true one.example: closed (1006), two.example:8088: closed (1006)');
    vi.advanceTimersByTime(2000);
    FakeWebSocket.last.breaks();
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

describe('the way back', () => {
  const onSecond = () => {
    open([ONE, TWO]);
    FakeWebSocket.last.breaks();
    FakeWebSocket.last.opens();
    socket.proven();
  };

  test('to a better server is looked for once a minute; it takes over when it opens', () => {
    onSecond();
    vi.advanceTimersByTime(75_000);
    expect(urls()).toEqual([ONE, TWO, ONE]);
    FakeWebSocket.last.breaks();
    expect(FakeWebSocket.all[1]?.closed).toBe(false);
    vi.advanceTimersByTime(75_000);
    FakeWebSocket.last.opens();
    expect(FakeWebSocket.all[1]?.closed).toBe(true);
    expect(heard.at(-1)).toBe('up WSS sip:one.example;transport=ws');
    vi.advanceTimersByTime(300_000);
    expect(urls()).toEqual([ONE, TWO, ONE, ONE]);
  });

  test('is not gone in a call, nor when one began while it opened', () => {
    onSecond();
    idle = false;
    vi.advanceTimersByTime(75_000);
    expect(urls()).toEqual([ONE, TWO]);
    idle = true;
    vi.advanceTimersByTime(75_000);
    idle = false;
    FakeWebSocket.last.opens();
    expect(FakeWebSocket.last.closed).toBe(true);
    expect(heard.at(-1)).toBe('up WS sip:two.example:8088;transport=ws');
  });
});

describe('JsSIP and a lost connection', () => {
  const request = (method: string, branch: string, tag = ';tag=b') =>
    [
      `${method} sip:x SIP/2.0`,
      `Via: SIP/2.0/WSS x.invalid;branch=${branch}`,
      'From: <sip:a>;tag=a',
      `To: <sip:b>${tag}`,
      'Call-ID: c',
      `CSeq: 7 ${method}`,
      '',
      '',
    ].join('\r\n');
  const answer = (status: number, method: string, branch: string) =>
    `SIP/2.0 ${status} x\r\nVia: SIP/2.0/WSS x.invalid;branch=${branch};rport=1\r\nCSeq: 7 ${method}\r\n\r\n`;
  const sent = () => FakeWebSocket.last.sent.map((message) => String(message).split(' ')[0]);
  const lose = () => {
    socket.proven();
    vi.advanceTimersByTime(10_000);
    FakeWebSocket.last.breaks();
  };

  test('it hears of one connection, whatever becomes of it', () => {
    open([ONE]);
    FakeWebSocket.last.opens();
    lose();
    FakeWebSocket.last.opens();
    expect(heard.filter((word) => word.startsWith('JsSIP'))).toEqual(['JsSIP up']);
  });

  test('what belongs to a call goes out again on the next connection, until it is answered', () => {
    open([ONE]);
    FakeWebSocket.last.opens();
    socket.send(request('INVITE', 'hold'));
    socket.send(request('INFO', 'digit'));
    FakeWebSocket.last.says(answer(100, 'INVITE', 'hold'));
    FakeWebSocket.last.says(answer(200, 'INFO', 'digit'));
    lose();
    expect(socket.send(request('BYE', 'bye'))).toBe(true);
    FakeWebSocket.last.opens();
    expect(sent()).toEqual(['INVITE', 'BYE']);
    FakeWebSocket.last.says(answer(200, 'INVITE', 'hold'));
    lose();
    FakeWebSocket.last.opens();
    expect(sent()).toEqual(['BYE']);
  });

  test('what belongs to the connection fails with it; a call that was only beginning is not placed later', async () => {
    open([ONE]);
    FakeWebSocket.last.opens();
    socket.send(request('REGISTER', 'reg', ''));
    socket.send(request('INVITE', 'new', ''));
    lose();
    expect(heard.filter((word) => word.startsWith('JsSIP'))).toEqual(['JsSIP up', 'JsSIP SIP/2.0 503 Connection Lost']);
    socket.send(request('OPTIONS', 'ping', ''));
    await Promise.resolve();
    expect(heard.at(-1)).toBe('JsSIP SIP/2.0 503 Connection Lost');
    FakeWebSocket.last.opens();
    expect(sent()).toEqual([]);
  });

  test('a goodbye is kept for minutes, another request only as long as somebody waits for its answer', () => {
    open([ONE]);
    FakeWebSocket.last.opens();
    lose();
    socket.send(request('CANCEL', 'cancel', ''));
    socket.send(request('INFO', 'digit'));
    vi.advanceTimersByTime(4000);
    FakeWebSocket.last.breaks();
    for (let second = 0; second < 40; second++) {
      vi.advanceTimersByTime(1000);
      FakeWebSocket.last.breaks();
    }
    vi.advanceTimersByTime(2000);
    FakeWebSocket.last.opens();
    expect(sent()).toEqual(['CANCEL']);
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
