/**
 * Why a SIP call ended, from what JsSIP and the server say. Pure; every text in here comes from the network.
 *
 *   not answered, outgoing:  our CANCEL | final answer 3xx-6xx (RFC 3261 section 21) | no line
 *   not answered, incoming:  our 486 | their CANCEL with or without a Reason (RFC 3326) | no line
 *   answered:                our BYE | their BYE | no audio path or dialog any more
 */
import type { CallEnd, EndReason } from '../call';
import { plainText } from './plain-text';

const LONGEST_TEXT = 100;

/** One value of a Reason header (RFC 3326). */
export interface Reason {
  protocol: string;
  cause: number;
  text: string;
}

/** Everything known about an end. */
export interface EndFacts {
  direction: 'incoming' | 'outgoing';
  answered: boolean;
  /** What our user asked for, if anything: nothing else explains an end better. */
  wish?: 'hangUp' | 'decline' | undefined;
  originator: string;
  /** JsSIP's cause. */
  cause: string;
  /** Final answer to our INVITE, where there was one. */
  status?: number | undefined;
  phrase?: string | undefined;
  /** Reason headers of the CANCEL, BYE or answer. */
  reasons: Reason[];
  /** Was the socket open when it happened? */
  online: boolean;
  /** Was there ever a path for audio? */
  hadAudio: boolean;
}

/** The end of a call without its time. */
export function endOf(facts: EndFacts): Omit<CallEnd, 'at'> {
  if (facts.answered) return endOfAnswered(facts);
  return facts.direction === 'outgoing' ? endOfOutgoing(facts) : endOfIncoming(facts);
}

/** The values of Reason headers; what cannot be read is left out. */
export function parseReasons(headers: string[]): Reason[] {
  return headers
    .flatMap((header) => splitOutsideQuotes(header.slice(0, 2000), ','))
    .flatMap((value) => {
      const [protocol = '', ...parameters] = splitOutsideQuotes(value, ';');
      const parameter = (name: string) => {
        const found = parameters.find((text) => text.trim().toLowerCase().startsWith(`${name}=`));
        return found?.slice(found.indexOf('=') + 1).trim() ?? '';
      };
      const cause = Number.parseInt(parameter('cause'), 10);
      const text = plainText(parameter('text').replace(/^"|"$/g, '').replace(/\\(.)/g, '$1'), LONGEST_TEXT);
      if (!protocol.trim() || (Number.isNaN(cause) && !text)) return [];
      return [{ protocol: protocol.trim().toUpperCase(), cause: Number.isNaN(cause) ? 0 : cause, text }];
    });
}

/** What a final answer to our INVITE means. */
export function reasonOfStatus(status: number): EndReason {
  if (status === 486 || status === 600) return 'busy';
  if (status === 408 || status === 480 || status === 487) return 'noAnswer';
  if ([404, 410, 414, 416, 484, 485, 604].includes(status)) return 'invalidNumber';
  // 433 anonymity disallowed, 607 unwanted, 608 rejected: somebody does not want this call.
  if ([403, 433, 488, 603, 606, 607, 608].includes(status)) return 'rejected';
  return 'failed';
}

function endOfAnswered({ wish, originator, cause, online, hadAudio }: EndFacts): Omit<CallEnd, 'at'> {
  if (wish) return { reason: 'localHangUp' };
  if (originator === 'remote' && cause === 'Terminated') return { reason: 'remoteHangUp' };
  if (cause === 'RTP Timeout' && !hadAudio) return { reason: 'failed', text: 'no audio path' };
  if (cause === 'Bad Media Description' || cause === 'WebRTC Error') return { reason: 'failed', text: cause };
  return { reason: 'lost', text: online ? shown(cause) : undefined };
}

function endOfOutgoing(facts: EndFacts): Omit<CallEnd, 'at'> {
  if (facts.wish) return { reason: 'cancelled' };
  if (facts.status) {
    return { reason: reasonOfStatus(facts.status), text: shown(`${facts.status} ${facts.phrase ?? ''}`) };
  }
  if (!facts.online) return { reason: 'lost' };
  // JsSIP calls an INVITE that got no answer for 32 s cancelled; our user did not cancel it.
  if (facts.cause === 'Canceled') return { reason: 'failed', text: 'Request Timeout' };
  return { reason: 'failed', text: shown(facts.cause) };
}

function endOfIncoming(facts: EndFacts): Omit<CallEnd, 'at'> {
  if (facts.wish) return { reason: 'declined' };
  if (facts.originator === 'remote') {
    if (facts.reasons.some(isElsewhere)) return { reason: 'answeredElsewhere' };
    if (facts.reasons.some(isTimeOut)) return { reason: 'noAnswer' };
    if (facts.cause === 'Canceled' || facts.cause === 'Terminated') return { reason: 'callerGaveUp' };
  }
  if (facts.cause === 'No Answer' || facts.cause === 'Expires') return { reason: 'noAnswer' };
  if (!facts.online) return { reason: 'lost' };
  return { reason: 'failed', text: shown(facts.cause) };
}

function isElsewhere({ protocol, cause, text }: Reason): boolean {
  // Q.850 26: non-selected user clearing.
  if (protocol === 'Q.850') return cause === 26;
  return cause === 200 || /completed elsewhere|answered elsewhere/i.test(text);
}

function isTimeOut({ protocol, cause }: Reason): boolean {
  // Q.850 18: no user responding, 19: user alerting but no answer, 102: recovery on timer expiry.
  if (protocol === 'Q.850') return cause === 18 || cause === 19 || cause === 102;
  return cause === 408 || cause === 480;
}

function shown(text: string): string | undefined {
  return plainText(text, LONGEST_TEXT) || undefined;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quoted && character === '\\') {
      parts.push(`${parts.pop()}${character}${text[++i] ?? ''}`);
      continue;
    }
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) parts.push('');
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts;
}
