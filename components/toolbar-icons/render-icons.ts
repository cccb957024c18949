/**
 * Browsers take no SVG for the toolbar, so the icons are rendered at build time: every drawing beside this file becomes
 * icons/<name>-<size>.png. toolbar-<state>: the line's state as a shape; mark: ourselves.
 */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { WxtHooks } from 'wxt';

const DRAWINGS = import.meta.dirname;
export const ICON_SIZES = [16, 32, 48, 128] as const;

/** The icon files of one drawing, by size, as a manifest names them. */
export function iconFiles(name: string): Record<string, string> {
  return Object.fromEntries(ICON_SIZES.map((size) => [String(size), `icons/${name}-${size}.png`]));
}

async function names(): Promise<string[]> {
  const files = await readdir(DRAWINGS);
  return files.filter((file) => file.endsWith('.svg')).map((file) => file.replace('.svg', ''));
}

/** Build hooks that render the icons into the output and let code name them as paths of ours. */
export const ICON_HOOKS: Partial<WxtHooks> = {
  async 'prepare:publicPaths'(_wxt, paths) {
    for (const name of await names()) paths.push(...Object.values(iconFiles(name)));
  },
  async 'build:publicAssets'(wxt, files) {
    const folder = join(wxt.config.wxtDir, 'icons');
    await mkdir(folder, { recursive: true });
    const render = async (name: string, size: number) => {
      const absoluteSrc = join(folder, `${name}-${size}.png`);
      // A drawing is 24 units high: the density makes the renderer draw it at its final size instead of scaling pixels.
      const drawing = sharp(join(DRAWINGS, `${name}.svg`), { density: (72 * size) / 24 });
      await drawing.resize(size, size).png({ compressionLevel: 9 }).toFile(absoluteSrc);
      files.push({ absoluteSrc, relativeDest: `icons/${name}-${size}.png` });
    };
    for (const name of await names()) await Promise.all(ICON_SIZES.map((size) => render(name, size)));
  },
};
