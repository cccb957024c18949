import { defineConfig, type PluginOption } from 'vite';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest() as PluginOption],
  test: { environment: 'happy-dom', include: ['tests/unit/**/*.test.{ts,tsx}'], restoreMocks: true },
} as Parameters<typeof defineConfig>[0]);
