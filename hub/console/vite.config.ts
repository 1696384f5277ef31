import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** The hub the development server talks to. */
const hub = process.env.HUB ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [vue()],
  build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': hub } },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'], setupFiles: ['tests/setup.ts'], testTimeout: 30_000 },
})
