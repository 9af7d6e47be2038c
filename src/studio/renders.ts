import type { ExportFormat, ExportOptions, Progress, RenderOptions, RenderStats } from '../bridge/engine'
import { asKinoraError, KinoraError } from '../core/errors'
import type { Project } from '../project/project'
import type { Engine } from './engine'
import type { Sounds } from './sounds'
import { sameRender } from './staleness'
import type { Work } from './state'
import type { StudioStore } from './store'
import { checkExport } from './validation'

export interface Watch {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

/** Renders and exports, one after another. */
export interface Renders {
  render(options?: RenderOptions & Watch): Promise<RenderStats>
  export(format: ExportFormat, options?: ExportOptions & Watch): Promise<Blob>
  /** A frame of the last render; `not-rendered` when the project has changed since. */
  frame(index: number): Promise<ImageBitmap>
  /** What was last asked of a render. */
  asked(): RenderOptions
  /** Ends what runs now. */
  cancel(): void
  /** The engine has no render any more: another picture, or another worker. */
  forget(): void
}

interface Done {
  stats: RenderStats
  project: Project
  thumbnails: (ImageBitmap | undefined)[]
}

const thumbnailSide = 96

export function createRenders(store: StudioStore, engine: Engine, sounds: Sounds): Renders {
  let queue: Promise<unknown> = Promise.resolve()
  let running: AbortController | null = null
  // Kept when it goes stale, because undo may make it fit again; the engine keeps its frames likewise.
  let last: Done | null = null
  let lastAsked: RenderOptions = {}

  const fits = (project: Project | null): Done | null =>
    project && last && sameRender(project, last.project) ? last : null
  const publish = () => {
    const done = fits(store.getState().project)
    const { lastRender, thumbnails } = store.getState()
    if (done?.stats === lastRender?.stats && (done || thumbnails.length === 0)) return
    store.setState({
      lastRender: done && { stats: done.stats, project: done.project },
      thumbnails: done?.thumbnails ?? [],
    })
  }
  store.subscribe((state, before) => {
    if (state.project !== before.project && state.work?.kind !== 'render') publish()
  })

  /** One piece of work at a time; `work` shows it, and the signal or `cancel` ends it. */
  const run = <T>(
    work: Pick<Work, 'kind' | 'format'>,
    watch: Watch,
    job: (controller: AbortSignal, report: (progress: Progress) => void) => Promise<T>,
  ): Promise<T> => {
    const whole = queue.then(async () => {
      const controller = new AbortController()
      const abort = () => controller.abort()
      if (watch.signal?.aborted) throw new KinoraError('cancelled')
      watch.signal?.addEventListener('abort', abort)
      running = controller
      const id = crypto.randomUUID()
      store.setState({ work: { ...work, id, progress: null } })
      try {
        const result = await job(controller.signal, (progress) => {
          if (controller.signal.aborted) return
          store.setState(({ work: current }) => (current?.id === id ? { work: { ...current, progress } } : {}))
          watch.onProgress?.(progress)
        })
        // Whoever has called it off is told so, even when it was finished before the word arrived.
        if (controller.signal.aborted) throw new KinoraError('cancelled')
        return result
      } catch (thrown) {
        throw controller.signal.aborted ? new KinoraError('cancelled', {}, thrown) : asKinoraError(thrown)
      } finally {
        running = null
        watch.signal?.removeEventListener('abort', abort)
        store.setState({ work: null })
        publish()
      }
    })
    queue = whole.catch(() => {})
    return whole
  }

  /** Asks the engine for something long; an aborted signal is passed on as a cancel of its id. */
  const long = async <T>(
    signal: AbortSignal,
    start: (id: string) => (api: Parameters<Parameters<Engine['ask']>[0]>[0]) => Promise<T>,
  ) => {
    const id = crypto.randomUUID()
    const cancel = () => void engine.ask((api) => api.cancel(id)).catch(() => {})
    try {
      return await engine.ask((api) => {
        if (signal.aborted) throw new KinoraError('cancelled')
        signal.addEventListener('abort', cancel)
        return start(id)(api)
      })
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  const renderNow = async (
    project: Project,
    options: RenderOptions,
    signal: AbortSignal,
    report: (p: Progress) => void,
  ) => {
    const thumbnails: (ImageBitmap | undefined)[] = []
    lastAsked = options
    store.setState({ thumbnails: [], lastRender: null })
    last = null
    const collect = (progress: Progress) => {
      if (progress.frame && !signal.aborted) {
        thumbnails[progress.frame.index] = progress.frame.thumbnail
        store.setState({ thumbnails: Array.from(thumbnails) })
      }
      report(progress)
    }
    const stats = await long(
      signal,
      (id) => (api) => api.render(id, project, { thumbnail: thumbnailSide, ...options }, collect),
    )
    if (!signal.aborted) last = { stats, project, thumbnails }
    return stats
  }

  return {
    async render({ signal, onProgress, ...options } = {}) {
      const project = opened(store)
      return run({ kind: 'render' }, { signal, onProgress }, (ending, report) =>
        renderNow(project, options, ending, report),
      )
    },
    async export(format, { signal, onProgress, ...options } = {}) {
      const project = opened(store)
      checkExport(format, options)
      // The engine uses the last render where it fits, and makes ready what is missing where it does not.
      return run({ kind: 'export', format }, { signal, onProgress }, (ending, report) =>
        long(
          ending,
          (id) => (api) => api.export(id, project, format, { ...options, sounds: sounds.of(project) }, report),
        ),
      )
    },
    async frame(index) {
      const done = fits(opened(store))
      if (!done) throw new KinoraError('not-rendered')
      if (!Number.isInteger(index) || index < 0 || index >= done.stats.frames)
        throw new KinoraError('not-rendered', { frame: String(index), frames: done.stats.frames })
      return engine.ask((api) => api.frame(index))
    },
    asked: () => lastAsked,
    cancel() {
      running?.abort()
    },
    forget() {
      last = null
      publish()
    },
  }
}

function opened(store: StudioStore): Project {
  const { project } = store.getState()
  if (!project) throw new KinoraError('nothing-open')
  return project
}
