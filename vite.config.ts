import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import headers from './src/headers.json'

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

/** Ships what finds faces, bodies and figures, as perception/: only those of the packages' files that are ever asked for. */
function perception(): Plugin {
  const packages = new URL('node_modules/@mediapipe/', import.meta.url).pathname
  const runtime = ['_solution_simd_wasm_bin.js', '_solution_simd_wasm_bin.wasm']
  const packed = ['_solution_packed_assets.data', '_solution_packed_assets_loader.js']
  const solutions = {
    face_mesh: ['.js', '.binarypb', ...packed, ...runtime],
    pose: ['.js', '_web.binarypb', '_landmark_full.tflite', ...packed, ...runtime],
    selfie_segmentation: ['.js', '.binarypb', '.tflite', ...runtime],
  }
  const files = new Map<string, string>([
    ...Object.entries(solutions).flatMap(([name, ends]) =>
      ends.map((end) => [`${name}/${name}${end}`, `${name}/${name}${end}`] as const),
    ),
    ...['js', 'wasm'].map(
      (end) =>
        [`tasks/vision_wasm_module_internal.${end}`, `tasks-vision/wasm/vision_wasm_module_internal.${end}`] as const,
    ),
  ])
  /** How many bytes each has, so that the share of what has come can be told. */
  const sizes = () =>
    JSON.stringify(Object.fromEntries([...files].map(([name, from]) => [name, statSync(join(packages, from)).size])))
  return {
    name: 'kinora-perception',
    generateBundle() {
      for (const [name, from] of files)
        this.emitFile({ type: 'asset', fileName: `perception/${name}`, source: readFileSync(join(packages, from)) })
      this.emitFile({ type: 'asset', fileName: 'perception/files.json', source: sizes() })
    },
    configureServer(server) {
      server.middlewares.use('/perception/', (request, response, next) => {
        const name = (request.url ?? '').slice(1).split('?')[0] ?? ''
        if (name === 'files.json') return response.end(sizes())
        const from = files.get(name)
        if (!from) return next()
        if (from.endsWith('.wasm')) response.setHeader('Content-Type', 'application/wasm')
        response.end(readFileSync(join(packages, from)))
      })
    },
  }
}

/** Makes the studio installable, and gives the service worker the list of all files with their hashes. */
const pwa = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src',
  filename: 'sw.ts',
  injectRegister: false,
  injectManifest: {
    // Big files are listed too: the worker keeps them when they are first used; see src/sw.ts.
    globPatterns: ['**/*'],
    // Only the system looks at these, when the studio is installed.
    globIgnores: ['icon-*.png'],
    maximumFileSizeToCacheInBytes: 64 << 20,
    minify: true,
  },
  manifest: {
    name: 'Kinora',
    short_name: 'Kinora',
    description: 'Bring a still picture to life, in one browser tab.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#1c1c1e',
    theme_color: '#1c1c1e',
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
})

const { 'Content-Security-Policy': _, ...isolation } = headers

export default defineConfig({
  base: './',
  plugins: [react(), pocketPack(), perception(), pwa],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  // The development server runs scripts of its own, which the policy would forbid.
  server: { headers: isolation },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
})
