/** A world of its own in a page, as a content script's is, with the floors and the other finders in it. */
import { join } from 'node:path';
import type { CDPSession, Page } from 'puppeteer-core';
import { build } from 'vite';
import { ROOT } from '../setup/ensure.ts';

let bundle: Promise<string> | undefined;

function contenders(): Promise<string> {
  bundle ??= build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(ROOT, 'tests/bench/contenders.js'), formats: ['iife'], name: 'contenders' },
    },
  }).then((result) => {
    const [output] = Array.isArray(result) ? result : [result];
    const chunk = output && 'output' in output ? output.output[0] : undefined;
    if (!chunk) throw new Error('vite built nothing');
    return chunk.code;
  });
  return bundle;
}

export interface World {
  evaluate<T>(expression: string): Promise<T>;
}

/** Makes the world in the page as it is now; its scripts see the same DOM with wrappers of their own, all cold. */
export async function makeWorld(page: Page): Promise<World> {
  const world = await emptyWorld(page);
  await world.evaluate(await contenders());
  return world;
}

/** Such a world with nothing in it. */
export async function emptyWorld(page: Page): Promise<World> {
  const session = await page.createCDPSession();
  const frameId = (page.mainFrame() as unknown as { _id: string })._id;
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId, worldName: 'bench' });
  return { evaluate: <T>(expression: string) => evaluateIn<T>(session, expression, executionContextId) };
}

/** The world of our content script in this page, which tests may look into but the page cannot. */
export async function extensionWorld(page: Page, extensionId: string): Promise<World> {
  const session = await page.createCDPSession();
  const found = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.includes(extensionId)) resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  const contextId = await found;
  return { evaluate: <T>(expression: string) => evaluateIn<T>(session, expression, contextId) };
}

async function evaluateIn<T>(session: CDPSession, expression: string, contextId: number): Promise<T> {
  const answer = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    returnByValue: true,
    awaitPromise: true,
  });
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? 'evaluation failed');
  return answer.result.value as T;
}
