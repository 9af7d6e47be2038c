import { defineConfig } from 'vitest/config'

export default defineConfig({
  // A slow machine is no failure: the longest takes 8 s on two quiet cores.
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 180_000 },
})
