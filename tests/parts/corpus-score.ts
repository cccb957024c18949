/** Compares what was found on the pages of the corpus with their labels, and counts it by part and by category. */
import type { CorpusPage, Label } from './corpus.ts';

/** Numbers that have an icon, one entry an icon, by name of the page. */
export type Finds = Record<string, string[]>;

export interface Part {
  right: number;
  missed: number;
  wrong: number;
}

/** Of so many labels, so many were got right: a number found exactly, something else left alone. */
export interface Category {
  labels: number;
  right: number;
}

export interface Score {
  part: Part;
  categories: Record<string, Category>;
  /** What went wrong, one line each. */
  faults: string[];
}

/** From this size on a category counts by itself. */
export const COUNTED = 20;

export function precision({ right, wrong }: Part): number {
  return right / (right + wrong);
}

export function recall({ right, missed }: Part): number {
  return right / (right + missed);
}

/** Scores these pages. Every icon counts: a second one with the same number is a wrong one, unless two are labelled. */
export function scoreOf(pages: CorpusPage[], finds: Finds): Score {
  const score: Score = { part: { right: 0, missed: 0, wrong: 0 }, categories: {}, faults: [] };
  for (const page of pages) scorePage(page, [...(finds[page.name] ?? [])], score);
  return score;
}

function scorePage(page: CorpusPage, found: string[], score: Score): void {
  const blamed = new Set<Label>();
  const missed = page.labels.filter(({ number }) => number !== '' && !take(found, number));
  // Whatever is left has no label of its own: the decoy that it was read from is the one that was got wrong.
  for (const number of found) {
    const decoy = page.labels.find(
      (label) => label.number === '' && !blamed.has(label) && isReadFrom(number, label.text),
    );
    if (decoy) blamed.add(decoy);
    score.faults.push(`${page.name}: ${number} is wrong${decoy ? `, it is ${decoy.category} "${decoy.text}"` : ''}`);
  }
  for (const { number, category, text } of missed)
    score.faults.push(`${page.name}: ${number} is missing, ${category} "${text}"`);
  for (const label of page.labels) {
    const right = !missed.includes(label) && !blamed.has(label);
    count(score.categories, label.category, right);
    count(score.categories, `in ${page.lang.slice(0, 2)}`, right);
    if (label.number.includes(';ext=')) count(score.categories, 'with extension', right);
    if (/^\d/.test(label.number)) count(score.categories, 'internal number', right);
  }
  score.part.right += page.labels.filter(({ number }) => number !== '').length - missed.length;
  score.part.missed += missed.length;
  score.part.wrong += found.length;
}

function take(found: string[], number: string): boolean {
  const at = found.indexOf(number);
  if (at >= 0) found.splice(at, 1);
  return at >= 0;
}

/** Do most of the number's last digits stand in the text? */
function isReadFrom(number: string, text: string): boolean {
  const tail = number.replace(/\D/g, '').slice(-6);
  return text.replace(/\D/g, '').includes(tail);
}

function count(categories: Record<string, Category>, name: string, right: boolean): void {
  const before = categories[name] ?? { labels: 0, right: 0 };
  categories[name] = { labels: before.labels + 1, right: before.right + (right ? 1 : 0) };
}

/** Where numbers stand, then what is no number, then languages; the categories that count by themselves first. */
export function tableOf(parts: Record<string, Score>): string {
  const names = Object.keys(parts);
  const categories = [...new Set(names.flatMap((name) => Object.keys(parts[name]?.categories ?? {})))];
  const rank = (name: string) => (name.startsWith('in ') ? 2 : NUMBERS.includes(name) ? 0 : 1);
  const lines = categories
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map(
      (category) => `| ${[category, ...names.map((name) => cell(parts[name]?.categories[category]))].join(' | ')} |`,
    );
  return [`| | ${names.join(' | ')} |`, `|---|${names.map(() => '---').join('|')}|`, ...lines].join('\n');
}

const NUMBERS = ['field', 'input', 'list', 'text', 'link', 'with extension', 'internal number'];

function cell(category: Category | undefined): string {
  return category ? `${category.right} of ${category.labels}` : '-';
}
