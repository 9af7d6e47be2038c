import type { RenderOptions } from '../bridge/engine'
import { fitLongSide, type Size } from '../core/geometry'
import type { Mask, Picture, Plane } from '../core/image'
import { compose } from '../motion/compose'
import type { MotionField } from '../motion/types'
import { compileHints, type Project } from '../project/project'
import { expectFill, type FillSettings, type Fills, fillHoles } from './fill'
import { FillSheet } from './fill-sheet'
import { holeMoments, momentsOf } from './holes'
import { workingSize } from './latents'
import type { Runtime } from './runtime/runtime'
import { maxOutputSide, type Scene } from './scene'
import type { Watch } from './watch'

/** A clip whose every frame is ready to be drawn: all that takes long has been done. */
export interface Clip {
  size: Size
  frameCount: number
  /** Whether the networks drew what was uncovered; otherwise the plate shows there. */
  learned: boolean
  /** A frame at the clip's size, or at another. Drawn anew each time: frames are not kept. */
  frame(index: number, size?: Size, out?: Picture): Picture
}

/**
 * The whole way from a project to frames. What an earlier run has found out is taken from the scene as
 * long as nothing that it depends on has changed.
 */
export async function generate(
  scene: Scene,
  runtime: Runtime,
  project: Project,
  options: RenderOptions,
  watch: Watch,
): Promise<Clip> {
  const { settings } = project
  const size = outputSize(scene.picture, settings.width)
  const learned = wantsFill(runtime, project, options)
  const fill = fillSettings(runtime, project)
  watch.expect('motion', 1, 600)
  watch.expect('plate', 1, 600)

  // What each control wants, as pure data over time; then what moves with it, and how.
  const hints = compileHints(project)
  const field = await watch.piece('motion', () => scene.field(runtime, hints, settings.controlScale))

  // What stands behind everything that moves, filled once and seen by every frame.
  const plate = field.layers.length ? await watch.piece('plate', () => scene.plate(asMask(field.lifted), size)) : null

  // What was uncovered, drawn by the networks: only the moments that have holes, each once.
  const moments = momentsOf(settings)
  const fills = learned && plate ? await drawFills(scene, runtime, watch, field, plate, project, fill) : null

  // Frames: the source's own pixels wherever they stay visible, over that.
  const still = scene.sized(size)
  const sheet = fills && plate ? new FillSheet(fills, plate) : null
  return {
    size,
    frameCount: settings.frameCount,
    learned: fills !== null,
    frame: (index, at = size, out) => {
      const moment = moments.ofFrame[index] as number
      const time = moments.times[moment] as number
      return compose(field, { still, plate }, time, at, out, sheet?.show(moment) ?? undefined)
    },
  }
}

async function drawFills(
  scene: Scene,
  runtime: Runtime,
  watch: Watch,
  field: MotionField,
  plate: Picture,
  project: Project,
  settings: FillSettings,
): Promise<Fills | null> {
  const { frameCount, fps, loop, workingSide } = project.settings
  const key = JSON.stringify([
    compileHints(project),
    project.settings.controlScale,
    frameCount,
    fps,
    loop,
    workingSide,
    settings,
    plate.width,
  ])
  return scene.fills.get(key, async () => {
    const { latents } = runtime.pack.manifest
    const size = workingSize(scene.picture, workingSide, latents)
    const found = await holeMoments(field, momentsOf(project.settings), size, latents.vaeScaleFactor, watch)
    if (found.length === 0) return null
    expectFill(watch, runtime.pack.manifest, found.length, settings)
    return fillHoles(runtime, watch, { still: scene.sized(size), plate, size }, found, settings)
  })
}

/** Whether the networks draw what is uncovered: in full quality, where the pack has them and says that they gain. */
export function wantsFill(runtime: Runtime, project: Project, options: RenderOptions): boolean {
  const { manifest } = runtime.pack
  if (project.settings.quality !== 'full' || !runtime.pack.has('fill')) return false
  return options.learned ?? manifest.parts.fill === 'learned'
}

function fillSettings(runtime: Runtime, { settings }: Project): FillSettings {
  const { sampling } = runtime.pack.manifest
  return {
    seed: settings.seed,
    steps: settings.steps ?? sampling.steps,
    sampler: settings.sampler,
    window: settings.window ?? sampling.window,
    overlap: settings.overlap ?? sampling.overlap,
  }
}

function asMask({ width, height, data }: Plane): Mask {
  return { width, height, data: Uint8Array.from(data, (value) => Math.round(255 * value)) }
}

/** Size of a frame: as wide as asked for, otherwise as the source, its long side bounded. */
export function outputSize(picture: Size, width: number | null): Size {
  const asked =
    width === null ? picture : { width, height: Math.max(1, Math.round((width * picture.height) / picture.width)) }
  return fitLongSide(asked, maxOutputSide)
}
