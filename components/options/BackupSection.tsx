import { useState } from 'preact/hooks';
import * as glyphs from '../../lib/glyphs';
import type { SettingProblem } from '../../lib/setting-rules';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import { FileButton } from './FileButton';

export interface BackupSectionProps {
  onSave(): void;
  /** The same for many browsers, as a policy of the administration. */
  onSavePolicy(browser: 'chrome' | 'firefox'): void;
  /** Takes a file over as a whole, or resolves with what is wrong with it. */
  onLoad(text: string): Promise<SettingProblem[]>;
  onReset(): void;
}

/** Settings as a file, and all of them back to how they came. */
export function BackupSection({ onSave, onSavePolicy, onLoad, onReset }: BackupSectionProps) {
  const { texts } = useUi();
  const [problems, setProblems] = useState<SettingProblem[]>();
  const [asked, setAsked] = useState(false);
  return (
    <section aria-labelledby="backup-title">
      <h2 id="backup-title">{texts.t('backup_title')}</h2>
      <p class="muted">{texts.t('backup_text')}</p>
      <div class="inline buttons">
        <button type="button" class="btn quiet" onClick={onSave}>
          {texts.t('backup_save')}
        </button>
        <FileButton
          name="settingsFile"
          accept=".json,application/json"
          label={texts.t('backup_load')}
          onText={(text) => void onLoad(text).then(setProblems)}
        />
        {asked ? (
          <>
            <button
              type="button"
              class="btn end"
              onClick={() => {
                setAsked(false);
                onReset();
              }}
            >
              {texts.t('backup_resetDo')}
            </button>
            <button type="button" class="btn quiet" onClick={() => setAsked(false)}>
              {texts.t('action_cancel')}
            </button>
          </>
        ) : (
          <button type="button" class="btn quiet" onClick={() => setAsked(true)}>
            {texts.t('backup_reset')}
          </button>
        )}
      </div>
      <div role="status">
        {problems?.length === 0 && <p>{texts.t('backup_loaded')}</p>}
        {problems !== undefined && problems.length > 0 && (
          <>
            <p class="problem">
              <Glyph shapes={glyphs.alert} />
              {texts.t('backup_refused')}
            </p>
            <ul class="problems">
              {problems.slice(0, 20).map(({ path, expected, params }) => (
                <li key={path}>
                  {path && <b>{path.slice(0, 120)}</b>} {texts.t(expected, params)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p class="muted after">{texts.t('backup_policyText')}</p>
      <div class="inline buttons">
        <button type="button" class="btn quiet" onClick={() => onSavePolicy('chrome')}>
          {texts.t('backup_policyChrome')}
        </button>
        <button type="button" class="btn quiet" onClick={() => onSavePolicy('firefox')}>
          {texts.t('backup_policyFirefox')}
        </button>
      </div>
    </section>
  );
}
