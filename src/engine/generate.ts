import type { RenderOptions } from '../bridge/engine'
import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { planeToMask } from '../core/mask'
import { compose } from '../motion/compose'
import { resizePicture } from '../motion/filters/resample'
import type { MotionField } from '../motion/types'
import { compileHints, type Project } from '../project/project'
import { isMirrored } from '../project/there-and-back'
import type { Clip, Making } from './clip'
import { fitFill } from './fill/budget'
import { conditionsOf } from './fill/conditions'
import { fillHoles } from './fill/fill'
import type { Fills } from './fill/fills'
import { findHoles, type Moments, momentsOf } from './fill/holes'
import { placeOf } from './fill/place'
import { type FillSettings, fillRuns, windowRule } from './fill/settings'
import { FillSheet } from './fill/sheet'
import { frameNames } from './fill/touched'
import type { Uncovered } from './fill/uncovered'
import type { Folders } from './folder'
import { imagine, videoKey, wantsVideo } from './imagine'
import { decodeNote, nextRun, note, stateFile } from './journal'
import { keptFills } from './kept-fills'
import { renderKey, textOf } from './key'
import { workingSize } from './latents'
import type { Runtime } from './runtime/runtime'
import type { WindowRule } from './sampling/windows'
import { maxOutputSide } from './scene'
import type { Parts } from './video/parts'

/**
 * The whole way from a project to frames. What an earlier run has found out is taken from the scene as
 * long as nothing that it depends on has changed.
 */
export async function generate(making: Making, project: Project, options: RenderOptions): Promise<Clip> {
  const { scene, runtime, watch } = making
  const { settings } = project
  const size = outputSize(scene.picture, settings.width)
  watch.expect('motion', 1, 600)
  watch.expect('plate', 1, 600)

  // What each control wants, as pure data over time; then what moves with it, and how.
  const hints = compileHints(project)
  const field = await watch.piece('motion', () => scene.field(runtime, hints, settings.controlScale))

  // A chosen model imagines what it sees; what comes with the studio moves what is there.
  const moments = momentsOf(settings, isMirrored(hints, settings))
  const { video } = making
  if (video && wantsVideo(video, project, options))
    return imagine({ ...making, video }, project, { hints, field, moments, size })

  // What stands behind everything that moves, filled once and seen by every frame.
  const plate = field.layers.length
    ? await watch.piece('plate', () => watch.unlessCancelled(scene.plate(planeToMask(field.lifted), size)))
    : null

  // Frames: the source's own pixels wherever they stay visible, over that, and over what the networks drew.
  const still = scene.sized(size)
  const clipOver = (fills: Fills | null): Clip => {
    const sheet = fills && plate ? new FillSheet(fills, plate) : null
    const momentOf = (index: number) => moments.ofFrame[index] as number
    return {
      size,
      frameCount: settings.frameCount,
      learned: fills !== null,
      ready: (index) => fills?.ready(momentOf(index)) ?? true,
      frame: async (index, at = size, out) => {
        const time = moments.times[momentOf(index)] as number
        const fill = await sheet?.show(momentOf(index))
        return compose(field, { still, plate }, time, at, out, fill ?? undefined)
      },
    }
  }

  // What was uncovered, drawn by the networks: only the moments that have holes, each once.
  const learned = wantsFill(runtime, project, options)
  let clip: Clip | null = null
  const fills =
    learned && plate
      ? await drawFills(making, project, options.learned, field, plate, async (growing) => {
          clip ??= clipOver(growing)
          await making.onReady?.(clip)
        })
      : null
  const whole = clip ?? clipOver(fills)
  await making.onReady?.(whole)
  return whole
}

async function drawFills(
  making: Making,
  project: Project,
  learned: boolean | undefined,
  field: MotionField,
  plate: Picture,
  onFills: (fills: Fills) => Promise<void>,
): Promise<Fills | null> {
  const { scene, runtime, watch, limits } = making
  const { manifest } = runtime.pack
  const settings = fillSettings(runtime, project)
  const key = await keyOf(runtime, project)
  if (scene.fills?.key === key) return scene.fills.fills
  const moments = momentsOf(project.settings, isMirrored(compileHints(project), project.settings))
  const size = workingSize(scene.picture, project.settings.workingSide, manifest.latents)
  const uncovered = await uncoveredBy(making, project, settings, { field, plate, moments, size })
  if (!uncovered) {
    void scene.forgetFills()
    return null
  }

  const { holes, place } = uncovered
  const asked = { ...settings, looped: settings.looped && holes.moments.length === moments.times.length }
  const demand = { moments: holes.moments.length, place, settings: asked, output: plate }
  const workingSide = Math.max(size.width, size.height)
  const decodeChunk = limits ? fitFill(runtime, limits, { ...demand, workingSide }) : undefined
  const fill = { ...asked, ...(decodeChunk && { decodeChunk }) }
  const said = { runs: fillRuns(manifest, holes.moments.length, fill), learned }
  const names = looks(runtime, uncovered, fill)
  return keptFills(
    making,
    key,
    said,
    (keeper, known) => fillHoles({ ...uncovered, watch, settings: fill, keeper, names, known }, onFills),
    names,
  )
}

/** Names of what the moments with holes come out as: a change that does not touch one leaves its name. */
function looks(runtime: Runtime, { holes, setting }: Uncovered, settings: FillSettings): string[] {
  const { manifest } = runtime.pack
  const rule = windowRule(manifest, settings)
  const first = rule.pinned ? 1 : 0
  const all = textOf([setting, settings, manifest.name, manifest.version, runtime.half])
  const told = (frame: number) =>
    frame < first ? all : `${all} ${holes.moments[frame - first]?.frame} ${holes.look(frame - first)}`
  const count = holes.moments.length + first
  return frameNames({ count, steps: settings.steps, rule }, told).slice(first)
}

/** What a motion uncovers at the working size, and what the networks are told of it; null where that is nothing. Kept in the scene. */
async function uncoveredBy(
  { scene, runtime, watch }: Making,
  project: Project,
  settings: FillSettings,
  { field, plate, moments, size }: { field: MotionField; plate: Picture; moments: Moments; size: Size },
): Promise<Uncovered | null> {
  const { controlScale } = project.settings
  const rule = windowRule(runtime.pack.manifest, settings)
  const motion = textOf([compileHints(project), controlScale, moments.times, size])
  const holes = await scene.holes.get(motion, () =>
    findHoles(field, moments, size, runtime.pack.manifest.latents.vaeScaleFactor, watch),
  )
  if (!holes) return null
  const key = textOf([motion, rule.size, rule.pinned, plate.width, plate.height])
  if (scene.uncovered?.key === key && scene.uncovered.runtime === runtime) return scene.uncovered
  scene.forgetUncovered()
  const place = placeOf(runtime.pack.manifest, size, holes)
  const pictures = { still: scene.sized(size), plate: resizePicture(plate, size.width, size.height) }
  const conditions = conditionsOf(runtime, pictures, holes, place, rule)
  const setting = textOf([place, size, pictures.still.data, pictures.plate.data])
  scene.uncovered = { key, runtime, holes, place, pictures, setting, conditions }
  return scene.uncovered
}

/** What is left to be done of an interrupted render of a project; null where there is none. */
export async function unfinished(
  runtime: Runtime,
  video: Parts | null,
  folders: Folders,
  project: Project,
): Promise<{ share: number; learned: boolean } | null> {
  const key = await (video ? videoKey(runtime, video, project, compileHints(project)) : keyOf(runtime, project))
  const [said, state] = [await folders.peek(key, note), await folders.peek(key, stateFile)]
  const next = state && nextRun(state)
  if (!said || !next) return null
  const { runs, learned = false } = decodeNote(said)
  return { share: Math.min(1, next / runs), learned }
}

function keyOf(runtime: Runtime, project: Project): Promise<string> {
  return renderKey(runtime, project, compileHints(project), fillSettings(runtime, project))
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
    looped: settings.loop === 'loop',
  }
}

/** How the UNet is asked for a project's frames: its windows, and how many steps. */
export function unetRule(runtime: Runtime, project: Project): { rule: WindowRule; steps: number } {
  const settings = fillSettings(runtime, project)
  return { rule: windowRule(runtime.pack.manifest, settings), steps: settings.steps }
}

/** Size of a frame: as wide as asked for, otherwise as the source, its long side bounded. */
export function outputSize(picture: Size, width: number | null): Size {
  const asked =
    width === null ? picture : { width, height: Math.max(1, Math.round((width * picture.height) / picture.width)) }
  return fitLongSide(asked, maxOutputSide)
}
