/** Dialling and answering from anywhere in the browser: selected text by its menu, keys of the browser. */
import { browser } from 'wxt/browser';
import type { CallController } from './call-controller';
import { liveCalls } from './call-log';
import type { ErrorCode } from './errors';
import type { Texts } from './i18n';
import { type NumberRules, parseDialled } from './phone-number';
import type { CommandResult } from './softphone/softphone';
import { callFor, SHORTCUTS, type Shortcut } from './surfaces/shortcuts';

const MENU = 'dial-selection';

type Controller = Pick<CallController, 'dial' | 'accept' | 'hangUp' | 'control'>;

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
    const shortcut = SHORTCUTS.find((name) => name === command);
    if (shortcut) run(`${shortcut} key`, () => press(shortcut, controller));
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

async function press(shortcut: Shortcut, controller: Controller): Promise<CommandResult> {
  const call = callFor(shortcut, await liveCalls());
  if (!call) return { ok: false, error: 'callUnknown' };
  if (shortcut === 'accept') return controller.accept(call.id);
  if (shortcut === 'hang-up') return controller.hangUp(call.id);
  return controller.control(call.id, { kind: 'mute', on: !call.muted });
}
