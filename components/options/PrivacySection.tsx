import { useUi } from '../ui';
import { FactTable } from './FactTable';

const STORED = ['calls', 'records', 'settings', 'line', 'pages', 'telemetry'] as const;

/** What is stored where, and for how long. */
export function PrivacySection() {
  const { texts } = useUi();
  return (
    <section class="section" aria-labelledby="stored-title">
      <h2 id="stored-title">{texts.t('privacy_where')}</h2>
      <FactTable
        heads={[texts.t('privacy_what'), texts.t('privacy_place'), texts.t('privacy_howLong')]}
        rows={STORED.map((what) => ({
          key: what,
          cells: [texts.t(`privacy_${what}`), texts.t(`privacy_${what}Place`), texts.t(`privacy_${what}Long`)],
        }))}
      />
    </section>
  );
}
