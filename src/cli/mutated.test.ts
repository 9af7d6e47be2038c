import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { PNG } from 'pngjs'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mutateBytes, mutateJson, randomFrom } from '../../tests/faults/mutate'
import type { ControlInput } from '../controls/registry'
import { type ErrorCode, KinoraError } from '../core/errors'
import { createEngine } from '../engine/engine'
import { openPack, type Pack } from '../engine/pack/pack'
import { Runtime } from '../engine/runtime/runtime'
import { sha256 } from '../media/hash'
import { separateBytes } from '../project/bytes'
import { readProjectFile } from '../project/file'
import { type Project, project as schema } from '../project/project'
import { decodePicture } from './picture'
import { nodeOrt, nodeRuntime } from './runtime'

// Files that were damaged on the way, or made to harm: each is refused in a way that can be told, or is used.

/** What came of it: `fine`, or the code of the error. Any other error fails the test. */
async function outcome(what: string, work: () => Promise<unknown>, allowed: readonly ErrorCode[]): Promise<string> {
  try {
    await work()
    return 'fine'
  } catch (thrown) {
    if (!(thrown instanceof KinoraError)) throw new Error(`${what}: ${thrown}`, { cause: thrown })
    expect(allowed, `${what}: ${thrown.message} ${thrown.cause}`).toContain(thrown.code)
    return thrown.code
  }
}

const pictureErrors = ['picture-unreadable', 'picture-too-large'] as const
const projectErrors = [...pictureErrors, 'project-unreadable', 'project-field', 'project-newer'] as const
const packErrors = ['pack-unreadable', 'pack-field', 'pack-hash', 'pack-missing'] as const

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime('models/pocket', 1)
})
afterAll(() => runtime.close())

it('200 damaged pictures', async () => {
  const folder = 'tests/fixtures/pictures'
  const files = readdirSync(folder).filter((name) => /\.(png|jpg|webp|avif)$/.test(name))
  const seen = new Set<string>()
  for (let seed = 0; seed < 200; seed++) {
    const name = files[seed % files.length] as string
    const bytes = mutateBytes(readFileSync(`${folder}/${name}`), randomFrom(seed))
    seen.add(await outcome(`${name} ${seed}`, () => decodePicture(new Blob([bytes]), 512), pictureErrors))
  }
  expect([...seen]).toContain('picture-unreadable')
})

const [width, height] = [64, 48]
const mask = { width, height, data: new Uint8Array(width * height).map((_, i) => (i % width > 32 ? 255 : 0)) }
const body = Array.from({ length: 15 }, (_, i) => ({ x: 20 + 2 * (i % 5), y: 4 + 2.5 * i }))
const controls: ControlInput[] = [
  {
    kind: 'trajectory',
    points: [
      { x: 20, y: 20, time: 0 },
      { x: 30, y: 22 },
      { x: 40, y: 20, time: 0.4 },
    ],
    strength: 0.9,
  },
  { kind: 'pin', x: 60, y: 40 },
  { kind: 'freeze', mask },
  { kind: 'brush', mask },
  { kind: 'region', clicks: [{ x: 40, y: 20, keep: true }], mask, prompt: 'sway' },
  { kind: 'fluid', mask, arrows: [{ x: 50, y: 20, dx: 10, dy: 3 }], period: 1 },
  { kind: 'face', at: { x: 40, y: 20 }, expression: { jawOpen: [{ time: 0, value: 0.2 }] }, alive: 1 },
  { kind: 'body', joints: body, poses: [{ time: 0.5, x: 2, y: 0, turns: Array(10).fill(0.1) }] },
  { kind: 'camera', move: 'path', keys: [{ x: 3, y: 2, zoom: 1.2, roll: 4, time: 0.5 }] },
]

function validProject(): { project: Project; picture: Uint8Array } {
  const png = new PNG({ width, height })
  png.data.fill(255)
  for (let i = 0; i < width * height; i++) png.data.set([(i * 7) & 255, 90, (i >> 6) * 5], 4 * i)
  const picture = new Uint8Array(PNG.sync.write(png))
  const project = v.parse(schema, {
    format: 'kinora',
    version: 1,
    name: 'Damaged',
    picture: { width, height, type: 'image/png', sha256: createHash('sha256').update(picture).digest('hex') },
    controls: controls.map((control, i) => ({ id: `c${i}`, name: control.kind, ...control })),
    settings: { frameCount: 4, fps: 8, loop: 'loop' },
  })
  return { project, picture }
}

function zipped(project: unknown, picture: Uint8Array): Uint8Array {
  const { plain, entries } = separateBytes(project)
  return zipSync({
    'project.json': strToU8(JSON.stringify(plain)),
    'picture.png': picture,
    ...Object.fromEntries(entries),
  })
}

/** Opens a project and renders its first two frames, small. */
async function use(file: Uint8Array): Promise<void> {
  const { project, picture } = await readProjectFile(file, sha256)
  const engine = createEngine({
    open: async () => ({ runtime, info: { provider: 'node', softwareAdapter: false, pack: '', threads: 1 } }),
    decode: decodePicture,
    encoder: async () => ({ add: async () => {}, finish: async () => new Blob([]), abandon: async () => {} }),
    bitmap: () => Promise.reject(new Error('not here')),
  })
  await engine.start({ provider: 'node', packUrl: '' })
  await engine.setPicture(new Blob([new Uint8Array(picture)]))
  const clip = { ...project, settings: { ...project.settings, width: 64 } }
  const last = Math.min(1, project.settings.frameCount - 1)
  await engine.export('a', clip, 'png', { frames: { first: 0, last } }, () => {})
}

it('100 damaged project files', async () => {
  const { project, picture } = validProject()
  const file = zipped(project, picture)
  expect(await outcome('whole', () => use(file), [])).toBe('fine')
  for (let seed = 0; seed < 100; seed++)
    await outcome(`seed ${seed}`, () => use(mutateBytes(file, randomFrom(seed))), projectErrors)
})

it('100 projects with a strange field, each used when it is taken', async () => {
  const { project, picture } = validProject()
  let taken = 0
  for (let seed = 0; seed < 100; seed++) {
    const strange = mutateJson(project, randomFrom(1000 + seed))
    const came = await outcome(`seed ${seed}`, () => use(zipped(strange, picture)), projectErrors)
    if (came === 'fine') taken++
  }
  expect(taken).toBeGreaterThan(10)
})

it('200 damaged packs', async () => {
  const folder = 'models/pocket'
  const manifest = JSON.parse(readFileSync(`${folder}/pack.json`, 'utf8'))
  const open = (change: (path: string, bytes: Uint8Array) => Uint8Array): Promise<Pack> =>
    openPack(async (path) => new Uint8Array(change(path, readFileSync(`${folder}/${path}`))))
  for (let seed = 0; seed < 200; seed++) {
    const random = randomFrom(seed)
    const description = strToU8(JSON.stringify(mutateJson(manifest, random)))
    await outcome(
      `seed ${seed}`,
      async () => {
        const damaged = (path: string, bytes: Uint8Array) => {
          if (path === 'pack.json') return seed % 2 ? description : bytes
          return mutateBytes(bytes, random)
        }
        const pack = await open(damaged)
        await pack.read('motion')
      },
      packErrors,
    )
  }
})

it('a graph that its hash vouches for and that is no graph', async () => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  const manifest = JSON.parse(readFileSync('models/pocket/pack.json', 'utf8'))
  const [file] = manifest.graphs['motion-encoder'].files
  const bytes = new Uint8Array(readFileSync(`models/pocket/${file.path}`)).slice(0, 20000)
  files.set(file.path, bytes)
  Object.assign(file, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  files.set('pack.json', new Uint8Array(strToU8(JSON.stringify(manifest))))
  const pack = await openPack(async (path) => files.get(path) ?? null)
  const broken = new Runtime({ ort: nodeOrt, pack, provider: 'node' })
  const picture = { shape: [1, 3, 64, 64], data: new Float32Array(3 * 64 * 64) }
  await expect(broken.run('motion-encoder', { picture }, ['f4'])).rejects.toMatchObject({ code: 'pack-unreadable' })
})
