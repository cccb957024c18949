import { useState } from 'preact/hooks';
import { MAX_PROFILE_TEXT } from '../../lib/crm/profile-check';
import { profileOfText } from '../../lib/crm/profile-file';
import type { AddressPages as Pages } from '../../lib/crm-pages';
import * as glyphs from '../../lib/glyphs';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { FieldRules } from './FieldRules';
import { Switch } from './Switch';

export interface AddressPagesProps {
  /** The address as people write it. */
  address: string;
  pages: Pages;
  onChoose(patch: Partial<Pages>): void;
  onPicker(mode: 'pick' | 'why'): void;
}

/** What holds for the pages of one address: icons, links, the user's own fields. */
export function AddressPages({ address, pages, onChoose, onPicker }: AddressPagesProps) {
  const { texts } = useUi();
  const { profile, iconsOff, linksDial } = pages;
  return (
    <div class="pages">
      <Switch
        name={`icons ${address}`}
        label={texts.t('crmpage_icons')}
        text={texts.t('crmpage_iconsHint')}
        on={!iconsOff}
        onToggle={(on) => onChoose({ iconsOff: !on })}
      />
      <Switch
        name={`links ${address}`}
        label={texts.t('crmpage_links')}
        text={texts.t('crmpage_linksHint')}
        on={linksDial}
        onToggle={(on) => onChoose({ linksDial: on })}
      />
      <h2>{texts.t('crmpage_own')}</h2>
      {profile.fields.length === 0 && <p class="hint">{texts.t('crmpage_ownNone')}</p>}
      <FieldRules rules={profile.fields} onChange={(fields) => onChoose({ profile: { ...profile, fields } })} />
      <div class="buttons">
        <button type="button" class="btn quiet sm" onClick={() => onPicker('pick')}>
          <Glyph shapes={glyphs.pick} />
          {texts.t('crmpage_pick')}
        </button>
        <button type="button" class="btn quiet sm" onClick={() => onPicker('why')}>
          {texts.t('crmpage_why')}
        </button>
      </div>
      <ProfileFile address={address} pages={pages} onChoose={onChoose} />
    </div>
  );
}

/** The own rules as a file, out and in. */
function ProfileFile({ address, pages, onChoose }: Pick<AddressPagesProps, 'address' | 'pages' | 'onChoose'>) {
  const { texts } = useUi();
  const [problem, setProblem] = useState('');
  const read = async (file: File | undefined) => {
    if (!file) return;
    const checked = file.size > MAX_PROFILE_TEXT ? undefined : profileOfText(await file.text());
    if (!checked) setProblem(texts.t('crmpage_fileTooLong'));
    else if ('problem' in checked)
      setProblem(texts.t(`profile_${checked.problem.why}`, { at: checked.problem.at, file: file.name }));
    else {
      setProblem('');
      onChoose({ profile: checked.profile });
    }
  };
  return (
    <>
      <div class="buttons">
        <label class="btn quiet sm">
          {texts.t('crmpage_import')}
          <input
            type="file"
            class="unseen"
            accept=".json,application/json"
            name={`import ${address}`}
            onChange={(event) => {
              void read(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </label>
        <a
          class="btn quiet sm"
          download={`ringside-${address.replace(/[^\w.-]+/g, '-')}.json`}
          href={`data:application/json,${encodeURIComponent(JSON.stringify(pages.profile, null, 2))}`}
        >
          <Glyph shapes={glyphs.download} />
          {texts.t('crmpage_export')}
        </a>
      </div>
      {problem && (
        <p class="problem" role="status">
          <Glyph shapes={glyphs.alert} />
          {problem}
        </p>
      )}
    </>
  );
}
