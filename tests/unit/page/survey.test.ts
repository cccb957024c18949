import { beforeEach, describe, expect, it } from 'vitest';
import { type SurveySink, survey } from '../../../lib/page/survey';

interface Seen {
  holders: Element[];
  rows: Element[];
  roots: ShadowRoot[];
  later: Element[];
}

function sinkFor(seen: Seen): SurveySink {
  return {
    holder: (element) => void seen.holders.push(element),
    row: (element) => void seen.rows.push(element),
    shadowRoot: (root) => void seen.roots.push(root),
    mayGetRoot: (element) => void seen.later.push(element),
  };
}

/** Surveys to the end; `between` runs at each chance to be interrupted. */
function surveyed(part: Node, between: () => void = () => {}): Seen {
  const seen: Seen = { holders: [], rows: [], roots: [], later: [] };
  const job = survey(part, sinkFor(seen));
  while (!job.next().done) between();
  return seen;
}

function show(html: string): HTMLElement {
  const box = document.createElement('main');
  box.append(new DOMParser().parseFromString(html, 'text/html').body);
  document.body.replaceChildren(box);
  return box;
}

const rows = (count: number, tag = 'div') =>
  Array.from({ length: count }, (_, i) => `<${tag} id="r${i}">030 ${1_000_000 + i}</${tag}>`).join('');

beforeEach(() => document.body.replaceChildren());

describe('a survey', () => {
  it('names fields, call links and elements with text that may be a number', () => {
    const main =
      show(`<input id=a value=x><a id=b href="tel:+49301">Anruf</a><p id=c>Tel. 030 1234567</p><p id=d>417</p>
      <textarea id=e>030 1234567</textarea><p>Am 3. Mai kamen 12 Leute zu uns</p><a href="https://a.example/0301234567">hier</a>`);
    expect(surveyed(main).holders.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('reads table cells by their row', () => {
    const main = show('<table><tr id=row><td>Hoppe</td><td>030 1234567</td></tr></table>');
    expect(surveyed(main).holders.map(({ id }) => id)).toEqual(['row']);
  });

  it.each(['script', 'select', 'time', 'code'])('does not look into %s', (tag) => {
    expect(surveyed(show(`<${tag}>030 1234567</${tag}>`)).holders).toEqual([]);
  });

  it.each(['contenteditable', 'role="textbox"'])('does not look into <div %s>', (attribute) => {
    const main = show(`<div ${attribute}><p id=inner>030 1234567</p></div>`);
    expect(surveyed(main).holders).toEqual([]);
    expect(surveyed(main.querySelector('#inner') as Element).holders).toEqual([]);
  });

  it('finds open roots, and custom elements that may get one', () => {
    const main = show('<x-field></x-field><y-field></y-field>');
    const root = main.querySelector('x-field')?.attachShadow({ mode: 'open' });
    const { roots, later } = surveyed(main);
    expect(roots).toEqual([root]);
    expect(later.map(({ localName }) => localName)).toEqual(['y-field']);
  });

  it('leaves our own hosts alone', () => {
    const seen = surveyed(show('<ringside-call data-number="+49301234567">030 1234567</ringside-call>'));
    expect(seen).toEqual({ holders: [], rows: [], roots: [], later: [] });
  });
});

describe('a long list', () => {
  it('is not entered: its rows are named', () => {
    const { holders, rows: named } = surveyed(show(`<div>${rows(100)}</div>`));
    expect(holders).toEqual([]);
    expect(named.length).toBe(100);
  });

  it('shorter than a list, it is looked through', () => {
    expect(surveyed(show(`<div>${rows(5)}</div>`)).holders.length).toBe(5);
  });

  it('a row is looked through when its turn comes, with lists in it as lists', () => {
    const main = show(`<div>${rows(30)}<div id=outer><p>030 7654321</p><ul>${rows(40, 'li')}</ul></div></div>`);
    const seen = surveyed(main.querySelector('#outer') as Element);
    expect(seen.holders.map(({ textContent }) => textContent)).toEqual(['030 7654321']);
    expect(seen.rows.length).toBe(40);
  });

  it('names empty things only where they may hold something', () => {
    const { rows: named } = surveyed(show(`<div>${'<br><hr><input>'.repeat(10)}</div>`));
    expect(named.map(({ localName }) => localName)).toEqual(Array.from({ length: 10 }, () => 'input'));
  });

  it('loses no row when others go in the middle of it', () => {
    const main = show(`<div id=list>${rows(500)}</div>`);
    const list = main.querySelector('#list') as Element;
    let cut = 0;
    const { rows: named } = surveyed(main, () => {
      // What was named last goes, and with it the place where the survey rests.
      if (cut++ < 3) for (let i = 0; i < 70; i++) list.firstElementChild?.remove();
    });
    const left = [...list.children];
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((row) => !named.includes(row))).toEqual([]);
  });
});
