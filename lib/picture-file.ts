/**
 * The file of the panel's first picture, in the extension's own file system: no website and no content script can open it.
 * Beside the database, which does not have to be open for it.
 */
const NAME = 'panel-picture.json';

/** Its text. @throws where there is none, or the browser gives us no file system */
export async function readPictureFile(): Promise<string> {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(NAME);
  return (await handle.getFile()).text();
}

/** Puts another text in its place: all of it or none. Does nothing where the browser gives us no file system. */
export async function writePictureFile(text: string): Promise<void> {
  const folder = await navigator.storage?.getDirectory?.();
  if (!folder) return;
  const stream = await (await folder.getFileHandle(NAME, { create: true })).createWritable();
  await stream.write(text);
  await stream.close();
}
