/** Pages that redraw themselves, made with the real libraries: a thousand random steps each with our icons in them. */
import '../unit/setup.ts';
import { join } from 'node:path';
import fc from 'fast-check';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../parts/browser.ts';
import { startServer, type TestServer } from '../parts/http-server.ts';
import { until } from '../parts/wait.ts';
import { ROOT } from '../setup/ensure.ts';
import { type StagedPage, stage } from './page-stage.ts';

const FRAMEWORKS = ['react', 'vue', 'lit', 'jquery-ui'];
const STEPS = 1000;
/** Steps between two moments at which the page rests and every icon must be right. */
const UNTIL_QUIET = 125;

interface Command {
  kind: string;
  at: number;
}

/** The fixture's side of the page (tests/fixtures/frameworks/model.js). */
interface App {
  errors: string[];
  numbers(): string[];
  run(commands: Command[], frameEvery: number): Promise<void>;
  html(): string;
}

const KINDS = ['insert', 'remove', 'rename', 'renumber', 'edit', 'reverse', 'sort', 'unmount', 'dialog', 'again'];
const command = fc.record({ kind: fc.constantFrom(...KINDS, 'insert', 'again'), at: fc.nat(7) });

let test: TestBrowser;
let server: TestServer;
const pages: Record<string, string> = {};

beforeAll(async () => {
  for (const name of FRAMEWORKS) {
    pages[`/${name}.js`] = await bundle(name);
    pages[`/${name}.html`] = `<!doctype html><html lang="de"><title>${name}</title><body>
      <div id="app"></div><div id="side"></div><script type="module" src="/${name}.js"></script></body></html>`;
  }
  test = await launchBrowser({ extensionDir: null });
  server = await startServer({
    handle(request, response) {
      const body = pages[request.url ?? ''];
      if (!request.url?.endsWith('.js') || body === undefined) return false;
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(body);
      return true;
    },
    pages,
  });
});
afterAll(async () => {
  await test?.close();
  await server?.close();
});

async function bundle(name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rollupOptions: { output: { codeSplitting: false } },
      lib: { entry: join(ROOT, 'tests/fixtures/frameworks', `${name}.js`), formats: ['es'] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('vite built nothing');
  return chunk.code;
}

/** The numbers with an icon are those that the page shows, each as often, and each icon can be hit. */
async function iconsAreRight(staged: StagedPage): Promise<void> {
  const wanted = await staged.page.evaluate(() => (globalThis as unknown as { app: App }).app.numbers().sort());
  await until(`icons for ${wanted.join(' ')}`, async () => {
    const icons = await staged.icons();
    const seen = icons.map(({ number }) => number).sort();
    if (seen.join() === wanted.join() && icons.every(({ hit }) => hit)) return true;
    throw new Error(seen.join(' '));
  });
}

it.each(FRAMEWORKS)('%s redraws, reorders and unmounts as if we were not there', async (name) => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: STEPS, maxLength: STEPS }), async (commands) => {
      const page = await test.openPage(`${server.url}/${name}.html`);
      await page.waitForFunction('globalThis.app');
      const staged = await stage(page);
      for (let from = 0; from < STEPS; from += UNTIL_QUIET) {
        await iconsAreRight(staged);
        const part = commands.slice(from, from + UNTIL_QUIET);
        await page.evaluate((each) => (globalThis as unknown as { app: App }).app.run(each, 4), part);
      }
      await iconsAreRight(staged);
      const [html, errors] = await page.evaluate(() => {
        const { app } = globalThis as unknown as { app: App };
        return [app.html(), app.errors] as const;
      });
      expect(errors).toEqual([]);
      await page.close();

      const alone = await test.openPage(`${server.url}/${name}.html`);
      await alone.waitForFunction('globalThis.app');
      await alone.evaluate((each) => (globalThis as unknown as { app: App }).app.run(each, 0), commands);
      expect(html).toBe(await alone.evaluate(() => (globalThis as unknown as { app: App }).app.html()));
      await alone.close();
    }),
    // One run is a thousand random steps, compared with the page alone; the seed is printed.
    { numRuns: 1, endOnFailure: true },
  );
});
