import { expect, it } from 'vitest'
import { nodeOrt, openPackFolder } from '../../../tests/bench/node-engine'
import type { Picture } from '../../core/image'
import { createEngine } from '../engine'
import type { Limits } from '../limits'
import { Runtime } from '../runtime/runtime'
import { hostTensor } from '../runtime/tensor'
import { changed, disc, frameOf, height, memoryFolders, nodeHost, project, push, width } from '../testing/small'
import { tinyVideo } from '../testing/tiny-video'
import { Parts } from './parts'

const pocket = await openPackFolder('models/pocket')
const nothing = () => {}

function parts(options: { face?: boolean } = {}) {
  const { ort, pack, events } = tinyVideo(nodeOrt, options)
  const runtime = new Runtime({ ort, pack: pocket, provider: 'node' })
  return { runtime, pack, events, parts: new Parts(runtime, pack) }
}

async function engineWith(options: { face?: boolean } = {}, limits?: Limits, folders = memoryFolders()) {
  const { runtime, pack, events } = parts(options)
  const frames: Picture[] = []
  const host = nodeHost(runtime, frames, folders)
  const engine = createEngine({
    ...host,
    open: async (given) => ({ ...(await host.open(given)), video: pack }),
    ...(limits && { limits: () => limits }),
  })
  await engine.start({ provider: 'auto', packUrl: '' })
  await engine.setPicture(new Blob())
  return { engine, runtime, events, frames, pack }
}

const full = (change: Parameters<typeof project>[0] = {}) => project({ quality: 'full', workingSide: 128, ...change })

it('gives parts up for others, the one that was not used for the longest first, and takes them back', async () => {
  const { parts: graphs, events, runtime } = parts()
  await graphs.limit(2000)
  const picture = hostTensor([1, 3, 64, 64])
  const run = async (graph: 'encoder' | 'reference' | 'flow-picture', input = picture) => {
    const outputs = await graphs.run(graph, { picture: input }, [])
    for (const held of Object.values(outputs)) (held as { dispose(): void }).dispose()
  }
  await run('encoder')
  await run('reference')
  await run('encoder')
  await run('flow-picture', hostTensor([1, 3, 32, 32]))
  expect(events.filter((event) => !event.startsWith('run'))).toEqual([
    'open encoder',
    'open reference',
    'release reference',
    'open flow-picture',
  ])
  expect(graphs.resident).toEqual({ names: ['encoder', 'flow-picture'], bytes: 2000 })
  await run('reference')
  expect(graphs.resident.names).toEqual(['flow-picture', 'reference'])
  await graphs.limit(500)
  expect(graphs.resident.names).toEqual([])
  expect(runtime.ledger.heldBytes).toBe(0)
})

it('runs every row through a part before the next part, and keeps nothing that went between them', async () => {
  const { parts: graphs, events, runtime } = parts()
  const residuals = Object.fromEntries(
    Object.entries(graphs.manifest.graphs.unet.parts[1]?.inputs ?? {})
      .filter(([name]) => name.startsWith('residual'))
      .map(([name, { shape }], i) => {
        const step = Number(/\d+$/.exec(String(shape[2]))?.[0] ?? 1)
        return [
          name,
          hostTensor([2, 2, 8 / step, 8 / step], new Float32Array((2 * 2 * 64) / step ** 2).fill(i === 0 ? 1 : 0)),
        ]
      }),
  )
  const row = {
    latents: hostTensor([2, 4, 8, 8]),
    picture_latents: hostTensor([1, 4, 8, 8]),
    timestep: hostTensor([1]),
    time_ids: hostTensor([1, 3]),
    embedding: hostTensor([1, 1, 8]),
    ...residuals,
  }
  const answers = await graphs.runEach('unet', [row, row], ['prediction'])
  expect(events.filter((event) => event.startsWith('run'))).toEqual([
    'run unet-down',
    'run unet-down',
    'run unet-up',
    'run unet-up',
  ])
  expect(answers[1]?.prediction.shape).toEqual([2, 4, 8, 8])
  expect((await answers[0]?.prediction.read())?.[0]).toBeCloseTo(0.1)
  for (const { prediction } of answers) prediction.dispose()
  expect(runtime.ledger.heldBytes).toBe(0)
})

it('draws the frames of a full render; the first is the source', async () => {
  const { engine, runtime, events } = await engineWith()
  const stats = await engine.render('a', full(), {}, nothing)
  expect(stats).toMatchObject({ frames: 6, width, height, learned: true })
  // One window, three steps, with and without the picture told; six frames decoded three at a time.
  expect(stats.runs).toMatchObject({ control: 6, unet: 12, decoder: 2, encoder: 1, reference: 1, flow: 1 })
  expect(await frameOf(engine, 0)).toEqual(disc())
  expect(changed(await frameOf(engine, 3), disc())).toBeGreaterThan(width * height)
  expect(events.filter((event) => event === 'open unet-up')).toHaveLength(1)
  const again = await engine.render('b', full(), {}, nothing)
  expect(again.runs.unet).toBeUndefined()
  await engine.setPicture(new Blob())
  expect(runtime.ledger.heldBytes).toBe(0)
})

it('leaves drafts, and whoever asks for none of it, to the motion field', async () => {
  const { engine, events } = await engineWith()
  await engine.render('a', project(), {}, nothing)
  await engine.render('b', full(), { learned: false }, nothing)
  expect(events).toEqual([])
  expect(await engine.plan(project())).toBeNull()
})

it('keeps what is frozen', async () => {
  const { engine } = await engineWith()
  const mask = { width, height, data: new Uint8Array(width * height).fill(255, 0, width * 20) }
  await engine.render('a', full({}), {}, nothing)
  const free = await frameOf(engine, 4)
  const frozen = project({ quality: 'full', workingSide: 128 }, [push, { kind: 'freeze', mask }])
  await engine.render('b', frozen, {}, nothing)
  const frame = await frameOf(engine, 4)
  expect(frame.data.subarray(0, 4 * width * 18)).toEqual(disc().data.subarray(0, 4 * width * 18))
  expect(free.data.subarray(0, 4 * width * 18)).not.toEqual(disc().data.subarray(0, 4 * width * 18))
})

it('draws clips longer than a window, by the windows of the pack or by ours, and saves while it draws', async () => {
  const clips: Picture[][] = []
  for (const windows of ['pack', 'moving'] as const) {
    const { engine, frames, runtime, events } = await engineWith()
    clips.push(frames)
    const asked = full({ frameCount: 20, fps: 12, overlap: 2, windows })
    let early = 0
    await engine.export('a', asked, 'png', {}, ({ stage }) => {
      if (stage === 'step') early = frames.length
    })
    expect(frames).toHaveLength(20)
    expect(early).toBeGreaterThan(5)
    // The picture stands at the head of every window: its latents are known.
    expect(events.filter((event) => event === 'run encoder')).toHaveLength(2)
    await engine.setPicture(new Blob())
    expect(runtime.ledger.heldBytes).toBe(0)
  }
  const [theirs, ours] = clips as [Picture[], Picture[]]
  const apart = theirs.map((frame, i) => changed(frame, ours[i] as Picture))
  expect(Math.max(...apart)).toBeGreaterThan(0)
})

it('takes the noise levels that were asked for', async () => {
  const { engine } = await engineWith()
  await engine.render('a', full({ steps: 4 }), {}, nothing)
  const usual = await frameOf(engine, 4)
  const stats = await engine.render('b', full({ steps: 4, schedule: 'ays-svd' }), {}, nothing)
  expect(stats.runs.control).toBe(8)
  expect(changed(usual, await frameOf(engine, 4))).toBeGreaterThan(0)
})

it('is told how closely to keep to paths, and how much to move by itself', async () => {
  const { engine } = await engineWith()
  const drawn = async (change: Parameters<typeof full>[0]) => {
    await engine.render('a', full(change), {}, nothing)
    return frameOf(engine, 4)
  }
  const usual = await drawn({})
  expect(changed(usual, await drawn({ adherence: 0 }))).toBeGreaterThan(0)
  expect(changed(usual, await drawn({ motionBucket: 20 }))).toBeGreaterThan(0)
  expect(changed(usual, await drawn({ adherence: 1, motionBucket: 128 }))).toBe(0)
})

it('goes on from what a dead worker has left, and ends as it would have', async () => {
  const folders = memoryFolders()
  const asked = full({ frameCount: 20, fps: 12 })
  const whole = await engineWith({}, undefined, folders)
  const left = memoryFolders()
  let seen = 0
  const stats = await whole.engine.render('a', asked, {}, ({ stage }) => {
    if (stage !== 'step' || ++seen !== 8) return
    for (const [path, bytes] of folders.files) left.files.set(path, bytes.slice())
  })
  const again = await engineWith({}, undefined, left)
  expect((await again.engine.unfinished(asked))?.share).toBeGreaterThan(0)
  const rest = await again.engine.render('b', asked, {}, nothing)
  expect(rest.runs.unet as number).toBeLessThan(stats.runs.unet as number)
  for (const index of [1, 7, 13, 19])
    expect(changed(await frameOf(whole.engine, index), await frameOf(again.engine, index))).toBe(0)
})

it('says before it starts what does not fit, and what would', async () => {
  const { engine } = await engineWith({}, { memory: 2 ** 30, buffer: null })
  const plan = await engine.plan(full())
  expect(plan).toMatchObject({ way: 'together', lower: null })
  const small = await engineWith({}, { memory: 2 ** 20, buffer: null })
  expect(await small.engine.plan(full())).toMatchObject({ way: 'no' })
  await expect(small.engine.render('a', full(), {}, nothing)).rejects.toMatchObject({ code: 'too-large' })
  expect(small.events).toEqual([])
})

it('has a face led by its own adapter, beside paths and alone', async () => {
  const landmarks = Array.from({ length: 478 }, (_, i) => {
    const [angle, reach] = [2.4 * i, Math.sqrt(i / 478) * 20]
    return [(50 + reach * Math.cos(angle)) / width, (48 + reach * Math.sin(angle)) / height, 0]
  }).flat()
  const face = { kind: 'face' as const, landmarks, expression: { jawOpen: 0.8 } }
  const both = await engineWith({ face: true })
  const stats = await both.engine.render('a', project({ quality: 'full', workingSide: 128 }, [push, face]), {}, nothing)
  expect(stats.runs).toMatchObject({ control: 6, 'landmark-control': 6, hybrid: 6, 'landmark-fusion': 1, unet: 12 })
  const alone = await engineWith({ face: true })
  const only = await alone.engine.render('a', project({ quality: 'full', workingSide: 128 }, [face]), {}, nothing)
  expect(only.runs).toMatchObject({ 'landmark-control': 6, unet: 12 })
  expect(only.runs.control ?? only.runs.hybrid).toBeUndefined()
  await alone.engine.setPicture(new Blob())
  expect(alone.runtime.ledger.heldBytes).toBe(0)
})
