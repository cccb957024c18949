/**
 * Gives numbers to whatever program the operating system has for tel:, sip: or callto:. What becomes of a call is not
 * known: it ends at once as handedOff, and none ever comes in.
 */
import { asFailure } from '../errors';
import { reachOf } from './desktop-link';
import type { CommandResult, Connector, ConnectorHost, DialOrder, HandOffScheme } from './softphone';

export function createHandOff(
  { scheme }: { scheme: HandOffScheme },
  host: ConnectorHost,
  signal: AbortSignal,
): Connector {
  const reach = reachOf(host);
  const unknown = async (): Promise<CommandResult> => ({ ok: false, error: 'callUnknown' });
  host.sink.line({ phase: 'ready' });
  return {
    needsMicrophone: false,
    closed: new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    async dial({ callId, number, target, withheld }: DialOrder) {
      // The other program would show our number.
      if (withheld) return { ok: false, error: 'lineCannot' };
      const facts = { id: callId, direction: 'outgoing', number, displayName: '', withheld: false } as const;
      const startedAt = host.now();
      host.sink.call({ ...facts, phase: 'dialling', startedAt });
      const end = await reach.openAddress(addressFor(scheme, target)).then(
        () => ({ reason: 'handedOff' as const }),
        (error: unknown) => ({ reason: 'failed' as const, text: asFailure(error).detail }),
      );
      host.sink.call({ ...facts, phase: 'ended', startedAt, end: { at: host.now(), ...end } });
      return { ok: true };
    },
    accept: unknown,
    reject: unknown,
    hangUp: unknown,
    control: unknown,
    replaceMicrophone: unknown,
    retryNow() {
      // Never lost, so nothing to try.
    },
  };
}

/** RFC 3966 for tel:, the others as programs read them. An address of its own kind stays as it is. */
export function addressFor(scheme: HandOffScheme, target: string): string {
  if (/^sips?:/i.test(target)) return target;
  // Only tel: knows extensions; "#" would begin a fragment.
  const number = scheme === 'tel' ? target : target.replace(/;ext=\d*$/, '');
  return `${scheme}:${number.replaceAll('#', '%23')}`;
}

/** May this be given to the operating system? Nothing but a number or a SIP address, of these kinds. */
export function isHandOffAddress(text: string): boolean {
  return (
    /^(tel|sip|callto):(\+?[\d*]|%23)([\d*]|%23)*(;ext=\d{1,10})?$/.test(text) ||
    /^sips?:[\w.+*%-]{1,100}@[\w.:[\]-]{1,253}$/.test(text)
  );
}
