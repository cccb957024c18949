/** A page with lib/page running in an isolated world of its own, as a content script's is. */
import { join } from 'node:path';
import type { CDPSession, Frame, Page } from 'puppeteer-core';
import { build } from 'vite';
import { ROOT } from '../setup/ensure.ts';
import type { Asked, Harness } from './page-harness.ts';

let bundle: Promise<string> | undefined;

/** lib/page and its fake background as one script. */
function harnessCode(): Promise<string> {
  bundle ??= build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: {
      write: false,
      minify: false,
      lib: { entry: join(ROOT, 'tests/e2e/page-harness.ts'), formats: ['iife'], name: 'ringsideHarness' },
    },
  }).then((result) => {
    const [output] = Array.isArray(result) ? result : [result];
    const chunk = output && 'output' in output ? output.output[0] : undefined;
    if (!chunk) throw new Error('vite built nothing');
    return chunk.code;
  });
  return bundle;
}

/** One icon as the page's own scripts can see it, and where it stands. */
export interface SeenIcon {
  number: string;
  state: string;
  field: string;
  /** Id of the nearest element around it, '' for none. */
  near: string;
  /** Distance of its box from the box of the number it belongs to, measured by the test page. */
  hit: boolean;
  left: number;
  top: number;
  width: number;
}

export interface StagedPage {
  page: Page;
  /** Everything the fake background was asked. */
  asked(): Promise<Asked>;
  call(method: 'start' | 'startWithLateTools' | 'stop' | 'orphan'): Promise<void>;
  states(states: Record<string, 'idle' | 'active' | 'ringing'>): Promise<void>;
  line(line: { ready: boolean; demo: boolean; why: string }): Promise<void>;
  icons(): Promise<SeenIcon[]>;
  /** A click of a person in the middle of the icon with this number. */
  click(number: string): Promise<void>;
}

/** Starts lib/page in the frame; `page` must show what is to be looked at already. */
export async function stage(page: Page, frame: Frame = page.mainFrame()): Promise<StagedPage> {
  const session = await page.createCDPSession();
  const contextId = await isolatedWorld(session, frame);
  const evaluate = async (expression: string) => {
    const answer = await session.send('Runtime.evaluate', { expression, contextId, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? expression);
    return answer.result.value as unknown;
  };
  await evaluate(await harnessCode());
  const call = async (method: keyof Harness, argument?: unknown) =>
    void (await evaluate(`void harness.${method}(${argument === undefined ? '' : JSON.stringify(argument)})`));
  return {
    page,
    asked: async () => (await evaluate('harness.asked')) as Asked,
    call,
    states: (states) => call('states', states),
    line: (line) => call('line', line),
    icons: () => frame.evaluate(readIcons),
    async click(number) {
      const icon = (await frame.evaluate(readIcons)).find((each) => each.number === number);
      if (!icon) throw new Error(`no icon for ${number}`);
      await page.mouse.click(icon.left + icon.width / 2, icon.top + icon.width / 2);
    },
  };
}

async function isolatedWorld(session: CDPSession, frame: Frame): Promise<number> {
  const frameId = (frame as unknown as { _id: string })._id;
  const world = await session.send('Page.createIsolatedWorld', { frameId, worldName: 'ringside-test' });
  return world.executionContextId;
}

/** Runs in the page: all icons, also in open shadow roots. */
function readIcons(): SeenIcon[] {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const each of root.querySelectorAll('*')) if (each.shadowRoot) roots.push(each.shadowRoot);
  return roots.flatMap((root) =>
    [...root.querySelectorAll<HTMLElement>('ringside-call')].map((host) => {
      const { left, top, width, height } = host.getBoundingClientRect();
      const hit = root.elementFromPoint(left + width / 2, top + height / 2);
      const near = host.parentElement?.closest('[id]')?.id ?? '';
      const { number = '', state = '', field = '' } = host.dataset;
      return { number, state, field, near, hit: hit !== null && host.contains(hit), left, top, width };
    }),
  );
}
