import { useRef } from 'preact/hooks';
import type { Call } from '../../lib/call';
import { callerOf } from '../../lib/caller';
import { lookOf, wordOf } from '../call-look';
import { Glyph } from '../Glyph';
import { useUi } from '../ui';

export interface CallTabsProps {
  calls: readonly Call[];
  /** Id of the call that the window shows. */
  shown: string;
  onShow(callId: string): void;
}

/** One window, a tab per call: state by glyph, who it is by name. Arrow keys go from one to the next. */
export function CallTabs({ calls, shown, onShow }: CallTabsProps) {
  const ui = useUi();
  const list = useRef<HTMLDivElement>(null);
  const at = calls.findIndex(({ id }) => id === shown);
  const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: calls.length - 1 };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = calls[((moves[event.key] ?? -1) + calls.length) % calls.length];
    if (moves[event.key] === undefined || !to) return;
    event.preventDefault();
    onShow(to.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(to.id)}"]`)?.focus();
  };
  return (
    <div class="cwtabs" role="tablist" aria-label={ui.texts.t('window_calls')} ref={list} onKeyDown={onKeyDown}>
      {calls.map((call) => {
        const { shapes, tone } = lookOf(call);
        const { name } = callerOf(call, ui);
        return (
          <button
            key={call.id}
            type="button"
            role="tab"
            class={call.state === 'ringing' ? 'cwtab rings' : 'cwtab'}
            aria-selected={call.id === shown}
            aria-label={`${wordOf(call, ui.texts)}: ${name}`}
            title={name}
            tabIndex={call.id === shown ? 0 : -1}
            data-tab={call.id}
            onClick={() => onShow(call.id)}
          >
            <Glyph shapes={shapes} tone={tone} />
            <span class="cut" dir="auto">
              {name}
            </span>
          </button>
        );
      })}
    </div>
  );
}
