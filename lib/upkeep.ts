/** What is kept in order whenever the background looks after things: the menu of selected text, the age of calls. */
import { report } from './errors';
import { showDialMenu } from './from-anywhere';
import type { Texts } from './i18n';
import { tidy } from './retention';
import type { Settings } from './settings';

export async function upkeep({ moduleOn, keepDays }: Settings, texts: Texts): Promise<void> {
  await showDialMenu(moduleOn, texts);
  // Nobody waits for it: with a long log it takes minutes, and the line comes up meanwhile.
  if (moduleOn) tidy(keepDays, Date.now()).catch((error: unknown) => report(error, 'old calls'));
}
