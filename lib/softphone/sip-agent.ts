/** JsSIP's user agent for an account, with the corrections it needs to live long. */
import type { EventEmitter } from 'node:events';
import { UA, URI } from 'jssip';
import { AppError } from '../errors';
import { plainText } from './plain-text';
import { SipSocket, type SipSocketParts } from './sip-socket';
import type { SipAccount } from './softphone';

/** JsSIP's own reconnecting never comes into play: our socket does that. Seconds. */
const NEVER_S = 86_400;
/** The PBX decides how long a call rings; JsSIP's limit only ends what a PBX has forgotten. Seconds. */
const LONGEST_RINGING_S = 300;

/** A request outside of dialogs: what `sendOptions` gives. JsSIP has it but does not declare it. */
interface OptionsSender {
  sendOptions(
    target: unknown,
    body: undefined,
    options: { eventHandlers: Record<string, (event: Answer) => void> },
  ): void;
}

/** JsSIP's registrator forgets here what it knew of the connection; not declared either. */
interface OfConnection {
  onTransportClosed(): void;
}

interface Answer {
  response?: { status_code: number } | null;
}

export interface SipAgent {
  ua: UA;
  socket: SipSocket;
  /** Asks the server for a sign of life; any answer at all counts. */
  ping(answered: () => void): void;
  /** Registers on a new connection: nothing that was said on the one before holds for it. */
  registerAnew(): void;
}

/**
 * A user agent that is not started yet.
 * @param instanceId UUID (RFC 5626): the same one gives the same contact, so that a restart replaces its registration
 * @throws AppError serverAddressInvalid
 */
export function createSipAgent(account: SipAccount, instanceId: string, parts: SipSocketParts): SipAgent {
  try {
    const socket = new SipSocket(account.servers, parts);
    const ua = new UA({ ...identity(account, instanceId), ...behaviour(account), sockets: [socket] });
    keepPassword(ua, account.password);
    return {
      ua,
      socket,
      ping: (answered) => ping(ua, account.domain, () => socket.isConnected() && answered()),
      registerAnew() {
        (ua.registrator() as unknown as OfConnection).onTransportClosed();
        ua.register();
      },
    };
  } catch (error) {
    throw new AppError('serverAddressInvalid', plainText(error instanceof Error ? error.message : String(error), 200));
  }
}

function identity(account: SipAccount, instanceId: string) {
  const token = instanceId.replaceAll('-', '').toLowerCase();
  return {
    uri: `sip:${encodeURIComponent(account.user)}@${account.domain.trim()}`,
    instance_id: instanceId,
    contact_uri: `sip:${token.slice(0, 10)}@${token.slice(10, 22)}.invalid;transport=ws`,
    display_name: plainText(account.displayName, 100),
    authorization_user: plainText(account.authorizationUser, 200) || account.user,
    password: account.password,
  };
}

function behaviour(account: SipAccount) {
  return {
    // Our registration registers, on each connection anew.
    register: false,
    register_expires: account.expires,
    session_timers: false,
    no_answer_timeout: LONGEST_RINGING_S,
    connection_recovery_min_interval: NEVER_S,
    connection_recovery_max_interval: NEVER_S,
    user_agent: 'Ringside',
  };
}

/**
 * After a challenge JsSIP keeps HA1 for that realm and forgets the password, and then fails at any other realm: at the
 * next server's, or at a proxy that asks for calls what the registrar did not. So it gets the password back each time.
 */
function keepPassword(ua: UA, password: string): void {
  (ua as EventEmitter).on('newTransaction', () => ua.set('password', password));
}

function ping(ua: UA, domain: string, answered: () => void): void {
  const check = ({ response }: Answer) => {
    if (response) answered();
  };
  (ua as unknown as OptionsSender).sendOptions(URI.parse(`sip:${domain.trim()}`), undefined, {
    eventHandlers: { succeeded: check, failed: check },
  });
}
