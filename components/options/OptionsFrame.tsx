import type { ComponentChildren } from 'preact';
import * as glyphs from '../../lib/glyphs';
import { FailureBanner, type Remedy } from '../FailureBanner';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';
import type { Failure } from '../use-command';
import { SECTIONS, type Section } from './sections';

export interface OptionsFrameProps {
  section: Section;
  moduleOn: boolean;
  /** CTI calls the CRM does not have yet. */
  openRecords: number;
  failure: Failure | undefined;
  children: ComponentChildren;
  onModule(on: boolean): void;
  onRemedy(remedy: Remedy): void;
  onDismissFailure(): void;
}

/** The options page around a section: navigation, the module's switch, title, what went wrong. */
export function OptionsFrame(props: OptionsFrameProps) {
  const { section, moduleOn, failure } = props;
  const { texts } = useUi();
  return (
    <div class="rs op">
      <Nav {...props} />
      <main>
        <h1>{texts.t(section.title)}</h1>
        <p class="lead">{texts.t(section.lead)}</p>
        {!moduleOn && (
          <p class="offhint" role="status">
            <b>{texts.t('options_moduleOff')}.</b> {texts.t('options_moduleOffText')}
          </p>
        )}
        {failure && (
          <div class="failure">
            <FailureBanner {...failure} onRemedy={props.onRemedy} onDismiss={props.onDismissFailure} />
          </div>
        )}
        {props.children}
      </main>
    </div>
  );
}

function Nav({ section, moduleOn, openRecords, onModule }: OptionsFrameProps) {
  const { texts, locked } = useUi();
  return (
    <nav class="nav" aria-label={texts.t('options_sections')}>
      <div class="brand">
        <img alt="" src="/icons/mark-48.png" width="24" height="24" />
        <div>
          <b>{texts.t('extensionName')}</b>
          <span>{texts.t('options_title')}</span>
        </div>
      </div>
      <ul>
        {SECTIONS.map(({ name, title, shapes }) => (
          <li key={name}>
            <a href={`#${name}`} title={texts.t(title)} aria-current={name === section.name ? 'page' : undefined}>
              <Glyph shapes={shapes} />
              <span class="word">{texts.t(title)}</span>
              {name === 'records' && openRecords > 0 && (
                <span class="badge" title={texts.plural('nav_unsaved', openRecords)}>
                  {texts.number(openRecords)}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
      <label class="field framed jump">
        <select
          value={section.name}
          aria-label={texts.t('options_sections')}
          onChange={(event) => {
            location.hash = event.currentTarget.value;
          }}
        >
          {SECTIONS.map(({ name, title }) => (
            <option key={name} value={name}>
              {name === 'records' && openRecords > 0
                ? `${texts.t(title)} (${texts.number(openRecords)})`
                : texts.t(title)}
            </option>
          ))}
        </select>
        <Glyph shapes={glyphs.chevronDown} />
      </label>
      <label class="onoff" title={texts.t('options_module')}>
        <input
          type="checkbox"
          role="switch"
          class="sw"
          name="moduleOn"
          checked={moduleOn}
          aria-checked={moduleOn}
          disabled={locked('moduleOn')}
          onChange={(event) => onModule(event.currentTarget.checked)}
        />
        <span>{texts.t(moduleOn ? 'options_module' : 'options_moduleOff')}</span>
      </label>
    </nav>
  );
}
