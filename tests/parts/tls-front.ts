import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { ROOT } from '../setup/ensure.ts';

export interface TlsFront {
  readonly port: number;
  /** How many clients have shaken hands, and what those said who broke off. */
  readonly taken: number;
  readonly refusals: string[];
  close(): Promise<void>;
}

const FOLDER = join(ROOT, 'tests', 'fixtures', 'tls');

/** The authority behind certificates of the kind 'ca-signed': a company's own. */
export const PRIVATE_CA = join(FOLDER, 'private-ca-cert.pem');

/** A certificate of the tests with its key, as servers take them. */
export function testCertificate(kind: 'self-signed' | 'ca-signed'): { key: Buffer; cert: Buffer } {
  const read = (part: string) => readFileSync(join(FOLDER, `${kind}-${part}.pem`));
  return { key: read('key'), cert: read('cert') };
}

/** TLS in front of a port on this machine, with a certificate as a PBX has it before somebody buys one. */
export async function startTlsFront(to: number, kind: 'self-signed' | 'ca-signed' = 'self-signed'): Promise<TlsFront> {
  const refusals: string[] = [];
  let taken = 0;
  const server = createServer(testCertificate(kind));
  server.on('secureConnection', (client) => {
    taken++;
    const upstream = connect(to, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    // A side that breaks off takes the other one with it.
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    // TLS 1.3: the client's "I do not trust this certificate" comes after our side of the handshake.
    client.on('error', (error) => refusals.push(error.message));
  });
  server.on('tlsClientError', (error) => refusals.push(error.message));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    get taken() {
      return taken;
    },
    refusals,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
