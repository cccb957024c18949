/**
 * What happened on the line in the last hour, for whoever has to find out why it did not work: every SIP message without
 * credentials, every state of the line and of its calls. In memory only; it ends with the line host.
 */
import type { CallFacts } from '../call';
import type { LineState } from './softphone';

export interface LineLogEntry {
  /** Epoch ms. */
  at: number;
  kind: 'sent' | 'received' | 'line' | 'call' | 'note';
  text: string;
}

const KEPT_MS = 3_600_000;
const MOST_CHARACTERS = 2_000_000;

export class LineLog {
  #entries: LineLogEntry[] = [];
  #characters = 0;

  constructor(private readonly now: () => number) {}

  /** A SIP message, without credentials. Answered signs of life, two every 4 s, would drive everything else out. */
  message(direction: 'sent' | 'received', text: string): void {
    if (!/^CSeq:[ \t]*\d+[ \t]+OPTIONS/im.test(text)) this.add(direction, text);
  }

  add(kind: LineLogEntry['kind'], text: string): void {
    this.#entries.push({ at: this.now(), kind, text });
    this.#characters += text.length;
    const oldest = this.now() - KEPT_MS;
    let gone = 0;
    for (const entry of this.#entries) {
      if (entry.at >= oldest && this.#characters <= MOST_CHARACTERS) break;
      this.#characters -= entry.text.length;
      gone += 1;
    }
    if (gone > 0) this.#entries = this.#entries.slice(gone);
  }

  get entries(): LineLogEntry[] {
    return this.#entries;
  }
}

/** A line state in technical words. */
export function lineWords({ phase, connector, reason, detail }: LineState): string {
  return [`${connector} ${phase}`, reason, detail].filter(Boolean).join(', ');
}

/** A change of a call in technical words. */
export function callWords({ id, direction, phase, number, end, sipCallId = '' }: CallFacts): string {
  const why = end && [end.reason, end.text].filter(Boolean).join(' ');
  return [id, direction, number, phase, why, sipCallId].filter(Boolean).join(' ');
}
