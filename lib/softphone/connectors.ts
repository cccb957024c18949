/** The connectors there are that carry voice, one line each; the others stand in remote-connectors.ts. */
import { createDemo } from './demo';
import { createSip } from './sip';
import type { Connector, ConnectorHost, LineConfig } from './softphone';

export type Connectors = {
  [K in LineConfig['connector']]: (
    config: Extract<LineConfig, { connector: K }>,
    host: ConnectorHost,
    signal: AbortSignal,
  ) => Connector;
};

export const VOICE_CONNECTORS: Pick<Connectors, 'demo' | 'sip'> = {
  demo: createDemo,
  sip: createSip,
};
