import type { CallContact } from '../call';
import type { AskReason } from '../dial-question';
import type { Candidate, Judgement, NumberState, PageReply, Sighting } from '../messages';
import type { toolsOf } from './tools';

/** All that lib/page asks of the world outside the page; the entrypoint makes messages of it. */
export interface PageCallbacks {
  /** Which of these are phone numbers; same order as asked. */
  judge(candidates: Candidate[]): Promise<Judgement[]>;
  /** The numbers that have icons now, instead of the earlier ones; answers their states. */
  follow(numbers: string[]): Promise<Record<string, NumberState>>;
  dial(data: { number: string; contact: CallContact | null; confirmed?: readonly AskReason[] }): Promise<PageReply>;
  /** Whose numbers the page shows. Never fails. */
  seen(sightings: Sighting[]): void;
  hangUp(number: string): Promise<PageReply>;
  open(number: string): Promise<PageReply>;
  /** Brings the tools into this frame; undefined where they cannot come. Never fails. */
  tools(): Promise<typeof toolsOf | undefined>;
  /** False once the extension behind us is gone. */
  alive(): boolean;
  /** Called at most once, with what went wrong. */
  log(text: string): void;
}
