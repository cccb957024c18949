/** What stands in our closed roots, as DevTools see it: pages and tests have no other way in. */
import type { CDPSession, Page } from 'puppeteer-core';
import { until } from './wait.ts';

interface DomNode {
  nodeId: number;
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

/** An element in a closed root of ours. */
export interface Inside {
  /** Lower case. */
  tag: string;
  attributes: Record<string, string>;
  /** All text in it, blanks collapsed. */
  text: string;
  nodeId: number;
}

export class ClosedRoot {
  readonly page: Page;
  readonly host: string;
  readonly session: CDPSession;
  /** Of several hosts the one of this number. */
  readonly number: string;

  private constructor(page: Page, host: string, session: CDPSession, number = '') {
    this.page = page;
    this.host = host;
    this.session = session;
    this.number = number;
  }

  /** The closed root of the first element with this name. */
  static async of(page: Page, host: string): Promise<ClosedRoot> {
    return new ClosedRoot(page, host, await page.createCDPSession());
  }

  /** The closed root of a number's call icon. */
  static async ofIcon(page: Page, number: string): Promise<ClosedRoot> {
    return new ClosedRoot(page, 'ringside-call', await page.createCDPSession(), number);
  }

  /** All elements in it, in document order; none where there is no host. */
  async elements(): Promise<Inside[]> {
    const { root } = (await this.session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode };
    const host = find(
      root,
      ({ nodeName, attributes = [] }) =>
        nodeName.toLowerCase() === this.host && (!this.number || pairs(attributes)['data-number'] === this.number),
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
    const { nodeId } = await this.element(tag, words);
    await this.session.send('DOM.scrollIntoViewIfNeeded', { nodeId });
    const { model } = await this.session.send('DOM.getBoxModel', { nodeId });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    await this.page.mouse.click((left + right) / 2, (top + bottom) / 2);
  }
}

function flatten(node: DomNode): Inside[] {
  const below = childrenOf(node).flatMap(flatten);
  return [
    {
      tag: node.nodeName.toLowerCase(),
      attributes: pairs(node.attributes ?? []),
      text: textOf(node),
      nodeId: node.nodeId,
    },
    ...below,
  ];
}

function childrenOf(node: DomNode): DomNode[] {
  return [...(node.shadowRoots ?? []), ...(node.children ?? [])];
}

function textOf(node: DomNode): string {
  if (node.nodeName === '#text') return node.nodeValue.replace(/\s+/g, ' ');
  if (node.nodeName.toLowerCase() === 'style') return '';
  return childrenOf(node).map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

function pairs(list: string[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (let i = 0; i + 1 < list.length; i += 2) result[list[i] ?? ''] = list[i + 1] ?? '';
  return result;
}

function find(node: DomNode, fits: (node: DomNode) => boolean): DomNode | undefined {
  if (fits(node)) return node;
  for (const child of childrenOf(node)) {
    const found = find(child, fits);
    if (found) return found;
  }
  return undefined;
}
