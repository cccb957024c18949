/** Dialling and answering from anywhere in the browser: selected text by its menu, keys of the browser. */
import { browser } from 'wxt/browser';
import type { Call } from './call';
import type { CallController } from './call-controller';
import { liveCalls } from './call-log';
import type { ErrorCode } from './errors';
import type { Texts } from './i18n';
import { type NumberRules, parseDialled } from './phone-number';
import type { CommandResult } from './softphone/softphone';

const MENU = 'dial-selection';

type Controller = Pick<CallController, 'dial' | 'accept' | 'hangUp'>;

/**
 * Registers the listeners. MUST run in the first turn.
 * @param failed told where a command did not work out: no page of ours need stand by
 */
export function listenAnywhere(
  controller: Controller,
  rules: () => Promise<NumberRules>,
  failed: (error: ErrorCode, detail: string) => Promise<void>,
  guard: (what: string, work: () => Promise<unknown>) => void,
): void {
  const run = (what: string, command: () => Promise<CommandResult>) =>
    guard(what, async () => {
      const result = await command();
      if (!result.ok) await failed(result.error, result.detail ?? '');
    });
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText = '' }) => {
    if (menuItemId === MENU) run('dial selection', async () => dial(controller, await rules(), selectionText));
  });
  browser.commands.onCommand.addListener((command) => {
    if (command === 'accept') run('accept key', () => accept(controller));
    if (command === 'hang-up') run('hang-up key', () => hangUp(controller));
  });
}

/** Puts the entry into the menu of selected text, in the UI's language; none while the module is off. */
export async function showDialMenu(on: boolean, texts: Texts): Promise<void> {
  await browser.contextMenus.removeAll();
  if (on) browser.contextMenus.create({ id: MENU, title: texts.t('menu_dial'), contexts: ['selection'] });
}

async function dial(controller: Controller, rules: NumberRules, text: string): Promise<CommandResult> {
  const number = parseDialled(text.slice(0, 200), rules);
  return number === null
    ? { ok: false, error: 'numberInvalid', detail: text.slice(0, 40) }
    : controller.dial({ number });
}

/** The call that has rung longest. */
async function accept(controller: Controller): Promise<CommandResult> {
  const call = (await liveCalls()).find(({ state }) => state === 'ringing');
  return call ? controller.accept(call.id) : { ok: false, error: 'callUnknown' };
}

/** The call that one talks in or dials, else the one that rings. */
async function hangUp(controller: Controller): Promise<CommandResult> {
  const calls = await liveCalls();
  const talks = (call: Call) => call.state !== 'ringing';
  const call = calls.find(talks) ?? calls[0];
  return call ? controller.hangUp(call.id) : { ok: false, error: 'callUnknown' };
}
