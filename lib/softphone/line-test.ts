/**
 * "Test the line", step by step: address, encryption, WebSocket and registration with these settings beside the running
 * line; microphone and sound both ways on this computer.
 */
import { AppError, asFailure, type ErrorCode } from '../errors';
import type { LineTestStep } from '../messages';
import { createSipAgent, type SipAgent } from './sip-agent';
import { refusalOf, unreachable as unreachableCode } from './sip-registration';
import type { SipAccount } from './softphone';
import { within } from './timers';
import { VoiceLoop } from './voice-test';

const LIMIT_MS = 10_000;
/** Time for the server to hear that the trial registration is not needed any more. */
const GOODBYE_MS = 1000;
/** Time for a plain request to the server, when the socket did not open. */
const TLS_MS = 3000;

/** Never rejects: what fails is a step. The whole takes at most about 10 s; nothing stays open after it. */
export async function testSipLine(
  account: SipAccount,
  openMicrophone: () => Promise<MediaStream>,
  signal: AbortSignal,
): Promise<LineTestStep[]> {
  const deadline = performance.now() + LIMIT_MS;
  const [line, voice] = await Promise.all([
    testLine(account, signal, deadline),
    testVoice(openMicrophone, signal, deadline),
  ]);
  return [...line, ...voice];
}

/** What the PBX side needs, up to the first step that fails. */
async function testLine(account: SipAccount, signal: AbortSignal, deadline: number): Promise<LineTestStep[]> {
  const address = await step('address', deadline, 'serverAddressInvalid', async () => checkAddress(account));
  if (!address.ok) return [address];
  const [server = '', ...others] = account.servers;
  const secure = [server, ...others].some((one) => /^wss:/i.test(one));
  const rest = await testServer(account, signal, deadline);
  if (!secure) return [address, { step: 'tls', ok: true, ms: 0, note: 'unencrypted' }, ...rest];
  // A socket that opened has shown the certificate to be trusted; of one that did not, browsers do not say why.
  const reached = rest[0]?.ok === true;
  const tls = await step('tls', deadline + TLS_MS, 'secureServerUnreachable', () =>
    reached ? Promise.resolve() : checkCertificate(server),
  );
  if (!tls.ok) return [address, tls];
  // The certificate was the other thing it could have been.
  const refuted = (one: LineTestStep): LineTestStep =>
    one.error === 'secureServerUnreachable' ? { ...one, error: 'serverUnreachable' } : one;
  return [address, tls, ...rest.map(refuted)];
}

/** @throws AppError serverAddressInvalid */
function checkAddress({ servers }: SipAccount): void {
  const fits = (server: string) => URL.canParse(server) && /^wss?:$/.test(new URL(server).protocol);
  const wrong = servers.find((server) => !fits(server));
  if (wrong !== undefined || servers.length === 0) throw new AppError('serverAddressInvalid', wrong);
}

/** Any answer at all to a plain request means that the certificate is trusted. */
async function checkCertificate(server: string): Promise<void> {
  const address = new URL(server.replace(/^ws/i, 'http'));
  const request = {
    mode: 'no-cors',
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(TLS_MS),
  } as const;
  await fetch(address, request).catch(() => {
    throw new AppError('secureServerUnreachable', 'no trusted connection');
  });
}

/** The microphone, and its sound both ways between two connections on this computer. */
async function testVoice(
  openMicrophone: () => Promise<MediaStream>,
  signal: AbortSignal,
  deadline: number,
): Promise<LineTestStep[]> {
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  let loop: VoiceLoop | undefined;
  try {
    const opened = await step('microphone', deadline, 'microphoneBusy', async () => {
      loop = new VoiceLoop(await openMicrophone());
    });
    if (!opened.ok || !loop) return [opened];
    const voice = loop;
    const audio = await step('audio', deadline, 'audioBlocked', () => voice.bothWays(ends));
    if (!audio.ok) return [opened, audio];
    const heard = await step('microphone', deadline, 'microphoneSilent', () => voice.hearsSomething(ends));
    return [{ ...heard, ms: opened.ms }, audio];
  } finally {
    over.abort();
    loop?.close();
  }
}

async function testServer(account: SipAccount, signal: AbortSignal, deadline: number): Promise<LineTestStep[]> {
  let unreachable: (error: Error) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => {
    unreachable = reject;
  });
  refused.catch(() => undefined);
  const code = unreachableCode(account, false);
  let agent: SipAgent | undefined;
  const close = () => agent?.socket.disconnect();
  signal.addEventListener('abort', close, { once: true });
  try {
    const server = await step('server', deadline, code, async () => {
      agent = createSipAgent(account, crypto.randomUUID(), {
        now: Date.now,
        onTrying: () => undefined,
        onWaiting: (_, detail) => unreachable(new AppError(code, detail)),
        onBadMessage: (error) => unreachable(new AppError(code, asFailure(error).detail)),
        onOpen: () => undefined,
        onLost: () => undefined,
        idle: () => false,
      });
      await Promise.race([connected(agent), refused]);
    });
    if (!server.ok || !agent) return [server];
    const trial = agent;
    const register = () => Promise.race([registered(trial), refused]);
    return [server, await step('registered', deadline, 'registrationRefused', register)];
  } finally {
    signal.removeEventListener('abort', close);
    if (agent) await sayGoodbye(agent);
  }
}

function connected({ ua }: SipAgent): Promise<void> {
  return new Promise((resolve) => {
    ua.on('connected', () => resolve());
    ua.start();
  });
}

function registered({ ua, socket }: SipAgent): Promise<void> {
  return new Promise((resolve, reject) => {
    ua.on('registered', () => resolve());
    ua.on('registrationFailed', ({ response }) => {
      if (!response || !socket.isConnected()) return;
      const { reason, detail } = refusalOf(response, false);
      reject(new AppError(reason, detail));
    });
    ua.register();
  });
}

async function sayGoodbye({ ua, socket }: SipAgent): Promise<void> {
  if (ua.isRegistered()) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GOODBYE_MS);
      ua.on('unregistered', () => {
        clearTimeout(timer);
        resolve();
      });
      ua.unregister();
    });
  }
  ua.stop();
  socket.disconnect();
}

/** Runs one step against the clock. @param late what it means when it is not done by the deadline */
async function step(
  name: LineTestStep['step'],
  deadline: number,
  late: ErrorCode,
  run: () => Promise<void>,
): Promise<LineTestStep> {
  const began = performance.now();
  const ms = () => Math.round(performance.now() - began);
  try {
    await within(Math.max(0, deadline - began), run(), () => new AppError(late, 'no answer in time'));
    return { step: name, ok: true, ms: ms() };
  } catch (error) {
    const { code, detail } = asFailure(error);
    return { step: name, ok: false, ms: ms(), error: code, detail };
  }
}
