/**
 * What no icon waits for: tooltip, question and menu for those who touch one, and whose number it is. A script of its own
 * (entrypoints/page-tools.ts), which is brought into a frame once it shows icons: most frames never do.
 */
import type { CallContact } from '../call';
import type { CrmProfile } from '../crm/profile';
import { contactReader, type Knowledge, lend } from './contact';
import { addMenu, type Menu } from './menu';
import { type Asker, addAsker } from './question';
import { wear } from './shell';
import type { Styles } from './styles';
import { addTip, type Tip } from './tip';

export interface Dressing extends Tip, Asker, Omit<Menu, 'closeMenu'> {}

export interface Tools {
  /** Reads the records around elements of the page: for one pass, since it remembers. */
  contactReader(profile: CrmProfile | undefined): (element: Element) => CallContact | null;
  /** Gives `target` all of them inside `root`, its closed root; `text` is its tooltip's. */
  dress(root: ShadowRoot, target: HTMLElement, text: string): Dressing;
}

/** The tools of one frame. */
export function toolsOf(styles: Styles, knowledge: Knowledge): Tools {
  wear(styles);
  lend(knowledge);
  return {
    contactReader,
    dress(root, target, text) {
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
    },
  };
}
