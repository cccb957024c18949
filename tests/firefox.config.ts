import { defineConfig } from 'vitest/config';
import shared from './e2e.config.ts';

/**
 * The scenarios in Firefox: the same files that e2e.config.ts plays in Chromium, and what only Firefox has. All that is
 * not the same there:
 *
 * | in the scenario | in Firefox | because |
 * |---|---|---|
 * | side panel | its page in a window of its own; firefox.test.ts opens the real side bar | a side bar is no target of WebDriver BiDi |
 * | notifications that are up | noted as the background creates and clears them | headless, getAll() stays empty |
 * | the line host's document is gone when switched off | the registration is gone at the PBX (firefox.test.ts) | it is the background page, which stays |
 * | the microphone gives 440 Hz | 1000 Hz | Firefox's fake microphone takes no file |
 * | sound from the far side: raw samples | recorded and decoded | Firefox hands out no samples of a track |
 * | errors by place | by file; a console line does not say whose it is | they are read from what Firefox prints |
 * | question about a site: silenced, then a real click | a preference answers it, after the same click | headless nobody can |
 */
const SCENARIOS = [
  'outgoing',
  'incoming',
  'one-truth',
  'hostile-page',
  'crm-pages',
  'picker-places',
  'ringtone',
  'desktop',
  'policy',
  'control',
  'sign-in',
  'tel-links',
  'text-areas',
  'firefox',
];

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    exclude: [],
    include: SCENARIOS.map((name) => `tests/e2e/${name}.test.ts`),
    env: { RINGSIDE_BROWSER: 'firefox' },
  },
});
