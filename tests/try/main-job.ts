import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { until } from '../parts/wait.ts';
import { ROOT } from '../setup/ensure.ts';
import { picture, sideBySide } from './pictures.ts';
import { type Scene, shows, showsNot } from './scene.ts';
import type { Steps } from './steps.ts';

/** Numbers in the sample CRM's mask, and what the demonstration line does with them. */
const ANSWERS = '+493023125001';
const BUSY = '+493023125002';
const CALLS_BACK = '+493023125003';
const DROPS = '+493023125004';

/** The caller of the demonstration line gives up after 20 s; the rest is for a slow machine. */
const UNTIL_MISSED_MS = 40_000;

/** The labels of the UI in the language the browser is started with. */
const TEXTS = JSON.parse(readFileSync(join(ROOT, 'public', '_locales', 'en', 'messages.json'), 'utf8')) as Record<
  'action_open' | 'action_callBack' | 'reason_callerGaveUp' | 'call_calledBack',
  { message: string }
>;

/** What a called-back entry says, before the time. */
const [CALLED_BACK = ''] = TEXTS.call_calledBack.message.split('{');

/** Plays what agents do all day, on the pages they see, and keeps a picture of each step. */
export async function playMainJob(scene: Scene, steps: Steps): Promise<void> {
  const { test } = scene;
  const page = await test.openPage(scene.url);
  const job = new MainJob(scene, steps, page);
  await job.findNumbers();
  const panel = await steps.run('side panel opened by the toolbar button', async () => {
    const opened = await test.openPanel(page);
    await shows(opened, `[data-number="${ANSWERS}"]`);
    await job.keep('2-panel', opened);
    return opened;
  });
  await job.talk(panel);
  await job.farSideHangsUp(panel);
  await job.missACall(panel);
  await job.callBack(panel);
}

class MainJob {
  readonly scene: Scene;
  readonly steps: Steps;
  readonly page: Page;

  constructor(scene: Scene, steps: Steps, page: Page) {
    this.scene = scene;
    this.steps = steps;
    this.page = page;
  }

  async findNumbers(): Promise<void> {
    const { steps, page } = this;
    await steps.run('call icons beside the phone numbers of the mask, and nowhere else', async () => {
      const wanted = [ANSWERS, BUSY, CALLS_BACK, DROPS].join(' ');
      await until(`ready call icons for ${wanted} and no others`, async () => {
        const found = await page.$$eval('ringside-call', (icons) =>
          icons.map((icon) => [icon.getAttribute('data-number'), icon.getAttribute('data-state')]),
        );
        const numbers = [...new Set(found.map(([number]) => number))].sort().join(' ');
        return numbers === wanted && found.every(([, state]) => state === 'ready');
      });
      await shows(page, 'ringside-mask-call[data-state="ready"]');
      await this.keep('1-mask');
    });
  }

  /** Icon click, dialling, connected; hung up by a click on the red icon. */
  async talk(panel: Page): Promise<void> {
    const { steps, page } = this;
    await steps.run('click on the call icon: dialling, icon red', async () => {
      await this.clickIcon(ANSWERS);
      await shows(page, icon(ANSWERS, 'active'));
      await shows(panel, live('dialling'));
      await this.keep('3-dialling', panel);
    });
    await steps.run('connected', async () => {
      await shows(panel, live('connected'));
      await this.keep('4-connected', panel);
    });
    await steps.run('hung up by a click on the red icon: the entry leaves at once, icon green', async () => {
      await this.clickIcon(ANSWERS);
      await shows(page, icon(ANSWERS, 'ready'));
      await showsNot(panel, `${live('connected')}, ${entry('hungUp')}`);
      await this.keep('5-hung-up-by-us', panel);
    });
  }

  async farSideHangsUp(panel: Page): Promise<void> {
    const { steps, page } = this;
    await steps.run('the far side hangs up: the entry says so, icon green', async () => {
      await this.clickIcon(DROPS);
      await shows(panel, live('connected'));
      await shows(panel, entry('hungUp'));
      await shows(page, icon(DROPS, 'ready'));
      await this.keep('6-hung-up', panel);
    });
  }

  async missACall(panel: Page): Promise<void> {
    const { steps, page } = this;
    await steps.run('a call comes in: ringing', async () => {
      await this.clickIcon(CALLS_BACK);
      await shows(panel, live('ringing'), 20_000);
      await shows(page, icon(CALLS_BACK, 'ringing'));
      await this.keep('7-ringing', panel);
    });
    await steps.run('the entry of the call that was hung up has left', () => showsNot(panel, entry('hungUp')));
    const call = await steps.run('the call window offers to accept', async () => {
      await press(panel, `${live('ringing')} ${labelled('action_open')}`);
      const window = await this.callWindow();
      await shows(window, '[data-state="ringing"] .btn.go');
      await this.keepWindow('8-call-window-ringing', window);
      return window;
    });
    await steps.run('not answered: missed, with the reason', async () => {
      await shows(panel, entry('missed'), UNTIL_MISSED_MS);
      const words = await panel.$eval(entry('missed'), (row) => row.textContent);
      if (!words.includes(TEXTS.reason_callerGaveUp.message)) throw new Error(`the entry gives no reason: ${words}`);
      await shows(page, icon(CALLS_BACK, 'ready'));
      await this.keep('9-missed', panel);
    });
    await steps.run('the call window offers to call back instead', async () => {
      await shows(call, '[data-state="missed"] .btn.go');
      await this.keepWindow('10-call-window-missed', call);
      await call.close();
    });
  }

  async callBack(panel: Page): Promise<void> {
    const { steps, page } = this;
    await steps.run('call back from the side panel: dialling', async () => {
      await page.bringToFront();
      await press(panel, `${entry('missed')} ${labelled('action_callBack')}`);
      await shows(panel, live('dialling'));
      await shows(page, icon(CALLS_BACK, 'active'));
      await this.keep('11-calling-back', panel);
    });
    await steps.run('the far side answers: connected, and the missed call is marked as called back', async () => {
      await shows(panel, live('connected'));
      await until('the mark of a missed call that was called back', async () =>
        (await panel.$eval(entry('missed'), (row) => row.textContent)).includes(CALLED_BACK),
      );
      await this.keep('12-called-back', panel);
    });
    await steps.run('hung up from the side panel', async () => {
      const hangUp = `${live('connected')} .btn.end`;
      // A button that has just appeared ignores clicks for 300 ms.
      await until('the end of the call', async () => {
        await panel.click(hangUp).catch(() => {});
        return (await panel.$(hangUp)) === null;
      });
      await shows(page, icon(CALLS_BACK, 'ready'));
      await this.keep('13-after', panel);
    });
  }

  /** Clicks the icon as a person does: where it is on the screen. */
  async clickIcon(number: string): Promise<void> {
    const { page } = this;
    await page.bringToFront();
    const place = await until(`a place to click for ${number}`, () =>
      page.$eval(icon(number), (host) => {
        const { x, y, width, height } = host.getBoundingClientRect();
        return width > 0 && height > 0 ? { x: x + width / 2, y: y + height / 2 } : undefined;
      }),
    );
    await page.mouse.click(place.x, place.y);
  }

  /** Keeps a picture of the CRM page, of the panel, and of both as they stand side by side. */
  async keep(name: string, panel?: Page): Promise<void> {
    const file = (part: string) => join(this.steps.out, `${name}-${part}.png`);
    const left = await picture(this.page, file('page'));
    if (panel && panel !== this.page) {
      const right = await picture(panel, file('panel'));
      await sideBySide(left, right, join(this.steps.out, `${name}.png`));
    }
  }

  /** Keeps a picture of the call window in the size it has on a screen; headless windows are all of one size. */
  async keepWindow(name: string, window: Page): Promise<void> {
    await window.setViewport({ width: 420, height: 600 });
    await picture(window, join(this.steps.out, `${name}.png`));
  }

  async callWindow(): Promise<Page> {
    const { browser, extensionId } = this.scene.test;
    const url = `chrome-extension://${extensionId}/call.html`;
    const find = () => browser.targets().find((target) => target.type() === 'page' && target.url().startsWith(url));
    return (await until('the call window', find)).asPage();
  }
}

function icon(number: string, state?: string): string {
  return `ringside-call[data-number="${number}"]${state ? `[data-state="${state}"]` : ''}`;
}

/** A live call's block in the side panel. */
function live(state: string): string {
  return `section[data-call][data-state="${state}"]`;
}

/** A row of the task list; the history below it has rows of its own. */
function entry(state: string): string {
  return `.tasks li[data-call][data-state="${state}"]`;
}

function labelled(key: keyof typeof TEXTS): string {
  return `[aria-label="${TEXTS[key].message}"]`;
}

async function press(page: Page, selector: string): Promise<void> {
  await shows(page, selector);
  await page.click(selector);
}
