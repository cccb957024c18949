import type { Verdict } from '../../lib/crm/profile';
import * as glyphs from '../../lib/glyphs';
import type { Explanation, WhyLine } from '../../lib/page/pick/explain';
import { Glyph } from '../Glyph';
import { trusted } from './trusted';
import { useFocus } from './use-focus';
import { type PickerWords, useWords } from './words';

export interface WhyCardProps {
  explanation: Explanation;
  onOther(): void;
  /** One click: this place always, or never. */
  onDecide(is: Verdict): void;
  onLeave(): void;
}

const SIGNS = { for: '+', against: '–', note: '·' } as const;

/** The evidence for and against an icon, and one click to decide it for good. */
export function WhyCard({ explanation, onOther, onDecide, onLeave }: WhyCardProps) {
  const card = useFocus();
  const words = useWords();
  const { t } = words;
  const { icon, text, lines } = explanation;
  const decided = decisive(explanation);
  return (
    <div ref={card} tabIndex={-1} class="card" role="dialog" aria-label={t('why_title')}>
      <div class={icon ? 'verdict go' : 'verdict'}>
        <Glyph shapes={icon ? glyphs.callReady : glyphs.callUnavailable} />
        <span>
          <b>{t(icon ? 'why_yes' : 'why_no')}</b>
          {text && <small class="cut">{text}</small>}
        </span>
      </div>
      {decided && (
        <p class="decided">
          <small>{t('why_decided')}</small>
          {lineWords(decided, words)}
        </p>
      )}
      <ul class="why">
        {lines.map((line, i) => (
          <li key={i} class={line.side}>
            <i role="img" aria-label={t(`why_${line.side}`)}>
              {SIGNS[line.side]}
            </i>
            {lineWords(line, words)}
          </li>
        ))}
      </ul>
      <div class="foot wrap">
        <button type="button" class="plain" onClick={trusted(onOther)}>
          {t('why_another')}
        </button>
        <button type="button" class="plain" onClick={trusted(onLeave)}>
          {t('picker_leave')}
        </button>
        <button type="button" class="main" onClick={trusted(() => onDecide(icon ? 'never' : 'phone'))}>
          {t(icon ? 'why_never' : 'why_always')}
        </button>
      </div>
    </div>
  );
}

/** What tipped the scales: what switches all off, then a rule, then the strongest evidence on the side that won. */
function decisive({ icon, lines }: Explanation): WhyLine | undefined {
  const off = lines.find(({ key }) => key === 'off' || key === 'hidden');
  const rule = lines.find(({ key }) => /^(rule|type)(Phone|Never)$/.test(key));
  const own = lines.find(({ side }) => side === (icon ? 'for' : 'against'));
  const plan = icon ? undefined : lines.find(({ key }) => key === 'invalid');
  return off ?? (rule?.side === (icon ? 'for' : 'against') ? rule : undefined) ?? plan ?? own;
}

function lineWords({ key, params }: WhyLine, { t }: PickerWords): string {
  const profile = params.profile === 'own' ? t('why_own') : params.profile;
  return t(`why_${key}`, profile ? { ...params, profile } : params);
}
