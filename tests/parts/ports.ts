import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP port on 127.0.0.1 that nobody listens on right now. */
export async function freeTcpPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A UDP port on 127.0.0.1 that nobody uses right now. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

/** The even first port of a range for RTP, below the ports the system hands out by itself. */
export function rtpRange(size = 400): { from: number; to: number } {
  const from = 10_000 + 2 * Math.floor((Math.random() * (32_000 - 10_000 - size)) / 2);
  return { from, to: from + size - 1 };
}
