// The studio's own plates as a filter, for the training and the evaluation (their --plates): see plate.ts.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const output = join(root, 'tests/output')
await mkdir(output, { recursive: true })
const bundle = await mkdtemp(join(output, 'plates-'))
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: join(root, 'tests/eval/pack/plate.ts'),
    outDir: bundle,
    emptyOutDir: true,
    target: 'node20',
    copyPublicDir: false,
  },
})
const { filter } = await import(join(bundle, 'plate.js'))
await rm(bundle, { recursive: true })
await filter()
