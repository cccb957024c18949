import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const TESTS = import.meta.dirname;

/** Tests in a real Chromium with the built extension, a real PBX and a real CRM: one file after the other. */
export default defineConfig({
  root: join(TESTS, '..'),
  test: {
    environment: 'node',
    include: ['tests/e2e/**/*.test.ts'],
    // Played by firefox.config.ts.
    exclude: ['tests/e2e/firefox.test.ts'],
    globalSetup: [join(TESTS, 'setup', 'e2e-setup.ts')],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Two shared cores carry browser, PBX and CRM at once: one more try, which the report names as such (retry x1).
    retry: 1,
  },
});
