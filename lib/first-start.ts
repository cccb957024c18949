/** The first start of Ringside in this browser profile. */
import { loadSettings, storeSettings } from './settings';
import { openFirstRun } from './surfaces/pages';

/** Opens the guide once: browsers say "install" again for a copy loaded from a folder. */
export async function greet(): Promise<void> {
  const { firstRun } = await loadSettings();
  if (firstRun.opened || firstRun.done) return;
  await storeSettings({ firstRun: { ...firstRun, opened: true } });
  await openFirstRun();
}
