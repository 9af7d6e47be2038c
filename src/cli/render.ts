import { stat } from 'node:fs/promises'
import type { EngineApi, Progress } from '../bridge/engine'
import { createEngine } from '../engine/engine'
import type { ClipOptions } from '../media/types'
import type { Project } from '../project/project'
import type { RenderCommand } from './arguments'
import { createNodeHost } from './host'
import { openProject } from './info'
import { createOutput } from './output/output'
import { readyToWrite } from './output/ready'
import type { Place } from './place'

/** What was made of one project. */
export interface Rendered {
  project: string
  file: string
  format: Place['format']
  frames: number
  width: number
  height: number
  fps: number
  /** How long it took. */
  seconds: number
  /** Of the file; null for a folder of pictures. */
  bytes: number | null
}

/** One engine for any number of projects: the pack's graphs are opened once. */
export interface Renderer {
  /** Throws `KinoraError` or the system's error; what was begun is taken away. */
  render(place: Place, onProgress: (progress: Progress) => void): Promise<Rendered>
  /** Ends what runs within a step or a frame, as `cancelled`. */
  cancel(): void
}

/** @param embedded folder of the pack that comes along; the command may name another one */
export function createRenderer(command: RenderCommand, embedded: string, ffmpeg: string): Renderer {
  let target: Place | null = null
  let made: ClipOptions | null = null
  let cancelled = false
  const engine: EngineApi = createEngine(
    createNodeHost(embedded, async (_, options) => {
      if (!target) throw new Error('nothing is being rendered')
      made = options
      return createOutput(target.format, options, target.path, ffmpeg)
    }),
  )
  let started: Promise<unknown> | null = null
  const job = 'render'
  return {
    async render(place, onProgress) {
      const began = performance.now()
      target = place
      const { project, picture, sounds } = await openProject(place.project)
      await readyToWrite(place.format, place.path, ffmpeg)
      started ??= engine.start({
        provider: 'node',
        packUrl: command.pack ?? embedded,
        ...(command.threads === null ? {} : { threads: command.threads }),
      })
      await started
      await engine.setPicture(new Blob([picture]))
      const clip = asAsked(project, command)
      const saved = engine.export(
        job,
        clip,
        place.format === 'frames' ? 'png' : place.format,
        {
          quality: command.quality,
          sounds: new Map([...sounds].map(([name, bytes]) => [name, new Blob([bytes])])),
          ...(command.fps === null ? {} : { fps: command.fps }),
          ...(command.frames ? { frames: command.frames } : {}),
        },
        onProgress,
      )
      if (cancelled) await engine.cancel(job)
      await saved
      const { frameCount, width, height, fps } = made as unknown as ClipOptions
      const bytes = place.format === 'frames' ? null : (await stat(place.path)).size
      const seconds = (performance.now() - began) / 1000
      return {
        project: place.project,
        file: place.path,
        format: place.format,
        frames: frameCount,
        width,
        height,
        fps,
        seconds,
        bytes,
      }
    },
    cancel() {
      cancelled = true
      void engine.cancel(job)
    },
  }
}

function asAsked(project: Project, { make, width }: RenderCommand): Project {
  const change = { ...(make ? { quality: make } : {}), ...(width === null ? {} : { width }) }
  return { ...project, settings: { ...project.settings, ...change } }
}
