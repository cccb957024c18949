import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line of bytes between two sockets, one direction. */
interface Pipe {
  from: Socket;
  to: Socket;
}

export interface ProxyOptions {
  /** The port on 127.0.0.1 that the proxy stands in front of. */
  to: number;
  /** How much later everything arrives, in each direction. */
  delayMs?: number;
}

/**
 * A TCP proxy on 127.0.0.1 for HTTP and WebSocket that can misbehave as networks do. It begins by passing everything.
 */
export class StallingProxy {
  readonly port: number;
  /** Applies to what arrives from now on. */
  delayMs: number;
  /** Connections taken so far. */
  connections = 0;
  /** Bytes that came from clients and from the server so far, passed on or not. */
  bytesFromClients = 0;
  bytesFromServer = 0;
  readonly #to: number;
  readonly #pipes = new Set<Pipe>();
  #server: Server | undefined;
  #stalled = false;

  private constructor(port: number, { to, delayMs = 0 }: ProxyOptions) {
    this.port = port;
    this.#to = to;
    this.delayMs = delayMs;
  }

  static async start(options: ProxyOptions): Promise<StallingProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new StallingProxy((server.address() as { port: number }).port, options);
    proxy.#take(server);
    return proxy;
  }

  /** Connections open right now. */
  get open(): number {
    return this.#pipes.size / 2;
  }

  /** The same address with the proxy's port: for `ws://127.0.0.1:8088/ws` the address to give to the client. */
  through(address: string): string {
    const url = new URL(address);
    url.port = String(this.port);
    return url.href;
  }

  /** All is well again: what was held back goes on its way, new connections are taken. */
  async pass(): Promise<void> {
    this.#stalled = false;
    for (const { from } of this.#pipes) from.resume();
    if (this.#server) return;
    const server = createServer();
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.#take(server);
  }

  /** Nothing gets through any more, in no direction and without a word; connections stay open and are taken. */
  stall(): void {
    this.#stalled = true;
    for (const { from } of this.#pipes) from.pause();
  }

  /** Breaks all connections at once (reset); new ones are treated as before. */
  cut(): void {
    for (const { from } of this.#pipes) from.resetAndDestroy();
  }

  /** Breaks all connections and refuses new ones, until pass(). */
  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server ? once(server, 'close') : undefined;
    server?.close();
    this.cut();
    await closed;
  }

  async close(): Promise<void> {
    await this.refuse();
  }

  #take(server: Server): void {
    this.#server = server;
    server.on('connection', (client) => {
      this.connections++;
      const upstream = connect(this.#to, '127.0.0.1');
      this.#join({ from: client, to: upstream }, (bytes) => {
        this.bytesFromClients += bytes;
      });
      this.#join({ from: upstream, to: client }, (bytes) => {
        this.bytesFromServer += bytes;
      });
    });
  }

  #join(pipe: Pipe, count: (bytes: number) => void): void {
    const { from, to } = pipe;
    this.#pipes.add(pipe);
    from.on('data', (chunk) => {
      count(chunk.length);
      this.#later(() => to.writable && to.write(chunk));
    });
    from.on('end', () => this.#later(() => to.end()));
    from.on('close', (hadError) => {
      this.#pipes.delete(pipe);
      if (hadError) to.destroy();
    });
    // A broken connection is this proxy's business; the close that follows says all.
    from.on('error', () => to.destroy());
    if (this.#stalled) from.pause();
  }

  /** Timers of the same length fire in the order they were set: bytes keep their order. */
  #later(act: () => void): void {
    if (this.delayMs > 0) setTimeout(act, this.delayMs);
    else act();
  }
}
