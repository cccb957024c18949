import { useState } from 'preact/hooks';
import { failureWords, type Texts } from '../../lib/i18n';
import type { Outage } from '../../lib/outages';
import type { LineState } from '../../lib/softphone/softphone';
import { useUi } from '../ui';
import { useNow } from '../use-now';
import { FactTable } from './FactTable';
import { Switch } from './Switch';

export interface LineHealthProps {
  line: LineState;
  /** Newest first. */
  outages: Outage[];
  /** @param fullNumbers numbers and names as they are */
  onDownload(fullNumbers: boolean): void;
}

/** How the line is and was: now, the times without it, and its log to download. */
export function LineHealth({ line, outages, onDownload }: LineHealthProps) {
  const { texts } = useUi();
  const now = useNow(line.nextTry !== undefined);
  const [full, setFull] = useState(false);
  return (
    <section class="section health" aria-labelledby="health-title">
      <h2 id="health-title">{texts.t('health_title')}</h2>
      <LineNow line={line} now={now} />
      {outages.length === 0 ? (
        <p class="hint">{texts.t('health_none')}</p>
      ) : (
        <FactTable
          heads={[texts.t('health_when'), texts.t('health_why')]}
          rows={outages.map((outage) => ({
            key: String(outage.from),
            cells: [spanOf(outage, now, texts), <Why key="why" outage={outage} />],
          }))}
        />
      )}
      <h2 id="log-title">{texts.t('health_log')}</h2>
      <p class="hint">{texts.t('health_logText')}</p>
      <Switch name="fullNumbers" label={texts.t('health_full')} on={full} onToggle={setFull} />
      <div class="inline">
        <button type="button" class="btn quiet" onClick={() => onDownload(full)}>
          {texts.t('health_download')}
        </button>
      </div>
    </section>
  );
}

function LineNow({ line, now }: { line: LineState; now: number }) {
  const { texts } = useUi();
  const word = { off: 'line_off', connecting: 'line_connecting', ready: 'line_ready', lost: 'line_lost' } as const;
  const state = `${texts.t(word[line.phase])}, ${texts.t('line_since', { time: texts.moment(line.since, now) })}`;
  const { why, next } = line.phase === 'lost' ? failureWords(texts, line.reason ?? 'serverUnreachable') : {};
  const seconds = line.nextTry === undefined ? 0 : Math.ceil((line.nextTry - now) / 1000);
  return (
    <div class="now" data-phase={line.phase}>
      <p>
        <b>{state}</b>
      </p>
      {why && (
        <p>
          {why}. {next}
        </p>
      )}
      {line.detail && <p class="hint">{texts.t('health_answer', { text: line.detail })}</p>}
      {seconds > 0 && <p class="hint">{texts.t('health_nextTry', { seconds })}</p>}
    </div>
  );
}

function Why({ outage: { reason, detail, fetched } }: { outage: Outage }) {
  const { texts } = useUi();
  return (
    <>
      {texts.t(`error_${reason}`)}
      {detail && <span class="hint">{detail}</span>}
      {fetched !== undefined && <span class="hint">{texts.plural('outage_fetched', fetched)}</span>}
    </>
  );
}

function spanOf({ from, to }: Outage, now: number, texts: Texts): string {
  const words = { from: texts.moment(from, now), to: texts.moment(to ?? now, now) };
  if (to === undefined) return texts.t('health_lasts', words);
  const seconds = Math.round((to - from) / 1000);
  return seconds < 60
    ? `${words.from} (${new Intl.NumberFormat(texts.language, { style: 'unit', unit: 'second' }).format(seconds)})`
    : texts.t('health_span', words);
}
