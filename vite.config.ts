import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Ships models/pocket with the app, as packs/pocket/. */
function pocketPack(): Plugin {
  const folder = new URL('models/pocket/', import.meta.url).pathname
  const files = () => readdirSync(folder).filter((name) => name === 'pack.json' || name.endsWith('.onnx'))
  return {
    name: 'kinora-pocket-pack',
    generateBundle() {
      for (const name of files())
        this.emitFile({ type: 'asset', fileName: `packs/pocket/${name}`, source: readFileSync(join(folder, name)) })
    },
    configureServer(server) {
      server.middlewares.use('/packs/pocket/', (request, response, next) => {
        const name = (request.url ?? '').slice(1).split('?')[0] ?? ''
        if (!files().includes(name)) return next()
        response.end(readFileSync(join(folder, name)))
      })
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), pocketPack()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
})
