import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What becomes of one request: passed on; passed on late; passed on and its answer withheld, so that the server has done
 * what the client never hears of; answered 500 in front of the server, or behind it; refused as if nobody were there.
 */
export type Mood = 'pass' | 'late' | 'cutAfter' | 'errorBefore' | 'errorAfter' | 'gone';

/** An HTTP proxy on 127.0.0.1 in front of a server on this machine, which treats each request as `mood` says. */
export class MoodyProxy {
  readonly #server: Server;
  readonly #to: number;
  /** Asked for every request. */
  mood: (path: string) => Mood = () => 'pass';
  lateMs = 1500;
  /** How many requests were treated how. */
  readonly counts: Partial<Record<Mood, number>> = {};

  private constructor(server: Server, to: number) {
    this.#server = server;
    this.#to = to;
    server.on('request', (incoming, answer) => {
      void this.#treat(incoming, answer).catch(() => answer.destroy());
    });
  }

  static async start(to: number): Promise<MoodyProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MoodyProxy(server, to);
  }

  /** Origin, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #treat(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const mood = this.mood(incoming.url ?? '/');
    this.counts[mood] = (this.counts[mood] ?? 0) + 1;
    if (mood === 'gone') return void incoming.socket.destroy();
    if (mood === 'errorBefore') return fail(answer);
    if (mood === 'late') await pause(this.lateMs);
    const { status, headers, bytes } = await this.#pass(incoming, body);
    if (mood === 'cutAfter') return void incoming.socket.destroy();
    if (mood === 'errorAfter') return fail(answer);
    answer.writeHead(status, headers);
    answer.end(bytes);
  }

  async #pass({ method, url, headers }: IncomingMessage, body: Buffer) {
    const passed = request({ host: '127.0.0.1', port: this.#to, method, path: url, headers });
    passed.end(body);
    const [reply] = (await once(passed, 'response')) as [IncomingMessage];
    return { status: reply.statusCode ?? 502, headers: reply.headers, bytes: await bytesOf(reply) };
  }
}

function fail(answer: ServerResponse): void {
  answer.writeHead(500, { 'content-type': 'text/plain' });
  answer.end('Internal Server Error');
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
