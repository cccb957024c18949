import type { TextKey } from '../../lib/i18n';
import type { Policy } from '../../lib/policy';
import { useUi } from '../ui';
import { FactTable } from './FactTable';

/** Permissions the manifests name (tests/e2e/manifests.test.ts): each with what it is for. */
const PURPOSES: Record<string, TextKey> = {
  storage: 'permission_storage',
  unlimitedStorage: 'permission_unlimitedStorage',
  notifications: 'permission_notifications',
  contextMenus: 'permission_contextMenus',
  alarms: 'permission_alarms',
  scripting: 'permission_scripting',
  identity: 'permission_identity',
  declarativeNetRequestWithHostAccess: 'permission_declarativeNetRequestWithHostAccess',
  offscreen: 'permission_offscreen',
  sidePanel: 'permission_sidePanel',
  background: 'permission_background',
  power: 'permission_power',
};

export interface AboutSectionProps {
  version: string;
  /** The browser's name and version, as far as it tells them. */
  browser: string;
  /** Names of the permissions we hold. */
  permissions: readonly string[];
  /** Match patterns of the sites we may reach. */
  origins: readonly string[];
  policy: Policy;
  onRevoke(origin: string): void;
}

/** Which Ringside this is, what each permission is for, and which sites it may reach, each with a way to take that back. */
export function AboutSection({ version, browser, permissions, origins, policy, onRevoke }: AboutSectionProps) {
  const { texts } = useUi();
  return (
    <>
      <dl class="about">
        <dt>{texts.t('about_version')}</dt>
        <dd>{version}</dd>
        <dt>{texts.t('about_browser')}</dt>
        <dd>{browser}</dd>
        <dt>{texts.t('about_license')}</dt>
        <dd>Apache-2.0</dd>
      </dl>
      <PolicyPart policy={policy} />
      <section aria-labelledby="permissions-title">
        <h2 id="permissions-title">{texts.t('about_permissions')}</h2>
        <FactTable
          heads={[texts.t('about_permission'), texts.t('about_purpose')]}
          rows={permissions.map((name) => {
            const purpose = PURPOSES[name];
            return { key: name, cells: [inParts(name), purpose && texts.t(purpose)] };
          })}
        />
      </section>
      <section aria-labelledby="access-title">
        <h2 id="access-title">{texts.t('about_access')}</h2>
        {origins.length === 0 && <p class="muted">{texts.t('about_accessNone')}</p>}
        <ul class="grants">
          {origins.map((address) => (
            <li key={address} data-origin={address}>
              <span class="cut grow">{address}</span>
              <button
                type="button"
                class="btn quiet sm"
                aria-label={texts.t('about_revokeOf', { address })}
                onClick={() => onRevoke(address)}
              >
                {texts.t('about_revoke')}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** A long name of the browser's breaks between its words, which only their capitals tell. */
function inParts(name: string) {
  return name.split(/(?=[A-Z])/).flatMap((part) => [part, <wbr key={part} />]);
}

/** What the administration sets, and what of it is wrong: nobody else tells it. */
function PolicyPart({ policy: { settings, locked, problems } }: { policy: Policy }) {
  const { texts } = useUi();
  const count = Object.keys(settings).length;
  const fields = new Intl.ListFormat(texts.language, { type: 'unit' }).format(locked);
  return (
    <section aria-labelledby="policy-title">
      <h2 id="policy-title">{texts.t('policy_title')}</h2>
      <p class="muted">
        {count === 0 ? texts.t('policy_none') : texts.plural('policy_counts', count)}{' '}
        {locked.length > 0 && texts.t('policy_lockedList', { fields })}
      </p>
      {problems.length > 0 && (
        <>
          <p class="after">{texts.t('policy_wrong')}</p>
          <ul class="problems">
            {problems.map(({ path, expected, params }) => (
              <li key={path} data-problem={path}>
                <b>{path}</b> {texts.t(expected, params)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
