import type { Client } from '../../bridge/client'
import type { EngineApi, Progress, RenderStats } from '../../bridge/engine'
import type { ModelsApi } from '../../bridge/models'
import type { PreviewApi } from '../../bridge/preview'
import type { SegmentApi } from '../../bridge/vision'
import { KinoraError } from '../../core/errors'
import type { Picture } from '../../core/image'
import type { HintPlace, Influence } from '../../core/influence'
import { deferred } from '../deferred'
import type { ModelPorts } from '../models/ports'
import type { Ports, SampleProject, Snapshot } from '../ports'
import { assembleStudio } from '../studio'

/** A worker by hand: its api, and a way to let it die. */
export interface FakeWorker<T extends object> {
  client: Client<T>
  /** The worker ends; pending and later calls are rejected, as by the real client. */
  die(): void
  closed: boolean
}

export function fakeWorker<T extends object>(api: T): FakeWorker<T> {
  const dead = deferred<KinoraError>()
  let ended = false
  const worker: FakeWorker<T> = {
    closed: false,
    die() {
      ended = true
      dead.resolve(new KinoraError('worker-crashed', { worker: 'fake', reason: 'test' }))
    },
    client: {
      lost: dead.promise,
      close() {
        worker.closed = true
      },
      api: new Proxy(api, {
        get: (target, name) => {
          const method = Reflect.get(target, name) as (...values: unknown[]) => Promise<unknown>
          return async (...values: unknown[]) => {
            if (ended) throw await dead.promise
            return Promise.race([method.apply(target, values), dead.promise.then((error) => Promise.reject(error))])
          }
        },
      }),
    },
  }
  return worker
}

export const someStats: RenderStats = {
  frames: 96,
  width: 64,
  height: 48,
  provider: 'wasm',
  quality: 'draft',
  learned: false,
  milliseconds: { motion: 1, plate: 1, encode: 0, condition: 0, decode: 0, compose: 1, save: 0, step: [], total: 3 },
  runs: {},
  graphMilliseconds: 0,
  peakTensorBytes: 0,
}

export function fakeInfluence(places: readonly HintPlace[]): Influence {
  return { width: 1, height: 1, count: places.length, maps: new Float32Array(places.length), method: 'learned' }
}

/** An engine that answers at once; a test replaces what it is about. */
export function fakeEngine(changes: Partial<EngineApi> = {}): EngineApi {
  return {
    start: async () => ({ provider: 'wasm', softwareAdapter: false, pack: 'pocket', threads: 1 }),
    setPicture: async () => ({ width: 64, height: 48 }),
    influence: async (places) => fakeInfluence(places),
    segment: async () => null,
    prepare: async () => {},
    plan: async () => null,
    plate: async (lifted): Promise<Picture> => ({
      width: lifted.width,
      height: lifted.height,
      data: new Uint8ClampedArray(lifted.width * lifted.height * 4),
    }),
    render: async () => someStats,
    unfinished: async () => null,
    frame: async () => fakeBitmap(64, 48),
    export: async () => new Blob(['clip']),
    cancel: async () => {},
    ...changes,
  }
}

export function fakePreview(changes: Partial<PreviewApi> = {}): PreviewApi {
  return {
    start: async () => ({ renderer: 'cpu' }),
    setPicture: async () => {},
    setHints: async () => null,
    setPlate: async () => {},
    pose: async () => {},
    draw: async () => ({ milliseconds: 1, faces: 0 }),
    capture: async (_, size) => fakeBitmap(size.width, size.height),
    motion: async () => ({ width: 1, height: 1, flow: new Float32Array(2), hole: new Float32Array(1) }),
    reach: async () => ({ width: 1, height: 1, data: new Uint8Array(1) }),
    ...changes,
  }
}

/** Every thing that it finds is the left half of the picture. */
export function fakeSegment(changes: Partial<SegmentApi> = {}): SegmentApi {
  return {
    start: async () => {},
    setPicture: async () => {},
    select: async () => ({ width: 2, height: 1, data: Uint8Array.from([255, 0]) }),
    ...changes,
  }
}

/** A browser that keeps nothing, on a plain machine. */
function fakeModels(changes: Partial<ModelPorts> = {}): ModelPorts {
  return {
    list: async () => [],
    builtIn: async () => '{}',
    remove: async () => true,
    file: async () => null,
    setFaceModel() {},
    worker: () => fakeWorker<ModelsApi>({ look: async () => '', bring: async () => {}, stop: async () => {} }).client,
    machine: async () => ({ webgpu: false, f16: false, memory: null, storage: null }),
    hash: async () => 'a'.repeat(64),
    persist: async () => {},
    ...changes,
  }
}

export function fakeBitmap(width: number, height: number): ImageBitmap {
  return { width, height, close() {} }
}

export const fakeCanvas = () => ({ transferControlToOffscreen: () => ({}) }) as unknown as HTMLCanvasElement

/** A long piece of work that ends when it is cancelled or finished by hand. */
export function heldWork<T>() {
  const work = deferred<T>()
  let id = ''
  const started = deferred<void>()
  let report: (progress: Progress) => void = () => {}
  return {
    started: started.promise,
    finish: work.resolve,
    report: (progress: Progress) => report(progress),
    begin(newId: string, onProgress: (progress: Progress) => void) {
      id = newId
      report = onProgress
      started.resolve()
      return work.promise
    },
    async cancel(other: string) {
      if (other === id) work.reject(new KinoraError('cancelled'))
    },
  }
}

interface Setup {
  engine?: Partial<EngineApi>
  preview?: Partial<PreviewApi>
  segment?: Partial<SegmentApi>
  models?: Partial<ModelPorts>
  ports?: Partial<Ports>
}

/** A studio over fakes, whose frames come when `frame` is called. */
export function fakeStudio({ engine, preview, segment, models, ports }: Setup = {}) {
  const engines: FakeWorker<EngineApi>[] = []
  const previews: FakeWorker<PreviewApi>[] = []
  const segments: FakeWorker<SegmentApi>[] = []
  const kept: Snapshot[] = []
  let frames: ((milliseconds: number) => void)[] = []
  let clock = 0
  const samples: SampleProject[] = []
  const studio = assembleStudio({
    provider: 'auto',
    renderer: 'auto',
    packUrl: 'packs/pocket/',
    ports: {
      engine: () => tracked(engines, fakeWorker<EngineApi>(fakeEngine(engine))),
      preview: () => tracked(previews, fakeWorker<PreviewApi>(fakePreview(preview))),
      segment: () => tracked(segments, fakeWorker<SegmentApi>(fakeSegment(segment))),
      keepSegmenting() {},
      models: fakeModels(models),
      readPicture: async () => ({
        bitmap: fakeBitmap(64, 48),
        width: 64,
        height: 48,
        type: 'image/png',
        sha256: 'a'.repeat(64),
      }),
      pack: async ({ project }) => new Blob([JSON.stringify(project)]),
      unpack: () => Promise.reject(new KinoraError('project-unreadable')),
      keep: async (snapshot) => {
        kept.push(snapshot)
      },
      kept: async () => null,
      samples: async () => samples,
      findFaces: async () => [],
      findBody: async () => null,
      fetchPicture: async () => new Blob(['picture']),
      fetchArea: async () => ({ width: 1, height: 1, data: new Uint8Array([255]) }),
      suggest: async () => {},
      whenIdle: (callback) => callback(),
      requestFrame: (callback) => {
        frames.push(callback)
      },
      speaker: () => null,
      pixelRatio: () => 1,
      calm: () => false,
      ...ports,
    },
  })
  /** Lets `seconds` pass on the clock of frames and shows one. */
  const frame = (seconds = 0) => {
    clock += seconds * 1000
    const due = frames
    frames = []
    for (const callback of due) callback(clock)
  }
  /** Lets answers arrive and frames be shown until all is quiet. */
  const quiet = async (turns = 30) => {
    for (let turn = 0; turn < turns; turn++) {
      frame()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const open = async () => {
    const opening = studio.commands.open(new Blob(['picture']), 'Boat')
    await quiet(10)
    await opening
  }
  return { ...studio, engines, previews, segments, kept, samples, frame, quiet, open }
}

function tracked<T extends object>(list: FakeWorker<T>[], worker: FakeWorker<T>): Client<T> {
  list.push(worker)
  return worker.client
}
