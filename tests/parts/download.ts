import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestBrowser } from './browser.ts';

/** The text of the file that the browser saves when `press` is done. */
export async function savedFile(
  test: Pick<TestBrowser, 'browser' | 'profile'>,
  press: () => Promise<unknown>,
): Promise<string> {
  const session = await test.browser.target().createCDPSession();
  const behavior = { behavior: 'allow', downloadPath: join(test.profile, 'files'), eventsEnabled: true } as const;
  await session.send('Browser.setDownloadBehavior', behavior);
  const ended = new Promise<string>((done) => {
    session.on('Browser.downloadProgress', ({ state, filePath }) => {
      if (state === 'completed') done(filePath ?? '');
    });
  });
  await press();
  const text = readFileSync(await ended, 'utf8');
  await session.detach();
  return text;
}
