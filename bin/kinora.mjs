#!/usr/bin/env node
// `kinora`: the engine in Node. Its sources are TypeScript, which Node 20 does not read: they are bundled into
// dist-cli when it is first used, and again whenever they have changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'dist-cli')

/** A name for the sources as they are now, by their names, sizes and times. */
function fingerprint() {
  const hash = createHash('sha256')
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('studio') && !name.endsWith('.test.ts'),
  )
  for (const name of ['../bin/kinora.mjs', '../package.json', ...files.sort()]) {
    const { size, mtimeMs } = statSync(join(root, 'src', name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

/** The bundle of the sources as they are now. */
async function bundle() {
  const name = `kinora-${fingerprint()}.mjs`
  const path = join(folder, name)
  if (existsSync(path)) return path
  const { build } = await import('vite')
  // Made aside and moved there at once: several may start at the same time.
  const aside = await mkdtemp(join(root, '.dist-cli-'))
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      ssr: { noExternal: true, external: ['onnxruntime-node', 'sharp'] },
      build: {
        ssr: 'src/cli/main.ts',
        outDir: aside,
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: name, codeSplitting: false } },
      },
    })
    const former = existsSync(folder) ? readdirSync(folder) : []
    await mkdir(folder, { recursive: true })
    await rename(join(aside, name), path)
    for (const old of former) if (old !== name) await rm(join(folder, old), { recursive: true, force: true })
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  return path
}

/** The first Ctrl-C ends the render cleanly, the second at once. */
function onInterrupt(callback) {
  let asked = false
  const stop = () => {
    if (asked) process.exit(130)
    asked = true
    callback()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return () => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

// Whoever reads the output may stop reading.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1))
const { run } = await import(pathToFileURL(await bundle()).href)
process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  error: process.stderr,
  environment: process.env,
  onInterrupt,
  root,
  version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
})
