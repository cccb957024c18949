/**
 * Pictures of every state of our pages, by language, theme and width:
 * `npm run shots -- --out DIR [--only PART] [--theme light|dark|contrast] [--language de|en] [--width PIXELS]
 * [--as mirrored|large]`: the last for right-to-left, and for text twice as large. Takes the built extension
 * (.output/chrome-mv3), writes DIR/<language>-<theme>/<state>-<width>.png and DIR/index.html.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { addCrmAddress, startScene } from '../try/scene.ts';
import { AFTER, SMALL } from './after-states.ts';
import { DESK } from './desk-states.ts';
import { dress, isDress } from './dress.ts';
import { MASKS } from './masks.ts';
import { PICKERS } from './pickers.ts';
import { prepare, showState } from './show-state.ts';
import { SHOTS, type Shot } from './states.ts';
import { TOUCHED } from './touched-states.ts';

const { values: args } = parseArgs({
  options: {
    out: { type: 'string', default: 'shots' },
    only: { type: 'string', default: '' },
    theme: { type: 'string' },
    language: { type: 'string' },
    width: { type: 'string' },
    as: { type: 'string' },
    extension: { type: 'string' },
  },
});
const themes = args.theme ? [args.theme] : ['light', 'dark'];
const languages = args.language ? [args.language] : ['de', 'en'];
const out = resolve(args.out);
const { as } = args;
if (as !== undefined && !isDress(as)) throw new Error(`--as ${as}: mirrored or large`);

const scene = await startScene({ mouse: true, ...(args.extension ? { extensionDir: args.extension } : {}) });
const wanted = [...MASKS, ...PICKERS, ...SHOTS, ...AFTER, ...SMALL, ...DESK, ...TOUCHED].filter(
  // Pages of others are not ours to mirror or to enlarge.
  ({ name, page }) => name.includes(args.only) && !(as && page.startsWith('/')),
);
let taken = 0;
try {
  await addCrmAddress(scene);
  const page = await prepare(scene.test);
  for (const language of languages)
    for (const theme of themes)
      for (const shot of wanted)
        for (const width of widthsOf(shot)) {
          const shown = await showState(scene.test, scene.crm, page, shot, { language, theme, width });
          mkdirSync(join(out, `${language}-${theme}`), { recursive: true });
          if (as) await dress(shown, as);
          const path = join(out, fileOf(shot, width, language, theme)) as `${string}.png`;
          // Beyond the viewport the page would be laid out anew, without what a pointer shows.
          await shown.screenshot({ path, captureBeyondViewport: false });
          taken++;
        }
} finally {
  await scene.stop();
}
writeSheet();
console.log(`${taken} pictures in ${out}`);

function fileOf({ name }: Shot, width: number, language: string, theme: string): string {
  return `${language}-${theme}/${name}-${width}.png`;
}

/** A mask stands in the CRM's own width; a page of ours at the width it is drawn, and at these. */
function widthsOf(shot: Shot): number[] {
  if (shot.page.startsWith('/') || shot.small) return [shot.width];
  return args.width ? [Number(args.width)] : [...new Set([280, 360, 800, shot.width])];
}

/** One page with all pictures, to be looked at beside the drawings. */
function writeSheet(): void {
  const row = (shot: Shot) => {
    const pictures = languages.flatMap((language) =>
      themes.flatMap((theme) =>
        widthsOf(shot).map(
          (width) => `<img loading="lazy" width="${width}" src="${fileOf(shot, width, language, theme)}" alt="">`,
        ),
      ),
    );
    return `<h2>${shot.name}</h2><div>${pictures.join('')}</div>`;
  };
  const style =
    'body{font:14px system-ui;background:#9aa;margin:24px}div{display:flex;gap:16px;flex-wrap:wrap;align-items:start}';
  const html = `<!doctype html><meta charset="utf-8"><title>Ringside</title><style>${style}</style>${wanted.map(row).join('')}`;
  writeFileSync(join(out, 'index.html'), html);
}
