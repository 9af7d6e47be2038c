import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { nodeOrt, openPackFolder } from '../../tests/bench/node-engine'
import type { EngineApi, Progress, Stage } from '../bridge/engine'
import type { KinoraError } from '../core/errors'
import { createPicture, type Picture } from '../core/image'
import type { GraphName } from '../media/pack/contract'
import type { ClipEncoder } from '../media/types'
import { type Project, project as schema } from '../project/project'
import { createEngine } from './engine'
import type { EngineHost } from './host'
import type { Ort } from './runtime/ort'
import { Runtime } from './runtime/runtime'

// Whatever fails, wherever it fails: it is said with its code, nothing is left held, and it can be done again.

const [width, height] = [128, 96]

function disc(): Picture {
  const picture = createPicture(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      picture.data.set(
        Math.hypot(x - 40, y - 48) < 18 ? [220, 60, 40, 255] : [90, 110 + (x % 16), 160, 255],
        4 * (y * width + x),
      )
  return picture
}

const project: Project = v.parse(schema, {
  format: 'kinora',
  version: 1,
  name: 'Faults',
  picture: { width, height, type: 'image/png', sha256: '0'.repeat(64) },
  controls: [
    {
      id: 'a',
      name: '',
      kind: 'trajectory',
      points: [
        { x: 40, y: 48 },
        { x: 80, y: 48 },
      ],
    },
  ],
  settings: { frameCount: 6, fps: 8, quality: 'full', workingSide: 128, steps: 2 },
})

interface Broken {
  /** Called before each run of a graph. */
  beforeRun?(graph: GraphName): void
  /** Called before each frame is taken by the encoder. */
  beforeFrame?(count: number): void
}

const pack = await openPackFolder('models/pocket')
const bytesOf = new Map<number, GraphName>(
  Object.entries(pack.manifest.graphs).map(([name, graph]) => [graph?.files[0]?.bytes ?? 0, name as GraphName]),
)

/** An engine on a device that can be lost, whose graphs and encoder can be made to fail. */
async function open(broken: Broken = {}) {
  let lose = (_: GPUDeviceLostInfo) => {}
  const device = { lost: new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve)) } as GPUDevice
  const ort: Ort = {
    ...nodeOrt,
    InferenceSession: {
      async create(model, options) {
        const graph = bytesOf.get(model.length) as GraphName
        const session = await nodeOrt.InferenceSession.create(model, options)
        const run = session.run.bind(session) as (...given: unknown[]) => ReturnType<typeof session.run>
        session.run = (...given: unknown[]) => {
          broken.beforeRun?.(graph)
          return run(...given)
        }
        return session
      },
    },
  }
  const runtime = new Runtime({ ort, pack, provider: 'node', device, threads: 1 })
  const abandoned: string[] = []
  let frames = 0
  const encoder: ClipEncoder = {
    async add() {
      broken.beforeFrame?.(frames++)
    },
    finish: async () => new Blob(['whole']),
    abandon: async () => void abandoned.push('encoder'),
  }
  const host: EngineHost = {
    open: async () => ({ runtime, info: { provider: 'node', softwareAdapter: false, pack: 'pocket', threads: 1 } }),
    decode: async () => ({ picture: disc(), size: { width, height } }),
    encoder: async () => encoder,
    bitmap: async (picture) => picture as unknown as ImageBitmap,
  }
  const engine = createEngine(host)
  await engine.start({ provider: 'node', packUrl: '' })
  await engine.setPicture(new Blob())
  return {
    engine,
    runtime,
    abandoned,
    lose: () => lose({ reason: 'unknown', message: 'pulled out' } as GPUDeviceLostInfo),
  }
}

const render = (engine: EngineApi, onProgress: (progress: Progress) => void = () => {}) =>
  engine.render('r', project, { learned: true }, onProgress)

/** Nothing is held but what networks saw in the picture, and that goes with it. */
async function leavesNothing(engine: EngineApi, runtime: Runtime) {
  await engine.setPicture(new Blob())
  await expect.poll(() => runtime.ledger.heldBytes).toBe(0)
}

describe('a device that is lost', () => {
  const stages: Stage[] = ['motion', 'plate', 'condition', 'step', 'decode', 'compose']
  it.each(stages)('at the stage %s ends the render with what to do, and the next worker renders', async (stage) => {
    const { engine, runtime, lose } = await open()
    const ended = await render(engine, (progress) => {
      if (progress.stage === stage) lose()
    }).then(
      () => 'rendered',
      (error: KinoraError) => `${error.code}, restart: ${error.data.restart}`,
    )
    expect(ended).toBe('device-lost, restart: worker')
    await expect(engine.influence([{ x: 0.9, y: 0.9, moving: true }])).rejects.toMatchObject({ code: 'device-lost' })
    await leavesNothing(engine, runtime)
    const next = await open()
    expect((await render(next.engine)).frames).toBe(6)
    await next.runtime.close()
    await runtime.close()
  })
})

describe('memory that runs out', () => {
  it.each(['condition', 'unet', 'decoder'] as const)(
    'in the graph %s is said, and leaves nothing held',
    async (graph) => {
      let full = true
      const { engine, runtime } = await open({
        beforeRun(name) {
          if (full && name === graph) throw new Error('std::bad_alloc')
        },
      })
      await expect(render(engine)).rejects.toMatchObject({ code: 'out-of-memory', data: { graph, restart: 'worker' } })
      await leavesNothing(engine, runtime)
      full = false
      expect((await render(engine)).frames).toBe(6)
      await runtime.close()
    },
  )

  it('outside of the graphs is said too', async () => {
    const { engine, runtime } = await open({
      beforeFrame: () => {
        throw new RangeError('Array buffer allocation failed')
      },
    })
    await expect(engine.export('e', project, 'png', {}, () => {})).rejects.toMatchObject({ code: 'out-of-memory' })
    await runtime.close()
  })
})

it('a disk that is full gives the file up and keeps the render', async () => {
  const { engine, runtime, abandoned } = await open({
    beforeFrame(count) {
      if (count === 3) throw new DOMException('no room', 'QuotaExceededError')
    },
  })
  await render(engine)
  await expect(engine.export('e', project, 'png', {}, () => {})).rejects.toMatchObject({ code: 'disk-full' })
  expect(abandoned).toEqual(['encoder'])
  expect(await engine.frame(5)).toBeTruthy()
  expect(await (await engine.export('f', project, 'png', {}, () => {})).text()).toBe('whole')
  await runtime.close()
})
