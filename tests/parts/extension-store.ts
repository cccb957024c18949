import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from '../setup/ensure.ts';
import { extensionIdOf } from './browser-profile.ts';
import { startServer, type TestServer } from './http-server.ts';

/**
 * A store of our own on 127.0.0.1: our build packed (CRX), installed in a profile as other programs install extensions,
 * and updated by the browser itself from here. Chromium on Linux only: elsewhere browsers take packed extensions from
 * their own stores alone.
 */
export class ExtensionStore {
  readonly extensionId: string;
  readonly #build: string;
  readonly #folder: string;
  readonly #server: TestServer;
  #offered = '';

  private constructor(build: string, folder: string, server: TestServer, publicKey: Buffer) {
    this.#build = build;
    this.#folder = folder;
    this.#server = server;
    const key = publicKey.toString('base64');
    const keyed = join(folder, 'keyed');
    mkdirSync(keyed);
    writeFileSync(join(keyed, 'manifest.json'), JSON.stringify({ key }));
    this.extensionId = extensionIdOf(keyed);
  }

  /** @param build the folder of the built extension */
  static async start(build: string): Promise<ExtensionStore> {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-store-'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    let store: ExtensionStore | undefined;
    const server = await startServer({
      folder,
      handle: (request, response) => {
        if (!request.url?.startsWith('/updates.xml')) return false;
        response.writeHead(200, { 'content-type': 'text/xml' }).end(store?.updates());
        return true;
      },
    });
    const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    store = new ExtensionStore(build, folder, server, publicKey);
    return store;
  }

  /** Offers our build under this version; running browsers see it when they look for updates. */
  publish(version: string): void {
    const unpacked = join(this.#folder, version);
    cpSync(this.#build, unpacked, { recursive: true });
    const file = join(unpacked, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    // The key is the store's, and so is the id.
    delete manifest.key;
    writeFileSync(file, JSON.stringify({ ...manifest, version, update_url: `${this.#server.url}/updates.xml` }));
    const pack = [`--pack-extension=${unpacked}`, `--pack-extension-key=${join(this.#folder, 'key.pem')}`];
    const profile = join(this.#folder, 'packing');
    const flags = [
      '--headless=new',
      `--user-data-dir=${profile}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
    execFileSync(ensureChromium(), [...flags, ...pack], { stdio: 'ignore' });
    this.#offered = version;
  }

  /** Writes into a profile that no browser uses right now: what is offered is to be installed. */
  installInto(profile: string): void {
    const folder = join(profile, 'External Extensions');
    mkdirSync(folder, { recursive: true });
    const entry = { external_crx: join(this.#folder, `${this.#offered}.crx`), external_version: this.#offered };
    writeFileSync(join(folder, `${this.extensionId}.json`), JSON.stringify(entry));
  }

  /** The answer to a browser that looks for updates. */
  updates(): string {
    const check = `<updatecheck codebase="${this.#server.url}/${this.#offered}.crx" version="${this.#offered}"/>`;
    return `<?xml version="1.0"?><gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
      <app appid="${this.extensionId}">${check}</app></gupdate>`;
  }

  async close(): Promise<void> {
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
