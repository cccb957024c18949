import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export interface ServerOptions {
  /** Answers what it wants to; returns false for the rest. */
  handle?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  /** Pages by path, for example { '/mask.html': '<input …>' }. */
  pages?: Record<string, string>;
  /** A folder whose files are served. */
  folder?: string;
}

export interface TestServer {
  readonly port: number;
  /** http://127.0.0.1:port */
  readonly url: string;
  /** The same server as another site: http://localhost:port */
  readonly otherUrl: string;
  /** What was asked for so far, as "GET /mask.html". */
  readonly requests: string[];
  close(): Promise<void>;
}

/** A small web server on 127.0.0.1 for pages of tests, on a free port. Whatever it does not know is 404. */
export async function startServer(options: ServerOptions): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (await options.handle?.(request, response)) return;
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const body = options.pages?.[path] ?? fileIn(options.folder, path);
    if (body === undefined) return void response.writeHead(404).end('not here');
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/html; charset=utf-8' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    otherUrl: `http://localhost:${port}`,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function fileIn(folder: string | undefined, path: string): Buffer | undefined {
  if (folder === undefined) return undefined;
  const file = join(folder, normalize(path === '/' ? '/index.html' : path));
  if (!file.startsWith(folder)) return undefined;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
