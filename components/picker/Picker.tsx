import { useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { FieldRule, Verdict } from '../../lib/crm/profile';
import type { PickerTurn } from '../../lib/messages';
import type { Explanation } from '../../lib/page/pick/explain';
import type { Choice, Match } from '../../lib/page/pick/matches';
import type { OverlaySink } from '../../lib/page/pick/overlay';
import type { Pickable } from '../../lib/page/pick/pickable';
import { Boxes } from './Boxes';
import { PickCard, whereWords } from './PickCard';
import { PointBar } from './PointBar';
import { SavedCard } from './SavedCard';
import { WhyCard } from './WhyCard';
import { type PickerWords, useWords } from './words';

/** What the picker does in the page and with the background. */
export interface PickerTools {
  /** Everything that can be walked to by keys, in document order. */
  all(): Pickable[];
  textOf(element: Element): string;
  labelOf(element: Element): string;
  choicesOf(element: Element): Choice[];
  numbersOf(choice: Choice): Promise<Match[]>;
  explain(element: Element): Promise<Explanation>;
  /** Resolves with whether it is remembered now. */
  save(rule: FieldRule): Promise<boolean>;
  undo(): Promise<boolean>;
  /** Tells the pickers of the page's other frames. */
  turn(turn: PickerTurn): void;
  /** Keys come here from now on. */
  takeFocus(): void;
  leave(): void;
}

/** What a picker hears: pointer and keys from the overlay, turns from other frames. */
export interface PickerSink extends OverlaySink {
  turn(turn: PickerTurn): void;
}

export interface PickerProps {
  mode: 'pick' | 'why';
  address: string;
  /** The frame that shows what to do; others only show what was chosen in them. */
  leading: boolean;
  /** Something is chosen in another frame already. */
  isChosen: boolean;
  tools: PickerTools;
  listen(sink: PickerSink): void;
}

type Stage =
  | { name: 'pointing'; target: Element | null }
  /** Something is chosen in another frame. */
  | { name: 'elsewhere' }
  | { name: 'picked'; element: Element; choices: Choice[]; is: Verdict; shown: { elements: Element[]; is: Verdict } }
  | { name: 'why'; element: Element; explanation: Explanation }
  | { name: 'saved'; element: Element; is: Verdict; words: string };

/** The card and its margin. */
const CARD_WIDTH = 420;
const POINTING: Stage = { name: 'pointing', target: null };

/** Field picker and "why" view: pointing, what was pointed at, what is remembered now. */
export function Picker({ mode, address, leading, isChosen: isElsewhere, tools, listen }: PickerProps) {
  const words = useWords();
  const [stage, setStage] = useState<Stage>(isElsewhere ? { name: 'elsewhere' } : POINTING);
  const [, moved] = useReducer((times: number) => times + 1, 0);
  const [steps, actions] = useSteps(mode, tools, words, setStage);
  // At once: a second key may follow before the browser has drawn.
  useLayoutEffect(() => {
    listen(sinkOf(stage, setStage, { ...tools, ...steps, leading, moved: () => moved(0) }));
  }, [stage, steps]);
  const isChosen = 'element' in stage;
  useEffect(() => {
    if (!isChosen) return;
    tools.turn('chosen');
    return () => tools.turn('pointing');
  }, [isChosen]);
  const element = 'element' in stage ? stage.element : undefined;
  return (
    <div class={element && isUnderCard(element) ? 'left' : 'right'}>
      <Frames stage={stage} tools={tools} />
      {stage.name === 'pointing' && leading && <PointBar mode={mode} onLeave={tools.leave} />}
      {stage.name === 'picked' && (
        <PickCard
          choices={stage.choices}
          is={stage.is}
          label={tools.labelOf(stage.element)}
          numbersOf={tools.numbersOf}
          onShow={(choice, is) =>
            setStage({ ...stage, shown: { elements: choice.matches.map(({ element }) => element), is } })
          }
          onBack={actions.point}
          onSave={(rule) => void actions.save(stage.element, rule)}
        />
      )}
      {stage.name === 'why' && (
        <WhyCard
          explanation={stage.explanation}
          onOther={actions.point}
          onDecide={(is) => void actions.decide(stage.element, is)}
          onLeave={tools.leave}
        />
      )}
      {stage.name === 'saved' && (
        <SavedCard
          is={stage.is}
          name={stage.words}
          address={address}
          onUndo={() => void actions.undo(stage.element, mode)}
          onAdjust={() => void actions.undo(stage.element, 'pick', stage.is)}
          onAnother={actions.point}
          onLeave={tools.leave}
        />
      )}
    </div>
  );
}

/** Would a card at the lower right hide the element? */
function isUnderCard(element: Element): boolean {
  const { left, right, bottom } = element.getBoundingClientRect();
  return (left + right) / 2 > innerWidth - CARD_WIDTH && bottom > innerHeight / 3;
}

function Frames({ stage, tools }: { stage: Stage; tools: PickerTools }) {
  if (stage.name === 'pointing') {
    const { target } = stage;
    const label = target && [tools.labelOf(target), tools.textOf(target).slice(0, 40)].filter(Boolean).join(' · ');
    return target && <Boxes elements={[target]} tone="point" {...(label && { tag: label })} />;
  }
  if (stage.name === 'elsewhere') return null;
  if (stage.name === 'picked') return <Boxes elements={stage.shown.elements} tone={stage.shown.is} />;
  if (stage.name === 'why')
    return <Boxes elements={[stage.element]} tone={stage.explanation.icon ? 'phone' : 'never'} />;
  return <Boxes elements={[stage.element]} tone={stage.is} />;
}

interface Steps {
  choose(element: Element): Promise<void>;
}

interface Actions {
  point(): void;
  save(element: Element, rule: FieldRule): Promise<void>;
  decide(element: Element, is: Verdict): Promise<void>;
  undo(element: Element, mode: PickerProps['mode'], is?: Verdict): Promise<void>;
}

/** What leads from one stage to the next. */
function useSteps(
  mode: PickerProps['mode'],
  tools: PickerTools,
  words: PickerWords,
  setStage: (stage: Stage) => void,
): [Steps, Actions] {
  return useMemo(() => {
    const pick = (element: Element, is: Verdict) => {
      const choices = tools.choicesOf(element);
      const elements = choices[0]?.matches.map((match) => match.element) ?? [];
      setStage({ name: 'picked', element, choices, is, shown: { elements, is } });
    };
    const why = async (element: Element) =>
      setStage({ name: 'why', element, explanation: await tools.explain(element) });
    const save = async (element: Element, rule: FieldRule) => {
      const is = rule.is ?? 'phone';
      const saved = await tools.save(rule);
      setStage({
        name: 'saved',
        element,
        is,
        words: saved ? rule.label || tools.labelOf(element) || whereWords(rule, words) : '',
      });
    };
    const choose = async (element: Element) => (mode === 'why' ? why(element) : pick(element, 'phone'));
    const undo = async (element: Element, next: PickerProps['mode'], is?: Verdict) => {
      await tools.undo();
      if (next === 'why') await why(element);
      else if (is) pick(element, is);
      else setStage(POINTING);
    };
    const decide = async (element: Element, is: Verdict) => {
      // One click is about this place: what says least about others.
      const [choice] = tools.choicesOf(element).sort((a, b) => a.matches.length - b.matches.length);
      if (choice) await save(element, { ...choice.where, is });
    };
    return [{ choose }, { point: () => setStage(POINTING), save, decide, undo }];
  }, [mode, tools, words, setStage]);
}

interface SinkNeeds extends Steps, Pick<PickerTools, 'all' | 'turn' | 'takeFocus' | 'leave'> {
  leading: boolean;
  moved(): void;
}

/** Pointer and keys while pointing; afterwards only Esc counts, which goes back to pointing. */
function sinkOf(stage: Stage, setStage: (stage: Stage) => void, needs: SinkNeeds): PickerSink {
  const pointing = stage.name === 'pointing';
  const free = pointing || stage.name === 'elsewhere';
  /** What the pointer left behind in another frame is not meant any more. */
  const aim = () => (pointing && stage.target) || needs.turn('pointing');
  const walk = (step: number, isNew = false) => {
    const all = needs.all();
    const at = pointing ? all.findIndex(({ element }) => element === stage.target) : -1;
    // From nowhere, back leads to the last.
    const next = all[at < 0 && step < 0 ? all.length - 1 : at + step];
    next?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (next && !isNew) aim();
    setStage({ name: 'pointing', target: next?.element ?? null });
    // A page without any field has keys going round until they come to its first frame.
    if (!next && !(isNew && needs.leading)) needs.turn(step > 0 ? 'next' : 'previous');
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => walk(1),
    ArrowRight: () => walk(1),
    ArrowUp: () => walk(-1),
    ArrowLeft: () => walk(-1),
    Enter: () => pointing && stage.target && void needs.choose(stage.target),
  };
  return {
    point(element) {
      if (!pointing || element === stage.target) return;
      if (element) aim();
      setStage({ name: 'pointing', target: element });
    },
    choose: (element) => free && void needs.choose(element),
    key(key) {
      if (key === 'Escape') free ? needs.leave() : setStage(POINTING);
      else if (pointing && keys[key]) keys[key]();
      else return false;
      return true;
    },
    moved: needs.moved,
    turn(turn) {
      if (turn === 'chosen') setStage({ name: 'elsewhere' });
      else if (turn === 'pointing') free && setStage(POINTING);
      else {
        needs.takeFocus();
        walk(turn === 'next' ? 1 : -1, true);
      }
    },
  };
}
