import type { Call } from '../../lib/call';
import * as glyphs from '../../lib/glyphs';
import { duration, reasonWords, type Texts } from '../../lib/i18n';
import { stateWord } from '../call-look';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

/** What happened with this number before. */
export function LastCalls({ calls, now }: { calls: Call[]; now: number }) {
  const { texts } = useUi();
  return (
    <section>
      <h2 class="label">{texts.t('window_last')}</h2>
      <ul class="last">
        {calls.map((call) => {
          const missed = call.state === 'missed';
          const arrow = call.direction === 'incoming' ? glyphs.incoming : glyphs.outgoing;
          return (
            <li key={call.id}>
              <Glyph shapes={missed ? glyphs.missed : arrow} tone={missed ? 'c-missed' : undefined} />
              <span class="grow cut">{summary(call, texts)}</span>
              <span class="muted xs">{texts.moment(call.startedAt, now)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The note's first line says most; else what became of the call. */
function summary(call: Call, texts: Texts): string {
  const note = call.note.trim().split('\n')[0];
  if (note) return note;
  if (call.state === 'missed') return stateWord(texts, 'missed');
  if (call.answeredAt !== undefined && call.endedAt !== undefined)
    return `${stateWord(texts, 'connected')} ${duration(call.endedAt - call.answeredAt)}`;
  return reasonWords(texts, call) || stateWord(texts, call.state);
}
