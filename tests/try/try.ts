/**
 * A first look without any set-up: `npm run try` opens a browser with the extension, a sample CRM and the demonstration
 * line. `npm run try -- --headless --out DIR` plays the main job by itself and writes pictures and result.json to DIR.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from '../setup/ensure.ts';
import { ensureBuilt } from './build.ts';
import { playMainJob } from './main-job.ts';
import { addCrmAddress, type Scene, startScene } from './scene.ts';
import { Steps } from './steps.ts';

const USAGE = `npm run try                             opens a browser to try Ringside in
npm run try -- --headless --out DIR     plays the main job without a window; pictures and result.json go to DIR`;

const HINTS = (url: string) => `
Ringside is running. The sample CRM is ${url}; every call is played by the demonstration line.
1. Click a green handset beside a phone number: it turns red and the call begins. Click it again to hang up.
2. Follow the call in the side panel. Closed, it comes back by the Ringside button (behind the puzzle piece).
3. Call "Mobil" (030 23125003): nobody answers, but you are called back. Let it ring, then call back from the panel.
4. Look at the other pages of the CRM, and at the settings: the sliders at the top of the side panel.
5. Close the browser to end. Its profile is thrown away.
`;

/** Plays the main job headless; true when every step succeeded. */
async function playHeadless(out: string): Promise<boolean> {
  const steps = new Steps(out);
  let scene: Scene | undefined;
  try {
    await steps.run('browser found', ensureChromium);
    await steps.run('extension built', ensureBuilt);
    scene = await steps.run('browser and sample CRM started', () => startScene({}));
    await steps.run('sample CRM added as a CRM address', () => addCrmAddress(scene as Scene));
    await playMainJob(scene, steps);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  } finally {
    await scene?.stop();
  }
  console.log(`${steps.ok ? 'All steps succeeded' : 'A step failed'}; pictures and result.json are in ${out}`);
  return steps.ok;
}

/** Opens a browser for a person; returns when it was closed. */
async function openForPerson(): Promise<void> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error(`There is no screen here (DISPLAY is not set). Without one this works:\n${USAGE.split('\n')[1]}`);
  }
  console.log(`Browser: ${ensureChromium()}`);
  ensureBuilt();
  const profile = mkdtempSync(join(tmpdir(), 'ringside-try-'));
  // Also when Ctrl+C ends us.
  process.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  const options = { profile, headless: false, closed: false, microphone: 'prompt', microphoneHz: null } as const;
  const scene = await startScene(options);
  const ended = new Promise((resolve) => scene.test.browser.once('disconnected', resolve));
  try {
    await addCrmAddress(scene);
    const [first] = await scene.test.browser.pages();
    if (!first) throw new Error('The browser has no window.');
    await first.goto(scene.url);
    await scene.test.openPanel(first);
    console.log(HINTS(scene.url));
    await ended;
  } finally {
    await scene.stop();
  }
}

const { values } = parseArgs({
  options: { headless: { type: 'boolean' }, out: { type: 'string' }, help: { type: 'boolean' } },
});

try {
  if (values.help) console.log(USAGE);
  else if (values.headless) process.exitCode = (await playHeadless(resolve(values.out ?? '.cache/try'))) ? 0 : 1;
  else await openForPerson();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
