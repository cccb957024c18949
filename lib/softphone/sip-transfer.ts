/**
 * Giving a SIP call away (RFC 3515; with Replaces, RFC 3891, when it goes to the far side of another call of ours).
 *
 *   REFER --2xx--> agreed --NOTIFY 2xx, or the server ends the call--> done
 *     |               '----NOTIFY 3xx-6xx, silence--> failed: the call is ours again, as far as the server kept it (Asterisk
 *     |                                                does not where it had begun to call the target)
 *     '--refused--> failed
 */
import type { EventEmitter } from 'node:events';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { AppError } from '../errors';
import { plainText } from './plain-text';
import { after } from './timers';

/** Whoever gets the call may let it ring; a server that says nothing for longer has forgotten it. */
const LIMIT_MS = 90_000;

interface Answer {
  status_code: number;
  reason_phrase: string;
}

export interface TransferEvents {
  done(): void;
  failed(text: string): void;
}

/** What JsSIP reads of the call that is to be replaced. */
interface Replaced {
  _request: { call_id: string };
  _to_tag: string;
  _from_tag: string;
}

/**
 * Sends the REFER; resolves when the server has agreed, then tells how it went on.
 * @param replaced our other call, with whose far side this one's is to be connected
 * @throws AppError transferFailed
 */
export function refer(
  session: RTCSession,
  target: string,
  replaced: RTCSession | undefined,
  events: TransferEvents,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const finish = (tell: () => void) => {
      if (over.signal.aborted) return;
      over.abort();
      tell();
    };
    const failed = ({ status_code, reason_phrase }: Answer) =>
      finish(() => events.failed(plainText(`${status_code} ${reason_phrase}`, 100)));
    const refused = ({ response, cause }: { response: Answer | null; cause: string }) => {
      const detail = response ? `${response.status_code} ${response.reason_phrase}` : cause;
      finish(() => reject(new AppError('transferFailed', plainText(detail, 100))));
    };
    const sent = session.refer(target, {
      ...(replaced && { replaces: asReplaced(replaced) as unknown as RTCSession }),
    }) as unknown as EventEmitter | false;
    if (!sent) {
      reject(new AppError('transferFailed', 'not connected'));
      return;
    }
    sent.on('requestSucceeded', () => resolve());
    sent.on('requestFailed', refused);
    sent.on('accepted', () => finish(() => events.done()));
    sent.on('failed', ({ status_line }: { status_line: Answer }) => failed(status_line));
    after(LIMIT_MS, AbortSignal.any([over.signal, signal]), () => finish(() => events.failed('')));
  });
}

/** Tags as the server sees them: JsSIP itself has them right only for calls we placed. */
function asReplaced(session: RTCSession): Replaced {
  const { _dialog } = session as unknown as {
    _dialog?: { id: { call_id: string; local_tag: string; remote_tag: string } };
  };
  if (!_dialog) throw new AppError('transferFailed', 'the other call is not connected');
  const { call_id, local_tag, remote_tag } = _dialog.id;
  return { _request: { call_id }, _to_tag: remote_tag, _from_tag: local_tag };
}
