import { useState } from 'preact/hooks';
import { type BeforeDial, type CrmPages, type AddressPages as Pages, pagesOf } from '../../lib/crm-pages';
import * as glyphs from '../../lib/glyphs';
import type { CrmAddress } from '../../lib/settings';
import { Glyph } from '../Glyph';
import { IconButton } from '../IconButton';
import { useUi } from '../ui';
import { AddressPages } from './AddressPages';
import { SelectRow } from './SelectRow';

/** What the browser and the background made of an address. */
export type AddOutcome = 'added' | 'refused' | 'failed';

export interface AddressSectionProps {
  addresses: CrmAddress[];
  /** Patterns the administration or an imported file names: those without access yet are offered for one click. */
  asked: readonly string[];
  /** Which of `asked` come from the administration. */
  fromPolicy: readonly string[];
  /** The match pattern of what was typed, or undefined where it is no web address. */
  patternOf(typed: string): string | undefined;
  /**
   * Asks the browser for access and makes the pattern a CRM address. MUST ask before anything asynchronous: browsers ask
   * only in the course of the click.
   */
  onAdd(pattern: string): Promise<AddOutcome>;
  onRemove(pattern: string): void;
  /** What holds for the pages of each address; absent where that is not shown. */
  pages?: PagesControl;
}

export interface PagesControl {
  all: CrmPages;
  onBeforeDial(beforeDial: BeforeDial): void;
  onChoose(pattern: string, patch: Partial<Pages>): void;
  onPicker(mode: 'pick' | 'why', pattern: string): void;
}

/** On which sites call icons appear: nowhere until the user adds an address. */
export function AddressSection({ addresses, asked, fromPolicy, patternOf, onAdd, ...props }: AddressSectionProps) {
  const { texts } = useUi();
  const [opened, setOpened] = useState<string>();
  const missing = asked.filter((pattern) => !addresses.some((address) => address.pattern === pattern));
  return (
    <div class="section">
      {missing.length > 0 && (
        <ul class="grants asked">
          {missing.map((pattern) => (
            <AskedAddress key={pattern} pattern={pattern} policy={fromPolicy.includes(pattern)} onAdd={onAdd} />
          ))}
        </ul>
      )}
      <AddAddress patternOf={patternOf} onAdd={onAdd} />
      {addresses.length + missing.length === 0 && (
        <div class="tip">
          <Glyph shapes={glyphs.globe} />
          <p class="muted">{texts.t('addresses_none')}</p>
        </div>
      )}
      {addresses.length > 0 && (
        <table class="tab addresses">
          <thead>
            <tr>
              <th scope="col">{texts.t('addresses_address')}</th>
              <th scope="col">{texts.t('addresses_access')}</th>
              <th scope="col">{texts.t('addresses_since')}</th>
              <th scope="col">
                <span class="unseen">{texts.t('action_removeShort')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {addresses.map((address) => (
              <AddressRows
                key={address.pattern}
                {...address}
                {...props}
                policy={fromPolicy.includes(address.pattern)}
                open={opened === address.pattern}
                onOpen={(open) => setOpened(open ? address.pattern : undefined)}
              />
            ))}
          </tbody>
        </table>
      )}
      {props.pages && addresses.length > 0 && <BeforeDialRow pages={props.pages} />}
    </div>
  );
}

function BeforeDialRow({ pages }: { pages: PagesControl }) {
  const { texts } = useUi();
  return (
    <div class="form before">
      <SelectRow
        name="beforeDial"
        label={texts.t('crmpage_before')}
        hint={texts.t('crmpage_beforeHint')}
        value={pages.all.beforeDial}
        choices={(['nothing', 'preview', 'confirm'] as const).map((each) => [each, texts.t(`crmpage_before_${each}`)])}
        onValue={(value) => pages.onBeforeDial(value as BeforeDial)}
      />
    </div>
  );
}

function AskedAddress({
  pattern,
  policy,
  onAdd,
}: { pattern: string; policy: boolean } & Pick<AddressSectionProps, 'onAdd'>) {
  const { texts } = useUi();
  const [refused, setRefused] = useState(false);
  const address = addressOf(pattern);
  return (
    <li data-asked={pattern}>
      <span class="grow">
        <b class="cut medium">{address}</b>
        <span class="hint">{texts.t(policy ? 'addresses_fromPolicy' : 'addresses_asked')}</span>
        {refused && (
          <span class="problem">
            <Glyph shapes={glyphs.alert} />
            {texts.t('addresses_refused')}
          </span>
        )}
      </span>
      <button
        type="button"
        class="btn"
        aria-label={texts.t('addresses_allowOf', { address })}
        // No await before this: the click is what lets the browser ask.
        onClick={() => void onAdd(pattern).then((outcome) => setRefused(outcome === 'refused'))}
      >
        {texts.t('addresses_allow')}
      </button>
    </li>
  );
}

interface AddressRowsProps extends CrmAddress, Pick<AddressSectionProps, 'pages' | 'onRemove'> {
  policy: boolean;
  open: boolean;
  onOpen(open: boolean): void;
}

/** An address, and below it what holds for its pages. */
function AddressRows({ pattern, addedAt, policy, open, onOpen, pages, onRemove }: AddressRowsProps) {
  const { texts } = useUi();
  const address = addressOf(pattern);
  const chosen = pages && pagesOf(pages.all, pattern);
  const own = chosen?.profile.fields.length ?? 0;
  return (
    <>
      <tr data-pattern={pattern}>
        <td>
          <b class="cut">{address}</b>
          {policy && <span class="hint">{texts.t('addresses_fromPolicy')}</span>}
          {chosen?.iconsOff && <span class="hint">{texts.t('crmpage_off')}</span>}
          {own > 0 && <span class="hint">{texts.plural('crmpage_count', own)}</span>}
          {pattern.startsWith('http:') && <span class="hint">{texts.t('hint_unencrypted')}</span>}
        </td>
        <td class="st">
          <Glyph shapes={glyphs.check} tone="c-callable" />
          {texts.t('addresses_allowed')}
        </td>
        <td class="muted">{texts.day(addedAt, Date.now())}</td>
        <td>
          {pages && (
            <>
              <IconButton
                shapes={glyphs.pick}
                name={texts.t('crmpage_pickOn', { address })}
                onPress={() => pages.onPicker('pick', pattern)}
              />
              <IconButton
                shapes={glyphs.chevronDown}
                name={texts.t('crmpage_title', { address })}
                expanded={open}
                onPress={() => onOpen(!open)}
              />
            </>
          )}
          <IconButton
            shapes={glyphs.trash}
            name={texts.t('addresses_revoke', { address })}
            onPress={() => onRemove(pattern)}
          />
        </td>
      </tr>
      {pages && chosen && open && (
        <tr class="more">
          <td colSpan={4}>
            <AddressPages
              address={address}
              pages={chosen}
              onChoose={(patch) => pages.onChoose(pattern, patch)}
              onPicker={(mode) => pages.onPicker(mode, pattern)}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** "https://crm.example/*" as people write it. */
function addressOf(pattern: string): string {
  return pattern.replace(/^https:\/\//, '').replace(/\/\*$/, '');
}

function AddAddress({ patternOf, onAdd }: Pick<AddressSectionProps, 'patternOf' | 'onAdd'>) {
  const { texts } = useUi();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<'invalid' | 'refused'>();
  const pattern = typed.trim() ? patternOf(typed) : undefined;
  const add = () => {
    if (!pattern) {
      setProblem('invalid');
      return;
    }
    // No await before this: the click is what lets the browser ask.
    void onAdd(pattern).then((outcome) => {
      setProblem(outcome === 'refused' ? 'refused' : undefined);
      if (outcome === 'added') setTyped('');
    });
  };
  const words =
    problem === 'refused'
      ? `${texts.t('addresses_refused')} ${texts.t('addresses_refusedNext')}`
      : `${texts.t('error_addressInvalid')}. ${texts.t('remedy_addressInvalid')}`;
  return (
    <form class="addform" onSubmit={(event) => event.preventDefault()}>
      <div class="add">
        <div class={problem ? 'field framed bad grow' : 'field framed grow'}>
          <Glyph shapes={glyphs.globe} />
          <input
            type="text"
            inputMode="url"
            name="address"
            autoComplete="off"
            spellcheck={false}
            value={typed}
            placeholder={texts.t('addresses_placeholder')}
            aria-label={texts.t('addresses_new')}
            aria-invalid={problem ? true : undefined}
            aria-describedby="address-below"
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        </div>
        <button type="submit" class="btn" onClick={add}>
          <Glyph shapes={glyphs.plus} />
          {texts.t('addresses_add')}
        </button>
      </div>
      <div id="address-below" role="status">
        {problem && (
          <p class="problem">
            <Glyph shapes={glyphs.alert} />
            {words}
          </p>
        )}
        {!problem && pattern?.startsWith('http:') && <p class="hint">{texts.t('hint_unencrypted')}</p>}
      </div>
    </form>
  );
}
