import type { Ort, OrtSession } from '../../src/engine/runtime/ort'
import type { GraphName } from '../../src/media/pack/contract'
import { nodeOrt, openPackFolder } from './node-engine'

type Feeds = Parameters<OrtSession['run']>[0]

/** One run of a graph: which, and the shapes of what it was given. */
export interface RecordedRun {
  graph: GraphName
  feeds: Record<string, readonly number[]>
}

const pack = await openPackFolder('models/pocket')
const graphOfBytes = new Map<number, GraphName>(
  Object.entries(pack.manifest.graphs).map(([name, graph]) => [
    (graph?.files ?? []).reduce((sum, { bytes }) => sum + bytes, 0),
    name as GraphName,
  ]),
)

/** ONNX Runtime that writes down every run, and the sessions it has made. */
export function recordingOrt(): { ort: Ort; runs: RecordedRun[]; sessions: Map<GraphName, OrtSession> } {
  const runs: RecordedRun[] = []
  const sessions = new Map<GraphName, OrtSession>()
  const ort: Ort = {
    ...nodeOrt,
    InferenceSession: {
      async create(model, options) {
        const graph = graphOfBytes.get(model.length) as GraphName
        const session = await nodeOrt.InferenceSession.create(model, options)
        const run = session.run.bind(session) as (...given: unknown[]) => ReturnType<OrtSession['run']>
        sessions.set(graph, session)
        session.run = (...given: unknown[]) => {
          const feeds = given[0] as Feeds
          runs.push({
            graph,
            feeds: Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, tensor.dims])),
          })
          return run(...given)
        }
        return session
      },
    },
  }
  return { ort, runs, sessions }
}

/** Milliseconds of the same runs back to back, with nothing around them: the floor. */
export async function floorOf(runs: readonly RecordedRun[], sessions: Map<GraphName, OrtSession>): Promise<number> {
  const recorded = [...runs]
  const inputs = new Map<string, Feeds>()
  let spent = 0
  for (const { graph, feeds } of recorded) {
    const key = JSON.stringify([graph, feeds])
    const given = inputs.get(key) ?? tensors(feeds)
    inputs.set(key, given)
    const before = performance.now()
    await sessions.get(graph)?.run(given)
    spent += performance.now() - before
  }
  return spent
}

/**
 * Milliseconds of the naive way over the same windows and the same part of the picture: nothing is kept, so the
 * condition is computed again in every step, as MOFA computes its adapter, and every tensor is made anew in
 * ordinary memory between the steps.
 */
export async function naiveOf(runs: readonly RecordedRun[], sessions: Map<GraphName, OrtSession>): Promise<number> {
  const recorded = [...runs]
  const conditionOf = recorded.find(({ graph }) => graph === 'condition')
  if (!conditionOf) throw new Error('there was no condition')
  const before = performance.now()
  for (const { graph, feeds } of recorded) {
    if (graph === 'condition') continue
    if (graph === 'unet') {
      const frames = feeds.latents?.[0] as number
      const told = Object.fromEntries(
        Object.entries(conditionOf.feeds).map(([name, [first, ...rest]]) => {
          return [name, name === 'backward' || name === 'hole' ? [frames, ...rest] : [first as number, ...rest]]
        }),
      )
      await readBack(await sessions.get('condition')?.run(tensors(told)))
    }
    await readBack(await sessions.get(graph)?.run(tensors(feeds)))
  }
  return performance.now() - before
}

/** Frames that the UNet sees in these runs, over frames that come out. */
export function passesPerFrame(runs: readonly RecordedRun[], frames: number): number {
  const seen = runs.filter(({ graph }) => graph === 'unet').map(({ feeds }) => feeds.latents?.[0] as number)
  return seen.reduce((sum, count) => sum + count, 0) / frames
}

function tensors(shapes: Record<string, readonly number[]>): Feeds {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const length = shape.reduce((product, extent) => product * extent, 1)
      return [
        name,
        new nodeOrt.Tensor(
          'float32',
          Float32Array.from({ length }, (_, i) => Math.sin(i * 0.37)),
          shape,
        ),
      ]
    }),
  )
}

async function readBack(results: Awaited<ReturnType<OrtSession['run']>> | undefined): Promise<void> {
  for (const tensor of Object.values(results ?? {})) Float32Array.from((await tensor.getData()) as Float32Array)
}
