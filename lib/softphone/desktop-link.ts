/**
 * The way to the program beside the browser: opens it, keeps it open, and matches answers to commands.
 *
 *   opening --hello--> open --gone | no hello | says nothing--> waiting --pause, or at once when asked--> opening
 */
import { AppError, asFailure, type ErrorCode } from '../errors';
import { DESKTOP_VERSION, type DesktopMessage, readDesktopMessage } from './desktop-messages';
import { reconnectPause } from './reconnect-pause';
import type { BackgroundReach, CommandResult, NativePort } from './softphone';
import { after } from './timers';

const HELLO_LIMIT_MS = 5000;
const ANSWER_LIMIT_MS = 10_000;
/** A command that comes while the program is just coming back waits so long for it. */
const BACK_LIMIT_MS = 3000;

type Result = Extract<DesktopMessage, { type: 'result' }>;

export interface DesktopLinkParts {
  reach: BackgroundReach;
  now(): number;
  heard(message: DesktopMessage): void;
  /** The program is not there, or not any more. @param nextTry epoch ms */
  lost(reason: ErrorCode, detail: string, nextTry: number): void;
  trace(direction: 'sent' | 'received', message: string): void;
}

export class DesktopLink {
  #port: NativePort | undefined;
  /** Aborts when this port is done with. */
  #life = new AbortController();
  #opening = false;
  #greeted = false;
  /** It has told which calls there are. */
  #told = false;
  readonly #untold = new Set<() => void>();
  #downSince: number | undefined;
  #waiting = new AbortController();
  #lastId = 0;
  readonly #answers = new Map<number, (result: CommandResult) => void>();

  constructor(
    private readonly parts: DesktopLinkParts,
    private readonly signal: AbortSignal,
  ) {
    this.open();
  }

  /** Opens it now unless it is open; then asks how all is. */
  open(): void {
    this.#waiting.abort();
    if (this.#port) this.#post({ type: 'retry' });
    else if (!this.#opening && !this.signal.aborted) void this.#open();
  }

  /** Takes leave: the program ends its calls and itself. */
  quit(): void {
    this.#post({ type: 'quit' });
    this.#port = undefined;
    this.#life.abort();
  }

  /** Lets go of it; the softphone goes on as it is. */
  close(): void {
    this.#life.abort();
    this.#port?.close();
    this.#port = undefined;
  }

  async command(type: string, order: object): Promise<CommandResult> {
    if (!this.#told && !(await this.#known())) return { ok: false, error: 'lineConnecting' };
    const id = ++this.#lastId;
    const answer = new Promise<CommandResult>((resolve) => this.#answers.set(id, resolve));
    after(ANSWER_LIMIT_MS, this.signal, () => this.#answer(id, { ok: false, error: 'desktopAppGone' }));
    this.#post({ type, id, ...order });
    return answer;
  }

  /** Before it has told which calls there are, it would know none of them. */
  async #known(): Promise<boolean> {
    const done = new AbortController();
    await new Promise<void>((resolve) => {
      this.#untold.add(resolve);
      done.signal.addEventListener('abort', () => this.#untold.delete(resolve));
      after(BACK_LIMIT_MS, done.signal, resolve);
    });
    done.abort();
    return this.#told;
  }

  async #open(): Promise<void> {
    this.#opening = true;
    const life = new AbortController();
    try {
      const port = await this.parts.reach.openNative({
        message: (message) => !life.signal.aborted && this.#heard(message),
        gone: (why, detail) => !life.signal.aborted && this.#gone(why, detail),
      });
      if (this.signal.aborted) return port.close();
      this.#port = port;
      this.#life = life;
      after(HELLO_LIMIT_MS, AbortSignal.any([life.signal, this.signal]), () => {
        if (!this.#greeted) this.#gone('desktopAppGone', 'it says nothing');
      });
      this.#post({ type: 'hello', version: DESKTOP_VERSION });
    } catch (error) {
      const { code, detail } = asFailure(error);
      this.#gone(code, detail);
    } finally {
      this.#opening = false;
    }
  }

  #post(message: object): void {
    this.parts.trace('sent', JSON.stringify(message));
    try {
      this.#port?.post(message);
    } catch (error) {
      this.#gone('desktopAppGone', asFailure(error).detail);
    }
  }

  #heard(value: unknown): void {
    const message = readDesktopMessage(value);
    this.parts.trace('received', JSON.stringify(value).slice(0, 2000));
    if (!message) return;
    if (message.type === 'hello') {
      if (message.version !== DESKTOP_VERSION) {
        this.#gone('desktopAppOutdated', `version ${message.version}`);
        return;
      }
      this.#greeted = true;
      this.#downSince = undefined;
    } else if (!this.#greeted) {
      return;
    }
    if (message.type === 'calls') {
      this.#told = true;
      for (const go of this.#untold) go();
    }
    if (message.type === 'result') this.#answer(message.id, resultOf(message));
    else this.parts.heard(message);
  }

  #answer(id: number, result: CommandResult): void {
    this.#answers.get(id)?.(result);
    this.#answers.delete(id);
  }

  #gone(reason: ErrorCode, detail: string): void {
    this.#life.abort();
    this.#port?.close();
    this.#port = undefined;
    this.#greeted = false;
    this.#told = false;
    for (const id of [...this.#answers.keys()]) this.#answer(id, { ok: false, error: 'desktopAppGone' });
    if (this.signal.aborted) return;
    const now = this.parts.now();
    this.#downSince ??= now;
    const pause = reconnectPause(now - this.#downSince, Math.random());
    this.#waiting = new AbortController();
    after(pause, AbortSignal.any([this.signal, this.#waiting.signal]), () => this.open());
    this.parts.lost(reason, detail, now + pause);
  }
}

function resultOf({ ok, unknown, detail }: Result): CommandResult {
  if (ok) return { ok };
  return unknown ? { ok, error: 'callUnknown' } : { ok, error: 'callFailed', detail };
}

/** The reach of the host, for connectors that are nothing without it. */
export function reachOf({ reach }: { reach?: BackgroundReach | undefined }): BackgroundReach {
  if (!reach) throw new AppError('internal', 'this line lives in the background only');
  return reach;
}
