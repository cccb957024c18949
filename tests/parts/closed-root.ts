/** What stands in our closed roots, as the browser's tools see it: pages and tests have no other way in. */
import type { Frame, Page } from 'puppeteer-core';
import { type DomNode, type DomView, viewOf } from './dom-view.ts';
import { clickAt } from './hands.ts';
import { until } from './wait.ts';

/** An element in a closed root of ours. */
export interface Inside {
  /** Lower case. */
  tag: string;
  attributes: Record<string, string>;
  /** All text in it, blanks collapsed. */
  text: string;
  node: DomNode;
}

export class ClosedRoot {
  readonly page: Page;
  readonly host: string;
  readonly #view: DomView;
  readonly #frame: Frame;
  /** Of several hosts the one of this number. */
  readonly #number: string;

  private constructor(page: Page, frame: Frame, host: string, view: DomView, number: string) {
    this.page = page;
    this.host = host;
    this.#frame = frame;
    this.#view = view;
    this.#number = number;
  }

  /** The closed root of the first element with this name, in a page or in one of its frames. */
  static async of(place: Page | Frame, host: string, number = ''): Promise<ClosedRoot> {
    const [page, frame] = 'mainFrame' in place ? [place, place.mainFrame()] : [place.page(), place];
    return new ClosedRoot(page, frame, host, viewOf(frame), number);
  }

  /** The closed root of a number's call icon. */
  static async ofIcon(page: Page, number: string): Promise<ClosedRoot> {
    return ClosedRoot.of(page, 'ringside-call', number);
  }

  /** All elements in it, in document order; none where there is no host. */
  async elements(): Promise<Inside[]> {
    const host = find(
      await this.#view.document(),
      ({ name, attributes }) => name === this.host && (!this.#number || attributes['data-number'] === this.#number),
    );
    return host ? flatten(host).filter(({ tag }) => !tag.startsWith('#')) : [];
  }

  async text(): Promise<string> {
    return (await this.elements())[0]?.text ?? '';
  }

  /** Waits for an element with this tag whose text, label or name holds the words. */
  element(tag: string, words: string | RegExp = ''): Promise<Inside> {
    return until(`<${tag}> "${words}" in ${this.host}`, async () => {
      const fits = ({ text, attributes }: Inside) =>
        [text, attributes['aria-label'] ?? '', attributes.name ?? '', attributes.class ?? ''].some((each) =>
          typeof words === 'string' ? each.includes(words) : words.test(each),
        );
      const all = await this.elements();
      // The innermost: what is around it holds the same words.
      const [found] = all
        .filter((each) => each.tag === tag && fits(each))
        .sort((a, b) => a.text.length - b.text.length);
      if (found) return found;
      throw new Error(all[0]?.text ?? 'nothing there');
    });
  }

  /** A person's click on its middle. */
  async click(tag: string, words: string | RegExp = ''): Promise<void> {
    const { node } = await this.element(tag, words);
    const [x, y] = await this.#view.middleOf(node);
    await clickAt(this.#frame, x, y);
  }
}

function flatten(node: DomNode): Inside[] {
  const { name, attributes } = node;
  return [{ tag: name, attributes, text: textOf(node), node }, ...node.children.flatMap(flatten)];
}

function textOf(node: DomNode): string {
  if (node.name === '#text') return node.text.replace(/\s+/g, ' ');
  if (node.name === 'style') return '';
  return node.children.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

function find(node: DomNode, fits: (node: DomNode) => boolean): DomNode | undefined {
  if (fits(node)) return node;
  for (const child of node.children) {
    const found = find(child, fits);
    if (found) return found;
  }
  return undefined;
}
