import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest() as NonNullable<ViteUserConfig['plugins']>[number]],
  test: {
    environment: 'happy-dom',
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/unit/setup.ts'],
    restoreMocks: true,
    // Property tests play a thousand cases and more; on two shared cores 5 s can be short for that.
    testTimeout: 30_000,
  },
});
