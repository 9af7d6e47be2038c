import type * as v from 'valibot'
import type { EngineApi, RenderStats } from '../../src/bridge/engine'
import { temporaryFolders } from '../../src/cli/folders'
import type { Picture } from '../../src/core/image'
import { createEngine } from '../../src/engine/engine'
import type { OrtSession } from '../../src/engine/runtime/ort'
import { Runtime } from '../../src/engine/runtime/runtime'
import { planWindows } from '../../src/engine/sampling/windows'
import type { GraphName } from '../../src/media/pack/contract'
import type { generationSettings } from '../../src/project/settings'
import { discProject, discs } from './material'
import { openPackFolder } from './node-engine'
import { floorOf, naiveOf, passesPerFrame, type RecordedRun, recordingOrt } from './references'

type Settings = v.InferInput<typeof generationSettings>

/** An engine in Node over a picture of this size, and everything that its runtime was asked. */
interface Bench {
  engine: EngineApi
  runtime: Runtime
  runs: RecordedRun[]
  sessions: Map<GraphName, OrtSession>
  /** Milliseconds of a full render with the networks forced, composing at full size included, and what it said. */
  render(settings: Settings, learned?: boolean): Promise<{ stats: RenderStats; milliseconds: number }>
  frame(index: number): Promise<Picture>
}

async function open(width: number, height: number, paths = 1): Promise<Bench> {
  const { ort, runs, sessions } = recordingOrt()
  const runtime = new Runtime({ ort, pack: await openPackFolder('models/pocket'), provider: 'node' })
  const still = discs(width, height, paths)
  const engine = createEngine({
    open: async () => ({ runtime, info: { provider: 'node', softwareAdapter: false, pack: 'pocket', threads: 0 } }),
    decode: async () => ({ picture: still, size: { width, height } }),
    folders: temporaryFolders(),
    encoder: () => Promise.reject(new Error('nothing is saved here')),
    bitmap: async (picture) => picture as unknown as ImageBitmap,
  })
  await engine.start({ provider: 'node', packUrl: '' })
  await engine.setPicture(new Blob())
  return {
    engine,
    runtime,
    runs,
    sessions,
    async render(settings, learned = true) {
      const project = discProject(width, height, { quality: learned ? 'full' : 'draft', ...settings }, paths)
      runs.length = 0
      const before = performance.now()
      const stats = await engine.render('bench', project, { learned, thumbnail: Math.max(width, height) }, () => {})
      return { stats, milliseconds: performance.now() - before }
    },
    frame: async (index) => (await engine.frame(index)) as unknown as Picture,
  }
}

/**
 * A render beside its two references, on warm graphs: of a motion that the preview has shown already, with nothing
 * drawn yet; and the same with another seed, for which nothing is found out again.
 */
export async function references() {
  const bench = await open(512, 320)
  const settings: Settings = { frameCount: 32, workingSide: 256 }
  await bench.render({ ...settings, seed: 1 })
  await bench.engine.setPicture(new Blob())
  await bench.render({ ...settings, frameCount: 1 }, false)
  const fresh = await bench.render({ ...settings, seed: 2 })
  const runs = [...bench.runs]
  const again = await bench.render({ ...settings, seed: 3 })
  const floor = await floorOf(runs, bench.sessions)
  const naive = await naiveOf(runs, bench.sessions)
  await bench.runtime.close()
  return {
    milliseconds: fresh.milliseconds,
    floor,
    naive,
    overhead: overheadOf(fresh),
    uncovering: fresh.stats.milliseconds.motion / fresh.milliseconds,
    overheadAgain: overheadOf(again),
    passes: passesPerFrame(runs, 32),
  }
}

/** Share of all but graph runs and composing. */
function overheadOf({ stats, milliseconds }: Awaited<ReturnType<Bench['render']>>): number {
  return 1 - (stats.graphMilliseconds + stats.milliseconds.compose) / milliseconds
}

/** Milliseconds, and bytes of tensors at most, as one thing grows and the others stay. */
export async function growth() {
  const rows: Record<'frames' | 'size' | 'steps' | 'controls', { at: number; seconds: number; megabytes: number }[]> = {
    frames: [],
    size: [],
    steps: [],
    controls: [],
  }
  const note = (row: keyof typeof rows, at: number, { stats, milliseconds }: Awaited<ReturnType<Bench['render']>>) =>
    rows[row].push({ at, seconds: milliseconds / 1000, megabytes: stats.peakTensorBytes / 2 ** 20 })
  const base: Settings = { frameCount: 16, workingSide: 192, steps: 2 }
  const bench = await open(384, 256)
  await bench.render({ ...base, seed: 99 })
  let seed = 0
  for (const frameCount of [16, 32, 64, 128, 256])
    note('frames', frameCount, await bench.render({ ...base, frameCount, seed: seed++ }))
  for (const workingSide of [128, 192, 256, 384])
    note('size', workingSide, await bench.render({ ...base, workingSide, seed: seed++ }))
  for (const steps of [1, 2, 4, 8]) note('steps', steps, await bench.render({ ...base, steps, seed: seed++ }))
  await bench.runtime.close()
  for (const paths of [1, 2, 4, 8]) {
    const several = await open(384, 256, paths)
    await several.render({ ...base, frameCount: 2 }, false)
    note('controls', paths, await several.render({ ...base, seed: seed++ }))
    await several.runtime.close()
  }
  return rows
}

/** Milliseconds that a frame takes to be composed, a megapixel, at several widths. */
export async function composing() {
  const found: { width: number; height: number; perMegapixel: number }[] = []
  for (const [width, height] of [
    [768, 512],
    [1536, 1024],
    [3072, 2048],
  ] as const) {
    const bench = await open(width, height)
    await bench.engine.render('c', discProject(width, height, { frameCount: 12 }), { thumbnail: 64 }, () => {})
    await bench.frame(6)
    const before = performance.now()
    for (const index of [4, 6, 8, 10]) await bench.frame(index)
    const each = (performance.now() - before) / 4
    found.push({ width, height, perMegapixel: each / ((width * height) / 1e6) })
    await bench.runtime.close()
  }
  return found
}

/**
 * Mean difference of neighbouring frames where both are drawn by the networks: where a window of the last step
 * begins or ends, over everywhere else. 1: no seam can be found.
 */
export async function seams() {
  const [width, height, frameCount] = [384, 256, 64]
  const bench = await open(width, height)
  const settings: Settings = { frameCount, workingSide: 192 }
  const picturesOf = async (learned: boolean) => {
    await bench.render(settings, learned)
    const pictures: Picture[] = []
    for (let index = 0; index < frameCount; index++) pictures.push(await bench.frame(index))
    return pictures
  }
  const plain = await picturesOf(false)
  const learned = await picturesOf(true)
  const { sampling } = bench.runtime.pack.manifest
  const drawn = learned.map((picture, i) => changedPixels(picture, plain[i] as Picture))
  const first = drawn.findIndex((pixels) => pixels.some((value) => value))
  const windows = planWindows(frameCount - first, sampling.steps - 1, {
    size: sampling.window,
    overlap: sampling.overlap,
    pinned: sampling.pinned,
    shifted: sampling.shifted,
    weights: sampling.windowWeights,
    looped: false,
  })
  const borders = new Set(
    windows.flatMap(({ frames }) => [(frames[0] as number) + first, (frames.at(-1) as number) + first + 1]),
  )
  const at: number[] = []
  const elsewhere: number[] = []
  for (let index = first + 1; index < frameCount; index++) {
    const [a, b] = [learned[index - 1] as Picture, learned[index] as Picture]
    const both = (drawn[index] as Uint8Array).map((value, i) => value & ((drawn[index - 1] as Uint8Array)[i] as number))
    const found = meanDifference(a, b, both)
    if (found !== null) (borders.has(index) ? at : elsewhere).push(found)
  }
  await bench.runtime.close()
  return mean(at) / mean(elsewhere)
}

function changedPixels(a: Picture, b: Picture): Uint8Array {
  const { width, height } = a
  return Uint8Array.from({ length: width * height }, (_, i) =>
    [0, 1, 2].some((channel) => a.data[4 * i + channel] !== b.data[4 * i + channel]) ? 1 : 0,
  )
}

function meanDifference(a: Picture, b: Picture, where: Uint8Array): number | null {
  let [sum, count] = [0, 0]
  for (let i = 0; i < where.length; i++) {
    if (!where[i]) continue
    count++
    for (let channel = 0; channel < 3; channel++)
      sum += Math.abs((a.data[4 * i + channel] as number) - (b.data[4 * i + channel] as number)) / 3
  }
  return count > 20 ? sum / count : null
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
