/** "Test the line": registers once with these settings beside the running line, and opens the microphone. */
import { AppError, asFailure, type ErrorCode } from '../errors';
import type { LineTestStep } from '../messages';
import { stopTracks } from './microphone';
import { createSipAgent, type SipAgent } from './sip-agent';
import { refusalOf, unreachable as unreachableCode } from './sip-registration';
import type { SipAccount } from './softphone';
import { within } from './timers';

const LIMIT_MS = 10_000;
/** Time for the server to hear that the trial registration is not needed any more. */
const GOODBYE_MS = 1000;

/** Never rejects: what fails is a step. The whole takes at most about 10 s; nothing stays open after it. */
export async function testSipLine(
  account: SipAccount,
  openMicrophone: () => Promise<MediaStream>,
  signal: AbortSignal,
): Promise<LineTestStep[]> {
  const deadline = performance.now() + LIMIT_MS;
  const [line, microphone] = await Promise.all([
    testServer(account, signal, deadline),
    step('microphone', deadline, 'microphoneBusy', async () => stopTracks(await openMicrophone())),
  ]);
  return [...line, microphone];
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

function registered({ ua }: SipAgent): Promise<void> {
  return new Promise((resolve, reject) => {
    ua.on('registered', () => resolve());
    ua.on('registrationFailed', ({ response }) => {
      if (!response) return;
      const { reason, detail } = refusalOf(response, false);
      reject(new AppError(reason, detail));
    });
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
