import type { EngineApi, EngineInfo, Progress, RenderStats } from '../bridge/engine'
import { asKinoraError, KinoraError } from '../core/errors'
import { fitLongSide, type Size } from '../core/geometry'
import { compileHints, type Project } from '../project/project'
import { isMirrored } from '../project/there-and-back'
import type { Clip, Making } from './clip'
import { momentsOf } from './fill/holes'
import { generate, unfinished } from './generate'
import type { EngineHost } from './host'
import { planOf, wantsVideo } from './imagine'
import { Jobs } from './jobs'
import { textOf } from './key'
import type { Runtime } from './runtime/runtime'
import { Saving } from './saving'
import { maxOutputSide, Scene } from './scene'
import { Things } from './things'
import { Parts } from './video/parts'
import { Watch } from './watch'

const thumbnailSide = 128

/** The engine behind its protocol: one picture, one runtime, one long job at a time. */
export function createEngine(host: EngineHost): EngineApi {
  let opened: { runtime: Runtime; info: EngineInfo; video: Parts | null; things: Things | null } | null = null
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

  const withHost = (scene: Scene, runtime: Runtime, watch: Watch): Making => {
    const { folders } = host
    return { scene, runtime, video: started().video, watch, folders, limits: host.limits?.(runtime) }
  }

  return {
    async start(options) {
      jobs.cancelAll()
      await opened?.video?.close()
      await opened?.things?.close()
      await opened?.runtime.close()
      opened = null
      const { runtime, info, video, things } = await host.open(options)
      opened = {
        runtime,
        info,
        video: video ? new Parts(runtime, video) : null,
        things: things ? new Things(new Parts(runtime, things)) : null,
      }
      // The first path that is drawn should not wait for it.
      const { parts, graphs } = opened.runtime.pack.manifest
      for (const graph of ['motion-encoder', 'motion'] as const)
        if (parts.influence === 'learned' && graphs[graph]) opened.runtime.warm(graph)
      return opened.info
    },

    async setPicture(blob) {
      const turn = ++pictures
      const { picture: still, size } = await host.decode(blob, maxOutputSide)
      // One that was given later counts, even if it was read sooner.
      if (turn !== pictures) return size
      jobs.cancelAll()
      last = null
      await scene?.close()
      scene = new Scene(still, size)
      return size
    },

    async influence(places, clicks) {
      const asked = picture()
      const { runtime } = started()
      const found = await asked.influence(runtime, places, clicks)
      // Now there is something to render: what that needs is opened behind whatever is asked meanwhile.
      if (runtime.pack.manifest.parts.fill === 'learned')
        for (const name of ['condition', 'unet', 'decoder'] as const) runtime.warm(name)
      return found
    },

    async segment(places) {
      const { runtime, things } = started()
      return things ? things.under(picture().still, places) : picture().thing(runtime, places)
    },

    async plate(lifted) {
      return picture().plate(lifted)
    },

    async prepare(project) {
      await picture().field(started().runtime, compileHints(project), project.settings.controlScale)
    },

    async plan(project) {
      const { runtime, video } = started()
      if (!video || !wantsVideo(video, project, {})) return null
      const { times } = momentsOf(project.settings, isMirrored(compileHints(project), project.settings))
      return planOf(video, runtime, project, picture().picture, times.length, host.limits?.(runtime))
    },

    render: (id, project, options, onProgress) =>
      job(id, onProgress, async (watch, runtime, scene) => {
        last = null
        const { frameCount, quality } = project.settings
        watch.expect('compose', frameCount, 6)
        const small = (size: Size) => fitLongSide(size, options.thumbnail ?? thumbnailSide)
        // Each frame is shown as soon as it is there, in order.
        let shown = 0
        const show = async (clip: Clip) => {
          for (; shown < frameCount && clip.ready(shown); shown++) {
            const index = shown
            const draw = async () => ({
              index,
              thumbnail: await host.bitmap(await clip.frame(index, small(clip.size))),
            })
            await watch.piece('compose', draw, { frame: (frame) => frame })
          }
        }
        const making = { ...withHost(scene, runtime, watch), onReady: show }
        const clip = await generate(making, project, options)
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

    async unfinished(project) {
      const { runtime, video } = started()
      if (!host.folders || project.settings.quality !== 'full') return null
      return unfinished(runtime, video, host.folders, project)
    },

    async frame(index) {
      if (!last || last.scene !== scene) throw new KinoraError('not-rendered')
      if (!(Number.isInteger(index) && index >= 0 && index < last.clip.frameCount))
        throw new KinoraError('not-rendered', { frame: index })
      return host.bitmap(await last.clip.frame(index))
    },

    export: (id, project, format, options, onProgress) =>
      job(id, onProgress, async (watch, runtime, scene) => {
        const asked = atRate(project, options.fps)
        const fits = last?.scene === scene && last.of === clipKey(asked)
        const saving = new Saving(host, asked, format, options, watch)
        // What was drawn for the last render stays: its frames can still be asked for.
        const apart = last?.clip.learned && !fits ? scene.beside() : scene
        try {
          if (fits && last) await saving.add(last.clip)
          else {
            const making = { ...withHost(apart, runtime, watch), onReady: (clip: Clip) => saving.add(clip) }
            await generate(making, asked, {})
          }
          return await saving.finish()
        } catch (thrown) {
          await saving.abandon()
          throw thrown
        } finally {
          if (apart !== scene) await apart.forget()
        }
      }),

    async cancel(id) {
      jobs.cancel(id)
    },
  }
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
  return textOf([compileHints(project), project.settings])
}

/** Ordinary memory can run out too; then the worker is full and should be started again. */
function memoryError(thrown: unknown): KinoraError | null {
  if (!(thrown instanceof RangeError) || !/allocation|array length|buffer/i.test(thrown.message)) return null
  return new KinoraError('out-of-memory', { message: thrown.message, restart: 'worker' }, thrown)
}
