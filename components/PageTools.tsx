import * as glyphs from '../lib/glyphs';
import { IconButton } from './IconButton';
import { useUi } from './ui';

export interface PageToolsProps {
  /** The CRM address of the tab in front, as people write it. */
  address: string;
  icons: boolean;
  onIcons(on: boolean): void;
  onPick(): void;
  onWhy(): void;
}

/** What can be done about the CRM page in front: icons on or off, point out fields, ask why. */
export function PageTools({ address, icons, onIcons, onPick, onWhy }: PageToolsProps) {
  const { texts, locked } = useUi();
  return (
    <section class="pagetools" aria-label={texts.t('crmpage_title', { address })}>
      <label class="grow">
        <input
          type="checkbox"
          role="switch"
          class="sw"
          name="icons"
          checked={icons}
          aria-checked={icons}
          disabled={locked('crmPages')}
          onChange={(event) => onIcons(event.currentTarget.checked)}
        />
        <span class="two">
          <b>{texts.t('crmpage_icons')}</b>
          <span class="muted cut">{address}</span>
        </span>
      </label>
      <IconButton shapes={glyphs.pick} name={texts.t('crmpage_pick')} onPress={onPick} />
      <IconButton shapes={glyphs.search} name={texts.t('crmpage_why')} onPress={onWhy} />
    </section>
  );
}
