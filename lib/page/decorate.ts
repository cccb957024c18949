/** Gives what was read its icons and buttons, and keeps each in step with its number, its place and the line. */
import type { Candidate, Judgement, NumberState, PageConfig } from '../messages';
import { type Actor, actorOf } from './act';
import type { PageCallbacks } from './callbacks';
import { type Reading as HowToRead, type Place, placesOf } from './find-phones';
import { createIcon, type Icon, type IconState } from './icon';
import type { Stop } from './icon-keys';
import type { MaskButtons } from './mask-buttons';
import { type Numbers, numbersOf } from './numbers';
import { type Placer, placerOf } from './place';
import type { Asker } from './question';
import { SAMENESS, samePlace } from './same-place';
import { afterFrame, inTurns } from './schedule';
import { isTextField } from './text-field';
import { bringInTime } from './touch';
import { type Unseen, unseenOf } from './unseen';

/** One number in the page with its icon. */
interface Decoration {
  readonly host: HTMLElement;
  readonly icon: Icon;
  readonly holder: Element;
  place: Place;
  /** '' once it is gone. */
  number: string;
  display: string;
  dials?: string;
  /** Whose it is, once that was looked up. */
  who: string;
  fit: Icon['fit'];
}

/** What was read of one holder at one time. */
interface Reading {
  holder: Element;
  places: Place[];
  /** The background's answer to each place, once all are known. */
  judgements: Judgement[];
  version: number;
}

/** How long number and Cancel stand before a link of the page dials. */
const LINK_MS = 2000;

/** In px: too low for one icon below another. */
const ONE_LINE = 50;

/** What came and went is grouped into masks at most so often. */
const REGROUP_MS = 100;

export interface Surroundings {
  callbacks: PageCallbacks;
  reading: HowToRead;
  signal: AbortSignal;
  /** Hears of what could not be asked. */
  failed(error: unknown): void;
  /** Has a holder read once more. */
  again(holder: Element): void;
}

/** All icons and buttons of one frame. */
export class Decorations {
  readonly #byHolder = new Map<Element, Decoration[]>();
  /** Read, but not looked at yet. */
  readonly #fresh: Reading[] = [];
  /** Icons came or went since the masks were last grouped. */
  #regroup = false;
  #regrouping = false;
  #regroupedAt = Number.NEGATIVE_INFINITY;
  readonly #regroupSoon: () => void;
  /** Icons have come since the whole was last looked at. */
  #concluding = false;
  readonly #unseen: Unseen;
  /** Read since all that stands there was looked at. */
  readonly #dressed = new Set<Decoration>();
  #page = '';
  /** Grows with each reading of a holder, so that a late answer to an earlier one changes nothing. */
  readonly #readings = new WeakMap<Element, number>();
  readonly #placer: Placer;
  readonly #numbers: Numbers;
  readonly #actor: Actor;
  /** From the tools, undefined until they have come. */
  #masks: MaskButtons<Decoration> | undefined;
  #sighted: ((shown: Iterable<Decoration>) => void) | undefined;
  #bringing = false;
  readonly #concludeSoon: () => void;
  readonly #settleSoon: () => void;
  readonly #dress: (read: Iterable<Reading>) => void;
  #config: PageConfig;

  constructor(
    private readonly around: Surroundings,
    config: PageConfig,
  ) {
    const { callbacks, reading, failed, signal } = around;
    this.#settleSoon = afterFrame(() => this.settle(), signal);
    this.#placer = placerOf(this.#settleSoon);
    this.#unseen = unseenOf(around.again, this.#settleSoon);
    this.#config = config;
    this.#regroupSoon = afterFrame(() => this.#regroupNow(), signal);
    this.#concludeSoon = afterFrame(() => this.#conclude(), signal);
    this.#dress = inTurns((read, last) => this.#dressNow(read, last), signal);
    this.#numbers = numbersOf(callbacks, (changed) => this.#showAll((each) => changed.has(each.number)), failed);
    const stateOf = (number: string) => this.#stateOf(number);
    const judge = (place: Place) => this.#numbers.judge(this.#candidateOf(place));
    this.#actor = actorOf({ callbacks, reading, judge, stateOf, why: () => this.#config.line.why, failed });
  }

  /** Has buttons and names follow the icons; tried again with the next ones where the tools could not come. */
  async #bringTools(): Promise<void> {
    if (this.#bringing) return;
    this.#bringing = true;
    const { callbacks, reading, signal } = this.around;
    const tools = await bringInTime(signal);
    this.#bringing = false;
    if (!tools || signal.aborted) return;
    const { profile } = reading;
    this.#masks = tools.maskButtonsOf({
      profile,
      act: (each, ask) => this.#press(each, ask),
      put: (masks) => this.#placer.arrange(masks),
      drop: (mask) => this.#placer.forget(mask),
      stateNow: (number) => this.#stateOf(number),
      config: () => this.#config,
    });
    this.#sighted = tools.sightingsOf(callbacks.seen, (each, name) => this.#name(each, name), profile, signal);
    this.#sighted(this.#all());
    this.#regroup = true;
    this.#settleSoon();
  }

  /** Reads a holder now. */
  read(holder: Element): void {
    this.#unseen.forget(holder);
    const places = placesOf(holder, this.around.reading);
    // What it held before may be asked about still.
    if (places.length > 0 || this.#readings.has(holder))
      this.#fresh.push({ holder, places, judgements: [], version: this.#beginReading(holder) });
  }

  /** Icons follow for what was read, as soon as the background has judged what it does not know yet. */
  readAll(): Promise<unknown> {
    const known: Reading[] = [];
    const asked: Promise<void>[] = [];
    for (const each of this.#fresh.splice(0)) {
      const judgements = each.places.map((place) => this.#numbers.known(this.#candidateOf(place)));
      if (judgements.includes(undefined)) asked.push(this.#ask(each));
      else known.push(Object.assign(each, { judgements }));
    }
    this.#dress(known);
    return Promise.all(asked);
  }

  /** The holder is far from view or gone. */
  leave(holder: Element): void {
    if (this.#readings.has(holder)) this.#beginReading(holder);
    for (const each of this.#byHolder.get(holder) ?? []) this.#discard(each);
    this.#byHolder.delete(holder);
    this.#unseen.forget(holder);
  }

  /** Puts everything back to its place. */
  settle(): void {
    this.#unseen.look();
    this.#placer.settle(this.#all());
    // Masks follow when all icons that are coming have come.
    if (this.#concluding) return;
    this.#updateMasks();
    this.#placer.sweep();
  }

  #regroupNow(): void {
    this.#regrouping = false;
    this.#regroup = false;
    this.#regroupedAt = performance.now();
    this.#masks?.update(this.#all());
  }

  /** Buttons follow their mask at once; what came or went in it too, unless it comes and goes all the time. */
  #updateMasks(): void {
    const isDue = this.#regroup && !this.#regrouping;
    const wait = isDue ? this.#regroupedAt + REGROUP_MS - performance.now() : 0;
    if (isDue && wait <= 0) this.#regroupNow();
    else this.#masks?.putBack();
    if (wait <= 0) return;
    this.#regrouping = true;
    setTimeout(this.#regroupSoon, wait);
  }

  configure(config: PageConfig): void {
    this.#config = config;
    this.#showAll(() => true);
  }

  states(states: Record<string, NumberState>): void {
    this.#numbers.update(states);
  }

  followAgain(): void {
    this.#numbers.followAgain();
    this.#concludeSoon();
  }

  /** All icons, as stops of the keyboard. */
  stops(): Iterable<Stop> {
    return this.#all();
  }

  /** A person's click on a tel: link of the page; false where it has no icon and so is none of our business. */
  pressLink(link: Element): boolean {
    const each = this.#all().find(({ place }) => place.element === link);
    if (each) void this.#dialLink(each);
    return each !== undefined;
  }

  async #dialLink({ place, number, display, icon }: Decoration): Promise<void> {
    const { texts, line } = this.#config;
    const state = this.#stateOf(number);
    if (state === 'unavailable') return icon.notify(line.why);
    // What is live is ended by the icon, never by a link that the page may stretch over anything.
    if (state !== 'ready') return;
    const title = texts.dialling.replace('{number}', display);
    const seen = { title, lines: [], yes: texts.callButton, no: texts.cancel, confirm: [], after: LINK_MS };
    if (!(await icon.ask(seen))) return;
    // The place as it was clicked: what the page made of its link meanwhile was not shown.
    const { message } = await this.#actor.press(place, number, (question) => icon.ask(question));
    if (message) icon.notify(message);
  }

  /** Leaves the page as it was. */
  clear(): void {
    for (const each of this.#all()) this.#discard(each);
    this.#byHolder.clear();
    this.#unseen.clear();
    this.#masks?.update([]);
    this.#placer.sweep();
    this.#numbers.stop();
  }

  #beginReading(holder: Element): number {
    const reading = (this.#readings.get(holder) ?? 0) + 1;
    this.#readings.set(holder, reading);
    return reading;
  }

  async #ask(reading: Reading): Promise<void> {
    reading.judgements = await Promise.all(
      reading.places.map((place) => this.#numbers.judge(this.#candidateOf(place))),
    );
    this.#dress([reading]);
  }

  /** Gives these holders their icons. Layout is clean before and forced by nothing in here: first all is read. */
  #dressNow(read: Reading[], last: boolean): void {
    const current = read.filter(({ holder, version }) => this.#readings.get(holder) === version && holder.isConnected);
    const shown = current.map(({ holder, places, judgements }) => ({
      holder,
      found: places.map((place, i) => {
        const judgement = judgements[i] ?? null;
        return { place, judgement: judgement && this.#unseen.isShown(holder, place) ? judgement : null };
      }),
    }));
    const changed: Decoration[] = [];
    for (const { holder, found } of shown) changed.push(...this.#apply(holder, found));
    for (const each of changed) this.#show(each);
    this.#placer.arrange(changed, true);
    for (const each of changed) this.#dressed.add(each);
    this.#concluding = true;
    if (last) this.#concludeSoon();
  }

  /** Gives the holder exactly these icons; those that stay where they are keep their host. */
  #apply(holder: Element, found: { place: Place; judgement: Judgement }[]): Decoration[] {
    const before = this.#byHolder.get(holder) ?? [];
    const after: Decoration[] = [];
    const shown = found.filter(({ judgement }) => judgement);
    const kept: (Decoration | undefined)[] = [];
    for (const isSame of SAMENESS)
      shown.forEach(({ place }, i) => {
        kept[i] ??= before.find((each) => !kept.includes(each) && isSame(each.place, place));
      });
    for (const [i, { place, judgement }] of shown.entries()) {
      const each = kept[i] ?? this.#make(holder, place);
      if (!each || !judgement) continue;
      // Those of one line stand side by side, the last at its end.
      if (isTextField(holder) && shown[1]) place.nth = holder.clientHeight < ONE_LINE ? shown.length - 1 - i : i;
      // Whose the other number was.
      if (each.number !== judgement.number) each.who = '';
      after.push(Object.assign(each, { place, dials: undefined, ...judgement }));
    }
    for (const each of before) if (!after.includes(each)) this.#discard(each);
    this.#regroup = true;
    if (after.length > 0) this.#byHolder.set(holder, after);
    else this.#byHolder.delete(holder);
    return after;
  }

  #make(holder: Element, place: Place): Decoration | undefined {
    const icon = createIcon(async () => {
      const message = await this.#press(decoration, (question) => decoration.icon.ask(question));
      if (message) decoration.icon.notify(message);
    });
    if (!icon) {
      this.around.failed(new Error('no shadow roots here'));
      return undefined;
    }
    const decoration: Decoration = {
      host: icon.host,
      icon,
      holder,
      place,
      number: '',
      display: '',
      who: '',
      fit: (box, ground) => icon.fit(box, ground),
    };
    return decoration;
  }

  /** What a click on this number does; resolves with a sentence to show, '' for none. */
  async #press(each: Decoration, ask: Asker['ask']): Promise<string> {
    const position = this.#byHolder.get(each.holder)?.indexOf(each) ?? -1;
    const place = samePlace(each.place, placesOf(each.holder, this.around.reading), position);
    const { message, changed } = await this.#actor.press(place, each.number, ask);
    if (changed) this.around.again(each.holder);
    return message;
  }

  /** What concerns the whole page, once after all that was read in a frame. */
  #conclude(): void {
    this.#concluding = false;
    this.#numbers.follow(this.#all().map(({ number }) => number));
    this.#placer.arrange(this.#dressed);
    this.#updateMasks();
    this.#placer.sweep();
    const page = location.href + document.title;
    // What all numbers of the page were taken to belong to may be another record now.
    if (this.#sighted) this.#sighted(page === this.#page ? this.#dressed : this.#all());
    else if (this.#byHolder.size > 0) void this.#bringTools();
    this.#page = page;
    this.#dressed.clear();
  }

  #discard(each: Decoration): void {
    this.#regroup = true;
    this.#dressed.delete(each);
    each.number = '';
    this.#placer.forget(each);
    each.icon.remove();
  }

  #show({ icon, number, display, dials, place, who }: Decoration): void {
    const state = this.#stateOf(number);
    const tip = tipOf(state, { number, display, dials }, this.#config);
    icon.show({ state, demo: this.#config.line.demo, number, field: place.label, tip, who });
  }

  /** Whose number it is: of use to screen readers, and nobody waits for it. */
  #name(each: Decoration, who: string): void {
    if (!who || who === each.who) return;
    each.who = who;
    this.#show(each);
  }

  #showAll(which: (each: Decoration) => boolean): void {
    for (const each of this.#all()) if (which(each)) this.#show(each);
    this.#masks?.show();
  }

  #stateOf(number: string): IconState {
    const state = this.#numbers.state(number);
    if (state !== 'idle') return state;
    return this.#config.line.ready ? 'ready' : 'unavailable';
  }

  #candidateOf({ text, kind }: Place): Candidate {
    return { text: text.slice(0, 300), kind, country: this.around.reading.country };
  }

  #all(): Decoration[] {
    const all: Decoration[] = [];
    for (const list of this.#byHolder.values()) all.push(...list);
    return all;
  }
}

function tipOf(
  state: IconState,
  { number, display, dials }: Pick<Decoration, 'number' | 'display' | 'dials'>,
  { texts, line }: PageConfig,
): string {
  if (state === 'active') return texts.hangUp;
  if (state === 'ringing') return texts.ringing;
  if (state === 'unavailable') return line.why;
  const plain = texts.call.replace('{number}', display);
  const call = dials && dials !== number ? `${plain} · ${texts.dials.replace('{number}', dials)}` : plain;
  return line.demo ? `${call} · ${texts.demo}` : call;
}
