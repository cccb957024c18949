/**
 * The connectors whose calls live in another program, one line each. They run in the background, which alone can reach such
 * programs; a module of their own, so that Chrome's worker loads nothing that carries voice.
 */
import type { Connectors } from './connectors';
import { createDesktop } from './desktop';
import { createHandOff } from './hand-off';

export const REMOTE_CONNECTORS: Pick<Connectors, 'desktop' | 'handOff'> = {
  desktop: createDesktop,
  handOff: createHandOff,
};
