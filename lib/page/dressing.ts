/** What a person who touches an icon or a button gets to see: tooltip, question and menu. */
import { addMenu, type Menu } from './menu';
import { type Asker, addAsker } from './question';
import { addTip, type Tip } from './tip';

export interface Dressing extends Tip, Asker, Omit<Menu, 'closeMenu'> {}

/** Gives `target` all of them inside `root`, its closed root; `text` is its tooltip's. */
export function dress(root: ShadowRoot, target: HTMLElement, text: string): Dressing {
  const [tip, asker, menu] = [addTip(root, target, text), addAsker(root, target), addMenu(root, target)];
  const hide = () => {
    asker.hide();
    menu.closeMenu();
    tip.hide();
  };
  const setText = (words: string) => {
    // What the menu offered is another state's.
    menu.closeMenu();
    tip.setText(words);
  };
  return { ...tip, setText, toggleMenu: menu.toggleMenu, ask: asker.ask, hide };
}
