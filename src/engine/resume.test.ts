import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import type { Progress } from '../bridge/engine'
import type { Picture } from '../core/image'
import type { GenerationSettings } from '../project/settings'
import type { Runtime } from './runtime/runtime'
import { changed, frameOf, memoryFolders, project, ready } from './testing/small'

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

const nothing = () => {}
const learned = { learned: true }
const long = (change: Partial<GenerationSettings> = {}) =>
  project({
    quality: 'full',
    frameCount: 26,
    fps: 12,
    workingSide: 64,
    window: 8,
    overlap: 3,
    steps: 3,
    seed: 4,
    ...change,
  })

/** The files as they are when so many windows have been run: all that a dead worker leaves. */
async function leftAfter(windows: number, change: Partial<GenerationSettings>) {
  const folders = memoryFolders()
  const engine = await ready(runtime, [], folders)
  const left = memoryFolders()
  let seen = 0
  const watch = ({ stage }: Progress) => {
    if (stage !== 'step' || ++seen !== windows) return
    for (const [path, bytes] of folders.files) left.files.set(path, bytes.slice())
  }
  const whole = await engine.render('a', long(change), learned, watch)
  return { left, engine, runs: whole.runs.unet as number }
}

it.each([
  ['euler', 3],
  ['euler', 9],
  ['dpm++2m', 7],
  ['lcm', 11],
] as const)(
  '%s: a render goes on from what a dead worker left after %i windows, and ends as it would have',
  async (sampler, windows) => {
    const { left, engine, runs } = await leftAfter(windows, { sampler })
    expect(left.files.size).toBeGreaterThan(1)
    const again = await ready(runtime, [], left)
    const stats = await again.render('b', long({ sampler }), learned, nothing)
    // Little was done twice: what had not been written when the worker died.
    expect(stats.runs.unet).toBeLessThanOrEqual(runs - windows + 2)
    for (let index = 0; index < 26; index++)
      expect(changed(await frameOf(engine, index), await frameOf(again, index))).toBe(0)
  },
)

it('begins anew when anything else is asked for, and leaves no files of before', async () => {
  const { left, runs } = await leftAfter(9, {})
  const again = await ready(runtime, [], left)
  const old = new Set([...left.files.keys()].map((path) => path.split('/')[0]))
  const stats = await again.render('b', long({ seed: 5 }), learned, nothing)
  expect(stats.runs.unet).toBe(runs)
  for (const path of left.files.keys()) expect(old.has(path.split('/')[0])).toBe(false)
})

it('removes what is only for going on when it is finished, and everything when it is called off', async () => {
  const folders = memoryFolders()
  const engine = await ready(runtime, [], folders)
  await engine.render('a', long(), learned, nothing)
  const names = () => [...folders.files.keys()].map((path) => path.split('/')[1] as string)
  await vi.waitFor(() => expect(names().every((name) => name.startsWith('fill-'))).toBe(true))
  expect(names().length).toBeGreaterThan(10)
  const cancelled = engine.render('b', long({ seed: 9 }), learned, ({ stage }) => {
    if (stage === 'decode') void engine.cancel('b')
  })
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  expect(folders.files.size).toBe(0)
})

it('says that there is a render to go on with, and for no other project', async () => {
  const { left } = await leftAfter(9, {})
  const again = await ready(runtime, [], left)
  const found = await again.unfinished(long())
  expect(found?.share).toBeGreaterThan(0.2)
  expect(found?.share).toBeLessThan(1)
  expect(await again.unfinished(long({ seed: 5 }))).toBeNull()
  await again.render('b', long(), learned, nothing)
  await vi.waitFor(async () => expect(await again.unfinished(long())).toBeNull())
})

it('does not mind a full disk, nor files that have been cut off', async () => {
  const plain = await ready(runtime)
  await plain.render('a', long(), learned, nothing)
  const wanted: Picture[] = []
  for (let index = 0; index < 26; index++) wanted.push(await frameOf(plain, index))
  const { left } = await leftAfter(9, {})
  for (const [path, bytes] of left.files) if (path.endsWith('/state')) left.files.set(path, bytes.slice(0, 1000))
  for (const folders of [memoryFolders(200_000), memoryFolders(0), left]) {
    const engine = await ready(runtime, [], folders)
    await engine.render('b', long(), learned, nothing)
    for (let index = 0; index < 26; index++)
      expect(changed(await frameOf(engine, index), wanted[index] as Picture)).toBe(0)
  }
})

it('holds no more for 256 frames than for 64, and saves while it renders', async () => {
  const peak = async (frameCount: number) => {
    const frames: Picture[] = []
    const engine = await ready(runtime, frames, memoryFolders())
    runtime.ledger.mark()
    const before = runtime.ledger.heldBytes
    let savedEarly = 0
    const settings = { frameCount, fps: 30, steps: 3, window: null, overlap: null }
    const kept = runtime.pack.manifest.parts
    Object.assign(kept, { fill: 'learned' })
    await engine.export('a', long(settings), 'png', {}, ({ stage }) => {
      if (stage === 'step') savedEarly = frames.length
    })
    Object.assign(kept, { fill: 'plain' })
    return { bytes: runtime.ledger.report().peakTensorBytes - before, savedEarly, frames: frames.length }
  }
  const [short, long256] = [await peak(64), await peak(256)]
  expect(long256.frames).toBe(256)
  expect(long256.bytes / short.bytes).toBeLessThan(1.1)
  expect(long256.savedEarly).toBeGreaterThan(200)
}, 120_000)
