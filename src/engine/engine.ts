import type { EngineApi, EngineInfo, ExportFormat, ExportOptions, Progress, RenderStats } from '../bridge/engine'
import { asKinoraError, KinoraError } from '../core/errors'
import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { ClipEncoder, ClipOptions } from '../media/types'
import { compileHints, type Project } from '../project/project'
import { type Clip, generate } from './generate'
import { Jobs } from './jobs'
import type { Runtime } from './runtime/runtime'
import { maxOutputSide, Scene } from './scene'
import { Watch } from './watch'

/** What the engine needs of the place in which it runs: a worker, or Node. */
export interface EngineHost {
  /** Opens a runtime; throws `provider-unavailable` or what is wrong with the pack. */
  open(options: Parameters<EngineApi['start']>[0]): Promise<{ runtime: Runtime; info: EngineInfo }>
  /** Pixels of a picture file, its long side bounded, and the size of the source. */
  decode(blob: Blob, maxSide: number): Promise<{ picture: Picture; size: Size }>
  encoder(format: ExportFormat, options: ClipOptions): Promise<ClipEncoder>
  bitmap(picture: Picture): Promise<ImageBitmap>
}

const thumbnailSide = 128

/** The engine behind its protocol: one picture, one runtime, one long job at a time. */
export function createEngine(host: EngineHost): EngineApi {
  let opened: { runtime: Runtime; info: EngineInfo } | null = null
  let scene: Scene | null = null
  let last: { clip: Clip; scene: Scene; of: string } | null = null
  let pictures = 0
  const jobs = new Jobs()

  const started = () => {
    if (!opened) throw new KinoraError('provider-unavailable', { provider: 'none' })
    return opened
  }
  const picture = () => {
    if (!scene) throw new KinoraError('nothing-open')
    return scene
  }

  /** One job: makes a clip ready, says what it took, and leaves the engine usable however it ends. */
  const job = <T>(
    id: string,
    onProgress: (progress: Progress) => void,
    work: (watch: Watch, runtime: Runtime, scene: Scene) => Promise<T>,
  ): Promise<T> =>
    jobs.run(id, async (signal) => {
      const { runtime } = started()
      const watch = new Watch(signal, onProgress)
      runtime.ledger.mark()
      try {
        return await work(watch, runtime, picture())
      } catch (thrown) {
        throw memoryError(thrown) ?? asKinoraError(thrown)
      }
    })

  return {
    async start(options) {
      jobs.cancelAll()
      await opened?.runtime.close()
      opened = null
      opened = await host.open(options)
      // The first path that is drawn should not wait for it.
      if (opened.runtime.pack.manifest.parts.influence === 'learned') opened.runtime.warm('motion')
      return opened.info
    },

    async setPicture(blob) {
      const turn = ++pictures
      const { picture: still, size } = await host.decode(blob, maxOutputSide)
      // One that was given later counts, even if it was read sooner.
      if (turn !== pictures) return size
      jobs.cancelAll()
      last = null
      scene = new Scene(still, size)
      return size
    },

    async influence(places) {
      return picture().influence(started().runtime, places)
    },

    async plate(lifted) {
      return picture().plate(lifted)
    },

    render: (id, project, options, onProgress) =>
      job(id, onProgress, async (watch, runtime, scene) => {
        last = null
        const { frameCount, quality } = project.settings
        watch.expect('compose', frameCount, 6)
        const clip = await generate(scene, runtime, project, options, watch)
        const small = fitLongSide(clip.size, options.thumbnail ?? thumbnailSide)
        for (let index = 0; index < frameCount; index++)
          await watch.piece(
            'compose',
            async () => ({ index, thumbnail: await host.bitmap(clip.frame(index, small)) }),
            (frame) => frame,
          )
        last = { clip, scene, of: clipKey(project) }
        const stats: RenderStats = {
          frames: frameCount,
          ...clip.size,
          provider: started().info.provider,
          quality,
          learned: clip.learned,
          milliseconds: watch.finish(),
          ...runtime.ledger.report(),
        }
        return stats
      }),

    async frame(index) {
      if (!last || last.scene !== scene) throw new KinoraError('not-rendered')
      if (!(Number.isInteger(index) && index >= 0 && index < last.clip.frameCount))
        throw new KinoraError('not-rendered', { frame: index })
      return host.bitmap(last.clip.frame(index))
    },

    export: (id, project, format, options, onProgress) =>
      job(id, onProgress, async (watch, runtime, scene) => {
        const asked = atRate(project, options.fps)
        const { frameCount } = wantedFrames(asked.settings.frameCount, options)
        watch.expect('compose', frameCount, 60)
        watch.expect('save', frameCount + 1, 10)
        const fits = last?.scene === scene && last.of === clipKey(asked)
        const clip = fits && last ? last.clip : await generate(scene, runtime, asked, {}, watch)
        return save(host, clip, asked, format, options, watch)
      }),

    async cancel(id) {
      jobs.cancel(id)
    },
  }
}

/** Composes frame by frame into an encoder, which holds the composer back where it is the slower one. */
async function save(
  host: EngineHost,
  clip: Clip,
  { settings }: Project,
  format: ExportFormat,
  options: ExportOptions,
  watch: Watch,
): Promise<Blob> {
  const { first, last, frameCount } = wantedFrames(clip.frameCount, options)
  const encoder = await host.encoder(format, {
    ...clip.size,
    fps: settings.fps,
    frameCount,
    firstFrame: first,
    repeat: settings.loop !== 'none',
    quality: options.quality ?? 0.8,
  })
  try {
    let reused: Picture | undefined
    for (let index = first; index <= last; index++) {
      const frame = await watch.piece('compose', () => clip.frame(index, clip.size, reused))
      await watch.piece('save', () => encoder.add(frame))
      reused = frame
    }
    return await watch.piece('save', () => encoder.finish())
  } catch (thrown) {
    await encoder.abandon().catch(() => undefined)
    throw thrown
  }
}

/** The frames of the clip that are to be saved, counted from 0, both included. Throws `settings-invalid`. */
function wantedFrames(frameCount: number, { frames }: ExportOptions) {
  const first = frames?.first ?? 0
  const last = Math.min(frames?.last ?? frameCount, frameCount - 1)
  if (!(first >= 0 && first <= last)) throw new KinoraError('settings-invalid', { field: 'frames' })
  return { first, last, frameCount: last - first + 1 }
}

/** The same clip, as long as it was, at another rate. */
function atRate(project: Project, fps: number | undefined): Project {
  const { settings } = project
  if (fps === undefined || fps === settings.fps) return project
  const frameCount = Math.max(1, Math.round((settings.frameCount * fps) / settings.fps))
  return { ...project, settings: { ...settings, fps, frameCount } }
}

/** Everything of a project that shows in its frames. */
function clipKey(project: Project): string {
  return JSON.stringify([compileHints(project), project.settings])
}

/** Ordinary memory can run out too; then the worker is full and should be started again. */
function memoryError(thrown: unknown): KinoraError | null {
  if (!(thrown instanceof RangeError) || !/allocation|array length|buffer/i.test(thrown.message)) return null
  return new KinoraError('out-of-memory', { message: thrown.message, restart: 'worker' }, thrown)
}
