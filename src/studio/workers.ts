import { type Client, connect } from '../bridge/client'
import type { EngineApi } from '../bridge/engine'
import type { PreviewApi } from '../bridge/preview'
import type { SceneryApi } from '../bridge/scenery'
import type { SegmentApi } from '../bridge/vision'

/** Starts the workers. Tests give others, made by hand, at this edge. */
export interface Workers {
  engine(): Client<EngineApi>
  preview(): Client<PreviewApi>
  scenery(): Client<SceneryApi>
  segment(): Client<SegmentApi>
}

// The bundler finds a worker only where `new Worker(new URL(...))` stands in one piece.
export const browserWorkers: Workers = {
  engine: () =>
    connect<EngineApi>(
      new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
      'engine',
    ),
  preview: () =>
    connect<PreviewApi>(
      new Worker(new URL('../preview/worker.ts', import.meta.url), { type: 'module', name: 'preview' }),
      'preview',
    ),
  scenery: () =>
    connect<SceneryApi>(
      new Worker(new URL('../vision/scenery-worker.ts', import.meta.url), { type: 'module', name: 'scenery' }),
      'scenery',
    ),
  segment: () =>
    connect<SegmentApi>(
      new Worker(new URL('../vision/segment-worker.ts', import.meta.url), { type: 'module', name: 'segment' }),
      'segment',
    ),
}
