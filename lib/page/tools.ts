/**
 * What only those meet who touch an icon or a button: tooltip, question, menu. A script of its own (entrypoints/
 * page-tools.ts), which is brought into a frame at its first touch: most frames never see one.
 */
import { addMenu, type Menu } from './menu';
import { type Asker, addAsker } from './question';
import { wear } from './shell';
import type { Styles } from './styles';
import { addTip, type Tip } from './tip';

export interface Dressing extends Tip, Asker, Menu {}

export interface Tools {
  /** Gives `target` all of them inside `root`, its closed root; `text` is its tooltip's. */
  dress(root: ShadowRoot, target: HTMLElement, text: string): Dressing;
}

/** The tools of one frame. */
export function toolsOf(styles: Styles): Tools {
  wear(styles);
  return {
    dress(root, target, text) {
      const [tip, asker, menu] = [addTip(root, target, text), addAsker(root, target), addMenu(root, target)];
      const hide = () => {
        asker.hide();
        menu.closeMenu();
        tip.hide();
      };
      return { ...tip, ...menu, ask: asker.ask, hide };
    },
  };
}
