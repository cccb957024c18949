/**
 * Two line hosts as one (Chrome, Edge): lines that carry voice live in the offscreen document, lines whose calls live in
 * another program in the background itself, which alone can reach that program.
 */
import type { LineHostControl } from './remote';
import { type LineConfig, livesElsewhere } from './softphone';

/** @param inForce the line that the settings describe; null when switched off */
export function lineHosts(
  voice: LineHostControl,
  elsewhere: LineHostControl,
  inForce: () => Promise<LineConfig | null>,
): LineHostControl {
  /** A command can be what wakes this background: then the line is not up yet. */
  const host = async () => {
    const config = await inForce();
    if (!config || !livesElsewhere(config.connector)) return voice;
    if (!(await elsewhere.exists())) await elsewhere.configure(config);
    return elsewhere;
  };
  const running = async () => {
    const both = await Promise.all([voice, elsewhere].map(async (one) => ((await one.exists()) ? [one] : [])));
    return both.flat();
  };
  return {
    listen: (ears) => elsewhere.listen?.(ears),
    async ensure() {
      const current = await host();
      if (current === voice) return voice.ensure();
      // What is left of the other kind of line, once all it had to tell is stored.
      if ((await voice.exists()) && (await voice.snapshot()).unacknowledged.length === 0) await voice.close();
      return false;
    },
    watch: async (gone) => voice.watch?.(gone),
    exists: async () => (await running()).length > 0,
    close: async () => void (await Promise.all((await running()).map((one) => one.close()))),
    async configure(config) {
      const wanted = config && (livesElsewhere(config.connector) ? elsewhere : voice);
      for (const one of await running()) if (one !== wanted) await one.configure(null);
      await wanted?.configure(config);
    },
    async snapshot() {
      const current = await host();
      const line = await current.snapshot();
      const others = await Promise.all((await running()).filter((one) => one !== current).map((one) => one.snapshot()));
      return {
        ...line,
        live: [line, ...others].flatMap(({ live }) => live),
        unacknowledged: [line, ...others].flatMap(({ unacknowledged }) => unacknowledged),
      };
    },
    acknowledge: async (keys) => void (await Promise.all((await running()).map((one) => one.acknowledge(keys)))),
    prepare: async (callId) => (await host()).prepare(callId),
    dial: async (order) => (await host()).dial(order),
    accept: async (callId) => (await host()).accept(callId),
    reject: async (callId) => (await host()).reject(callId),
    hangUp: async (callId) => (await host()).hangUp(callId),
    control: async (callId, control) => (await host()).control(callId, control),
    retryNow: async () => (await host()).retryNow(),
    lineLog: async () => (await host()).lineLog(),
    testLine: (account) => voice.testLine(account),
    previewRingtone: (volume) => voice.previewRingtone(volume),
  };
}
