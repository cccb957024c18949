import type { Page, SerializedAXNode } from 'puppeteer-core';
import { until } from './wait.ts';

const MOST_TABS = 60;

/** A page under keys alone: what is focused and announced is read from the browser's accessibility tree, never from the page. */
export class Keys {
  constructor(readonly page: Page) {}

  /** The focused node, by role and name. */
  async focused(): Promise<{ role: string; name: string }> {
    const node = find(await this.tree(), ({ focused }) => focused === true);
    return { role: node?.role ?? '', name: node?.name ?? '' };
  }

  /** Waits until the tree has a node that fits. */
  async has(what: string, fits: (node: SerializedAXNode) => boolean, timeoutMs = 15_000): Promise<SerializedAXNode> {
    return until(`${what} in the accessibility tree`, async () => find(await this.tree(), fits), { timeoutMs });
  }

  /** Presses Tab, or Shift+Tab, until the focus is on what is named so. */
  async tabTo(role: string, name: RegExp, back = false): Promise<void> {
    const seen: string[] = [];
    for (let i = 0; i < MOST_TABS; i++) {
      if (back) await this.page.keyboard.down('Shift');
      await this.page.keyboard.press('Tab');
      if (back) await this.page.keyboard.up('Shift');
      const now = await this.focused();
      if (now.role === role && name.test(now.name)) return;
      seen.push(`${now.role} "${now.name}"`);
    }
    throw new Error(`Tab never came to ${role} ${name}; it came to: ${seen.join(', ')}`);
  }

  async press(key: 'Enter'): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async tree(): Promise<SerializedAXNode> {
    const tree = await this.page.accessibility.snapshot({ interestingOnly: false });
    if (!tree) throw new Error('the page has no accessibility tree');
    return tree;
  }
}

function find(node: SerializedAXNode, fits: (node: SerializedAXNode) => boolean): SerializedAXNode | undefined {
  if (fits(node)) return node;
  for (const child of node.children ?? []) {
    const found = find(child, fits);
    if (found) return found;
  }
  return undefined;
}
