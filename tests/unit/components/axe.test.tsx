import axe from 'axe-core';
import type { ComponentChildren } from 'preact';
import { describe, expect, it } from 'vitest';
import { HistoryRow } from '../../../components/history/HistoryRow';
import { HistorySearch } from '../../../components/history/HistorySearch';
import { AboutSection } from '../../../components/options/AboutSection';
import { BackupSection } from '../../../components/options/BackupSection';
import { NotificationSection } from '../../../components/options/NotificationSection';
import { PeopleSection } from '../../../components/options/PeopleSection';
import { PrivacySection } from '../../../components/options/PrivacySection';
import { ShortcutSection } from '../../../components/options/ShortcutSection';
import { TaskList } from '../../../components/TaskList';
import { ALL_CALLS } from '../../../lib/history';
import { NO_POLICY } from '../../../lib/policy';
import { defaultSettings } from '../../../lib/settings';
import { aCall, NOW, recorder, show } from './show';

const on = recorder([
  'onOpen',
  'onCallBack',
  'onRemove',
  'onCopy',
  'onOpenRecord',
  'onForget',
  'onNote',
  'onNoting',
  'onFocus',
  'onRecord',
]);
const nothing = () => {};
const missed = aCall('missed', { contact: { ref: '1', name: 'Katrin Vogel', url: 'https://crm.example/1' } });

/** Structure only: what colours are like is seen in a browser (tests/e2e/accessibility.test.ts). */
async function wrong(children: ComponentChildren): Promise<string[]> {
  const { root } = show(<main>{children}</main>);
  const { violations } = await axe.run(root, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe('axe finds nothing wrong with the structure', () => {
  it('of the history', async () => {
    expect(await wrong(<HistorySearch query={{ ...ALL_CALLS, from: NOW }} now={NOW} crm onQuery={nothing} />)).toEqual(
      [],
    );
    const row = <HistoryRow call={missed} record="rejected" crm tabStop noting {...on} />;
    expect(
      await wrong(
        <ul>
          <li>{row}</li>
        </ul>,
      ),
    ).toEqual([]);
  });

  it('of the task list', async () => {
    expect(await wrong(<TaskList calls={[missed, aCall('hungUp')]} now={NOW} onMarkSeen={nothing} {...on} />)).toEqual(
      [],
    );
  });

  it('of the sections of the options', async () => {
    const person = {
      id: 'a',
      name: 'Anna',
      number: '418',
      organisation: '',
      from: 'own',
      favourite: 1,
      terms: [],
    } as const;
    const problem = { path: 'settings.x', expected: 'setting_unknown', params: {} } as const;
    const sections = [
      <NotificationSection settings={defaultSettings()} onChange={nothing} />,
      <PeopleSection people={[{ ...person, terms: [] }]} onAdd={nothing} onFavourite={nothing} onRemove={nothing} />,
      <PrivacySection keepDays={30} onKeepDays={nothing} onForget={async () => 1} />,
      <BackupSection onSavePolicy={() => {}} onSave={nothing} onLoad={async () => []} onReset={nothing} />,
      <ShortcutSection shortcuts={[{ what: 'x', keys: '' }]} onChange={nothing} />,
      <AboutSection
        version="1"
        browser="b"
        permissions={['storage']}
        origins={['https://a.example/*']}
        policy={{ ...NO_POLICY, locked: ['sip'], problems: [problem] }}
        onRevoke={nothing}
      />,
    ];
    for (const section of sections) expect(await wrong(section)).toEqual([]);
  });
});
