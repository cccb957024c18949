/** The connectors there are: one line each. */
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

export const CONNECTORS: Connectors = {
  demo: createDemo,
  sip: createSip,
};
