import { defineConfig } from 'vitest/config';
import shared from './e2e.config.ts';

/** The scenarios in Firefox: the same files that e2e.config.ts plays in Chromium, and what only Firefox has. */
const SCENARIOS = ['outgoing', 'incoming', 'one-truth', 'hostile-page', 'firefox'];

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    exclude: [],
    include: SCENARIOS.map((name) => `tests/e2e/${name}.test.ts`),
    env: { RINGSIDE_BROWSER: 'firefox' },
  },
});
