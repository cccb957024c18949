/** A page for connector-contract.test.ts: opens connectors as the line host does and writes down what they say. */
import type { CallFacts } from '../../lib/call.ts';
import type { LineTestStep } from '../../lib/messages.ts';
import { VOICE_CONNECTORS } from '../../lib/softphone/connectors.ts';
import { demoLine } from '../../lib/softphone/demo.ts';
import { testSipLine } from '../../lib/softphone/line-test.ts';
import { openMicrophone, stopTracks } from '../../lib/softphone/microphone.ts';
import { REMOTE_CONNECTORS } from '../../lib/softphone/remote-connectors.ts';
import type {
  CallControl,
  CommandResult,
  Connector,
  ConnectorHost,
  ConnectorSink,
  LineConfig,
  NativeListener,
  NativePort,
  SipAccount,
} from '../../lib/softphone/softphone.ts';
import type { NativeEars, NativePrograms } from '../parts/native-program.ts';

/** Short enough for a test, long enough to act in between. */
const DEMO_TIMES = {
  untilAlerting: 100,
  untilAnswer: 600,
  untilRefusal: 300,
  untilCallBack: 300,
  callerPatience: 3000,
  untilDrop: 500,
  untilNoAnswer: 900,
  longestTalk: 60_000,
};

type SaidLine = Parameters<ConnectorSink['line']>[0];

/** Everything a connector has said so far. */
export interface Said {
  facts: CallFacts[];
  lines: SaidLine[];
  reports: string[];
  tones: string[];
  /** Streams of the far side that are played right now. */
  playing: number;
  trace: string[];
  closed: boolean;
}

export interface Bench {
  open(config: LineConfig): number;
  dial(line: number, callId: string, target: string, withheld?: 'withheld'): Promise<CommandResult>;
  accept(line: number, callId: string): Promise<CommandResult>;
  reject(line: number, callId: string): Promise<CommandResult>;
  hangUp(line: number, callId: string): Promise<CommandResult>;
  control(line: number, callId: string, control: CallControl): Promise<CommandResult>;
  /** Turns the call's microphone off and gives it a tone of this pitch instead. */
  replaceMicrophone(line: number, callId: string, hz: string): Promise<CommandResult>;
  retryNow(line: number): void;
  abort(line: number): Promise<void>;
  said(line: number): Said;
  testLine(account: SipAccount): Promise<LineTestStep[]>;
}

interface Line {
  connector: Connector;
  stop: AbortController;
  said: Said;
  microphones: MediaStream[];
}

const lines: Line[] = [];

const bench: Bench = {
  open(config) {
    const stop = new AbortController();
    const said: Said = { facts: [], lines: [], reports: [], tones: [], playing: 0, trace: [], closed: false };
    const host = hostFor(said);
    const connector = open(config, host, stop.signal);
    connector.closed.then(() => {
      said.closed = true;
    });
    return lines.push({ connector, stop, said, microphones: [] }) - 1;
  },
  async dial(id, callId, target, withheld) {
    const microphone = await microphoneFor(line(id));
    const order = { callId, number: target, target, ...(withheld && { withheld: true }) };
    return line(id).connector.dial(order, microphone);
  },
  async accept(id, callId) {
    return line(id).connector.accept(callId, await microphoneFor(line(id)));
  },
  reject: (id, callId) => line(id).connector.reject(callId, 'busy'),
  hangUp: (id, callId) => line(id).connector.hangUp(callId),
  control: (id, callId, control) => line(id).connector.control(callId, control),
  async replaceMicrophone(id, callId, hz) {
    for (const microphone of line(id).microphones.splice(0)) stopTracks(microphone);
    return line(id).connector.replaceMicrophone(callId, await toneOf(Number(hz)));
  },
  retryNow: (id) => line(id).connector.retryNow(),
  abort(id) {
    line(id).stop.abort();
    return line(id).connector.closed;
  },
  said: (id) => line(id).said,
  testLine: (account) => testSipLine(account, openMicrophone, new AbortController().signal),
};

function open(config: LineConfig, host: ConnectorHost, signal: AbortSignal): Connector {
  switch (config.connector) {
    case 'demo':
      return demoLine(DEMO_TIMES, host, signal);
    case 'sip':
      return VOICE_CONNECTORS.sip(config, host, signal);
    case 'desktop':
      return REMOTE_CONNECTORS.desktop(config, host, signal);
    case 'handOff':
      return REMOTE_CONNECTORS.handOff(config, host, signal);
  }
}

const channels: NativeListener[] = [];
const ears: NativeEars = {
  nativeSays: (channel, message) => channels[channel]?.message(JSON.parse(message)),
  nativeGone: (channel) => channels[channel]?.gone('desktopAppGone', ''),
};

/** The program beside the browser, through functions that the test has put into this page. */
async function openNative(listener: NativeListener): Promise<NativePort> {
  const programs = globalThis as unknown as NativePrograms;
  const channel = channels.push(listener) - 1;
  await programs.nativeOpen(channel);
  return {
    post: (message) => void programs.nativePost(channel, JSON.stringify(message)),
    close: () => void programs.nativeClose(channel),
  };
}

function line(id: number): Line {
  const found = lines[id];
  if (!found) throw new Error(`no line ${id}`);
  return found;
}

function hostFor(said: Said): ConnectorHost {
  return {
    sink: {
      call: (facts) => said.facts.push(structuredClone(facts)),
      line: (state) => said.lines.push(structuredClone(state)),
      report: (error, when) => said.reports.push(`${when}: ${error}`),
    },
    openMicrophone,
    play(_stream, signal) {
      said.playing += 1;
      signal.addEventListener('abort', () => {
        said.playing -= 1;
      });
    },
    tone: (tone) => said.tones.push(tone),
    now: Date.now,
    reach: { openNative, openAddress: async () => undefined },
    trace: (direction, message) => said.trace.push(`${direction}\n${message}`),
  };
}

async function toneOf(hz: number): Promise<MediaStream> {
  const context = new AudioContext();
  await context.resume();
  const output = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, { frequency: hz });
  oscillator.connect(output);
  oscillator.start();
  return output.stream;
}

async function microphoneFor({ connector, stop, microphones }: Line): Promise<MediaStream | null> {
  if (!connector.needsMicrophone) return null;
  const stream = await openMicrophone();
  microphones.push(stream);
  stop.signal.addEventListener('abort', () => stopTracks(stream));
  return stream;
}

Object.assign(globalThis, { bench, ...ears });
