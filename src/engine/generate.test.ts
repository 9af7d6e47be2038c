import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeRuntime } from '../../tests/bench/node-engine'
import type { Progress } from '../bridge/engine'
import type { Picture } from '../core/image'
import type { GenerationSettings } from '../project/settings'
import { createEngine } from './engine'
import type { Runtime } from './runtime/runtime'
import { changed, disc, frameOf, height, nodeHost, project, push, ready, width } from './testing/small'

const nothing = () => {}

let runtime: Runtime
beforeAll(async () => {
  runtime = await nodeRuntime()
})
afterAll(() => runtime.close())

describe('a draft', () => {
  it('begins with the source itself and moves the thing along its path', async () => {
    const engine = await ready(runtime)
    const progress: Progress[] = []
    const stats = await engine.render('a', project(), {}, (p) => progress.push(p))
    expect(stats).toMatchObject({ frames: 6, width, height, quality: 'draft', learned: false })
    expect(stats.runs.unet).toBeUndefined()
    expect(await frameOf(engine, 0)).toEqual(disc())
    const last = await frameOf(engine, 5)
    const at = (x: number, y: number) => [...last.data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)]
    expect(at(80, 48)).toEqual([220, 60, 40])
    expect(at(35, 48)[0]).toBeLessThan(200)
    expect(progress.flatMap(({ frame }) => (frame ? [frame.index] : []))).toEqual([0, 1, 2, 3, 4, 5])
    const shares = progress.map(({ share }) => share)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    expect(shares.at(-1)).toBeCloseTo(1, 6)
  })

  it('leaves a picture alone that nothing moves', async () => {
    const engine = await ready(runtime)
    await engine.render('a', project({}, []), {}, nothing)
    for (const index of [0, 3, 5]) expect(changed(await frameOf(engine, index), disc())).toBe(0)
  })

  it('is the same when it was prepared', async () => {
    const [engine, other] = [await ready(runtime), await ready(runtime)]
    await engine.prepare(project())
    await engine.render('a', project(), {}, nothing)
    await other.render('a', project(), {}, nothing)
    expect(changed(await frameOf(engine, 4), await frameOf(other, 4))).toBe(0)
  })

  it('is as wide as asked for', async () => {
    const engine = await ready(runtime)
    expect(await engine.render('a', project({ width: 80 }), {}, nothing)).toMatchObject({ width: 80, height: 48 })
    expect(await frameOf(engine, 2)).toMatchObject({ width: 80, height: 48 })
  })

  it('saves every frame once and in order, at another rate the same length', async () => {
    const frames: Picture[] = []
    const engine = await ready(runtime, frames)
    await engine.render('a', project(), {}, nothing)
    await engine.export('b', project(), 'gif', {}, nothing)
    expect(frames).toHaveLength(6)
    for (const [index, frame] of frames.entries()) expect(changed(frame, await frameOf(engine, index))).toBe(0)
    frames.splice(0)
    await engine.export('c', project(), 'gif', { fps: 16 }, nothing)
    expect(frames).toHaveLength(12)
  })
})

describe('a full render, the learned path asked for', () => {
  const full = (settings: Partial<GenerationSettings> = {}) => project({ quality: 'full', ...settings })

  it('runs the graphs as often as its windows and steps need, and changes only what was uncovered', async () => {
    const engine = await ready(runtime)
    const before = runtime.ledger.heldBytes
    await engine.render('draft', project(), {}, nothing)
    const draft = await Promise.all([0, 1, 2, 3, 4, 5].map((index) => frameOf(engine, index)))
    const stats = await engine.render('full', full(), { learned: true }, nothing)
    expect(stats.learned).toBe(true)
    // One window, four steps; five of the six frames have holes, decoded four at a time.
    expect(stats.runs).toMatchObject({ condition: 1, unet: 4, decoder: 2 })
    expect(stats.milliseconds.step).toHaveLength(4)
    expect(stats.peakTensorBytes).toBeGreaterThan(4 * 5 * 96 * 16 * 12)
    expect(await frameOf(engine, 0)).toEqual(disc())
    const frame = await frameOf(engine, 5)
    const differing = changed(frame, draft[5] as Picture)
    expect(differing).toBeGreaterThan(50)
    // Far from the disc and its way nothing differs.
    const corner = frame.data.subarray(4 * width * (height - 12))
    expect(corner).toEqual(disc().data.subarray(4 * width * (height - 12)))
    // What was drawn is kept until something else is opened.
    expect(runtime.ledger.heldBytes).toBeGreaterThan(before)
    await engine.setPicture(new Blob())
    await expect.poll(() => runtime.ledger.heldBytes).toBe(before)
  })

  it('gives the same pixels for the same seed', async () => {
    const [a, b] = [await ready(runtime), await ready(runtime)]
    await a.render('a', full({ seed: 5 }), { learned: true }, nothing)
    await b.render('b', full({ seed: 5 }), { learned: true }, nothing)
    const first = await frameOf(a, 4)
    expect(changed(first, await frameOf(b, 4))).toBe(0)
  })

  it('keeps what it drew until something changes', async () => {
    const engine = await ready(runtime)
    await engine.render('a', full(), { learned: true }, nothing)
    expect((await engine.render('b', full(), { learned: true }, nothing)).runs.unet).toBeUndefined()
    expect((await engine.render('c', full({ width: 80 }), { learned: true }, nothing)).runs.unet).toBe(4)
  })

  it('asks what it knows of a motion no more when only the seed or the steps are others', async () => {
    const engine = await ready(runtime)
    await engine.render('a', full(), { learned: true }, nothing)
    const again = await engine.render('b', full({ seed: 6, steps: 2 }), { learned: true }, nothing)
    expect(again.runs).toMatchObject({ unet: 2, decoder: 2 })
    expect(again.runs.condition).toBeUndefined()
    const alone = await ready(runtime)
    await alone.render('c', full({ seed: 6, steps: 2 }), { learned: true }, nothing)
    expect(changed(await frameOf(engine, 5), await frameOf(alone, 5))).toBe(0)
    const moved = project({ quality: 'full' }, [
      {
        ...push,
        points: [
          { x: 50, y: 48 },
          { x: 84, y: 52 },
        ],
      },
    ])
    expect((await engine.render('d', moved, { learned: true }, nothing)).runs.condition).toBe(1)
  })

  it('says that the plain plate fills where the pack says that it is better', async () => {
    const engine = await ready(runtime)
    const stats = await engine.render('a', full(), { learned: false }, nothing)
    expect(stats.learned).toBe(false)
    expect(stats.runs.unet).toBeUndefined()
  })

  it('takes more frames than a window holds, whatever the sampler', async () => {
    const engine = await ready(runtime)
    const settings = { frameCount: 9, window: 4, overlap: 1, steps: 2, sampler: 'dpm++2m' as const }
    const stats = await engine.render('a', full(settings), { learned: true }, nothing)
    expect(stats.runs.unet).toBeGreaterThanOrEqual(6)
  })

  it('draws a moment that a loop shows twice once', async () => {
    const engine = await ready(runtime)
    await engine.render('a', full({ loop: 'ping-pong', frameCount: 8 }), { learned: true }, nothing)
    expect(changed(await frameOf(engine, 3), await frameOf(engine, 5))).toBe(0)
  })

  it('ends within a step when it is cancelled, and works again after that', async () => {
    const engine = await ready(runtime)
    // What networks see in a picture is held as long as it is open.
    await engine.prepare(full())
    const before = runtime.ledger.heldBytes
    const steps: string[] = []
    const cancelled = engine.render('a', full({ steps: 8 }), { learned: true }, ({ stage }) => {
      steps.push(stage)
      if (stage === 'step') void engine.cancel('a')
    })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps.filter((stage) => stage === 'step')).toHaveLength(1)
    await expect(engine.frame(0)).rejects.toMatchObject({ code: 'not-rendered' })
    expect(runtime.ledger.heldBytes).toBe(before)
    expect((await engine.render('b', full(), { learned: true }, nothing)).frames).toBe(6)
  })

  it('ends between two rounds of the plate, which is finished for whoever else asks', async () => {
    const engine = await ready(runtime)
    let rounds = 0
    const cancelled = engine.render('a', full(), { learned: true }, ({ stage }) => {
      if (stage === 'motion' && rounds++ === 0) setTimeout(() => void engine.cancel('a'))
    })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    const stats = await engine.render('b', full(), { learned: true }, nothing)
    expect(stats.frames).toBe(6)
  })

  it('keeps the frames of the last render when the clip is saved at another rate', async () => {
    const engine = await ready(runtime)
    const { parts } = runtime.pack.manifest
    parts.fill = 'learned'
    try {
      await engine.render('a', full(), {}, nothing)
      const before = await frameOf(engine, 5)
      const held = runtime.ledger.heldBytes
      await engine.export('b', full(), 'gif', { fps: 12 }, nothing)
      expect(changed(await frameOf(engine, 5), before)).toBe(0)
      expect(runtime.ledger.heldBytes).toBe(held)
    } finally {
      parts.fill = 'plain'
    }
  })

  it('answers for the influence of a new path while it renders', async () => {
    const engine = await ready(runtime)
    let answered = 0
    let rendering = true
    const done = engine
      .render('a', full({ steps: 6 }), { learned: true }, ({ stage }) => {
        if (stage === 'step')
          void engine.influence([{ x: 0.3, y: 0.5, moving: true }]).then(() => {
            if (rendering) answered++
          })
      })
      .finally(() => {
        rendering = false
      })
    await done
    expect(answered).toBeGreaterThan(0)
  })
})

it('says what is missing', async () => {
  const engine = createEngine(nodeHost(runtime))
  await expect(engine.influence([])).rejects.toMatchObject({ code: 'nothing-open' })
  await expect(engine.frame(0)).rejects.toMatchObject({ code: 'not-rendered' })
})
