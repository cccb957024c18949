/**
 * The benchmarks: `npm run bench -- --out FILE [row ...]`. Takes the built extension. Rows may be named by their beginning
 * ("list." or "churn.append"); without names all of them are measured. Exit 1 where a target was missed or a row is missing.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, judged, type Measured } from './figure.ts';
import { Ground } from './ground.ts';
import { PARTS } from './parts.ts';
import { TARGETS } from './targets.ts';

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'bench.json' } },
  allowPositionals: true,
});
const isWanted = (id: string) => positionals.length === 0 || positionals.some((name) => id.startsWith(name));
const wanted = TARGETS.filter(({ id }) => isWanted(id));
if (wanted.length === 0) throw new Error(`No row begins with ${positionals.join(', ')}.`);

const measured: Record<string, Measured> = {};
const ground = await Ground.start();
try {
  for (const { rows, measure } of PARTS) {
    if (!rows.some(isWanted)) continue;
    const started = performance.now();
    Object.assign(measured, await measure(ground));
    console.log(`${rows.join(', ')}: measured in ${Math.round((performance.now() - started) / 1000)} s`);
  }
} finally {
  await ground.stop();
}

const figures: Figure[] = wanted.flatMap((target) => {
  const found = measured[target.id];
  return found ? [judged(target, found)] : [];
});
writeFileSync(resolve(values.out), `${JSON.stringify(figures, undefined, 2)}\n`);
for (const figure of figures) console.log(line(figure));
const missing = wanted.filter(({ id }) => !(id in measured));
for (const { id } of missing) console.log(`MISSING ${id}`);
process.exitCode = missing.length === 0 && figures.every(({ met }) => met) ? 0 : 1;

function line({ id, value, unit, floor, ratio, peers, target, stretch, met, stretchMet }: Figure): string {
  const beside = Object.entries(peers).map(([name, figure]) => `${name} ${figure}`);
  const aside = [
    floor === null ? '' : `floor ${floor}, ${ratio} x`,
    ...beside,
    `target ${target}`,
    stretch ? `stretch ${stretch}${stretchMet ? ' met' : ' missed'}` : '',
  ];
  return `${met ? 'met   ' : 'MISSED'} ${id}: ${value} ${unit} (${aside.filter((part) => part !== '').join('; ')})`;
}
