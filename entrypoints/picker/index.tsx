/**
 * Field picker and "why" view in one frame of a CRM page. Injected on demand by the background, never registered: pages
 * carry nothing of it until a person asks for it in a page of ours.
 */
import { render } from 'preact';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Picker, type PickerSink, type PickerTools } from '../../components/picker/Picker';
import { pickerWords, WordsContext } from '../../components/picker/words';
import { interpret } from '../../lib/crm/interpret';
import {
  answer,
  askBackground,
  byName,
  type PageCalls,
  type PickerConfig,
  type PushHandlers,
} from '../../lib/messages';
import { countryHere } from '../../lib/page/country';
import { evidenceForInput, evidenceForValue } from '../../lib/page/labels';
import { learn } from '../../lib/page/lexicon';
import { explain } from '../../lib/page/pick/explain';
import { choicesOf, withNumbers } from '../../lib/page/pick/matches';
import { type OverlaySink, openOverlay } from '../../lib/page/pick/overlay';
import { asPickable, pickables, textOf } from '../../lib/page/pick/pickable';
import { rulesFor } from '../../lib/page/pick/rules-for';
import { wear } from '../../lib/page/shell';
import { vocabulary } from '../../lib/page/vocabulary';
import style from './style.css?inline';

/** In our own world, which no page can see: a second start ends the first. */
const world = globalThis as { ringsidePicker?: Run; ringsidePickerHears?: boolean };

interface Run {
  stop: AbortController;
  sink: PickerSink;
}

const SILENT: PickerSink = { point() {}, choose() {}, key: () => false, moved() {}, turn() {} };

export default defineUnlistedScript(() => void start());

async function start(): Promise<void> {
  world.ringsidePicker?.stop.abort();
  const stop = new AbortController();
  const run: Run = { stop, sink: SILENT };
  world.ringsidePicker = run;
  hearOtherFrames();
  const config = await askBackground<PageCalls, 'picker'>('picker', {});
  if (!config || stop.signal.aborted) return;
  learn(vocabulary);
  wear(vocabulary.styles);
  const overlay = openOverlay(style, forward(run), stop.signal);
  if (!overlay) {
    console.info('[Ringside] this page allows no shadow roots: no field picker');
    return;
  }
  const leave = () => {
    stop.abort();
    void askBackground<PageCalls, 'endPicker'>('endPicker', {});
  };
  // A page that throws us out ends it; so does going back to it later.
  window.addEventListener('pagehide', (event) => event.isTrusted && stop.abort(), { signal: stop.signal });
  stop.signal.addEventListener('abort', () => render(null, overlay.ground));
  render(
    <WordsContext.Provider value={pickerWords(config.texts, config.language)}>
      <Picker
        mode={config.mode}
        address={config.address}
        leading={window === window.top}
        isChosen={config.isChosen}
        tools={toolsOf(config, overlay.ground, leave)}
        listen={(sink) => {
          run.sink = sink;
        }}
      />
    </WordsContext.Provider>,
    overlay.ground,
  );
  if (window === window.top) overlay.ground.focus();
}

/** The overlay speaks to whoever listens at that moment. */
function forward(run: Run): OverlaySink {
  return {
    point: (element) => run.sink.point(element),
    choose: (element) => run.sink.choose(element),
    key: (key) => run.sink.key(key),
    moved: () => run.sink.moved(),
  };
}

/** Another frame of this tab ended it for all, or says what goes on there; heard once, however often we are started. */
function hearOtherFrames(): void {
  if (world.ringsidePickerHears) return;
  world.ringsidePickerHears = true;
  const handlers: Pick<PushHandlers, 'endPicking' | 'pickerTurns'> = {
    endPicking() {
      world.ringsidePicker?.stop.abort();
      return null;
    },
    pickerTurns({ turn }) {
      world.ringsidePicker?.sink.turn(turn);
      return null;
    },
  };
  answer('page', byName(handlers));
}

function toolsOf(config: PickerConfig, ground: HTMLElement, leave: () => void): PickerTools {
  const country = config.country || countryHere();
  const reading = { profile: interpret(config.profiles, document), country };
  const judge = (candidates: Parameters<PageCalls['judge']>[0]['candidates']) =>
    askBackground<PageCalls, 'judge'>('judge', { candidates });
  const succeeded = (reply: Promise<{ ok: boolean }>) => reply.then(({ ok }) => ok).catch(() => false);
  return {
    all: pickables,
    textOf,
    labelOf: (element) =>
      (element instanceof HTMLInputElement ? evidenceForInput(element) : evidenceForValue(element)).label,
    choicesOf: (element) => {
      const all = pickables();
      const known = all.some((each) => each.element === element) ? all : [...all, asPickable(element)];
      return choicesOf(rulesFor(element), element, known);
    },
    numbersOf: (choice) => withNumbers(choice, config.profiles, country, judge),
    explain: (element) => explain(element, reading, config.iconsOff, judge),
    save: (rule) => succeeded(askBackground<PageCalls, 'pickField'>('pickField', { rule })),
    undo: () => succeeded(askBackground<PageCalls, 'unpickField'>('unpickField', {})),
    turn: (turn) => void askBackground<PageCalls, 'pickerTurns'>('pickerTurns', { turn }),
    takeFocus() {
      window.focus();
      ground.focus();
    },
    leave,
  };
}
