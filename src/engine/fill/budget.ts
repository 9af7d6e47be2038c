import type { Provider } from '../../bridge/engine'
import { KinoraError } from '../../core/errors'
import type { Size } from '../../core/geometry'
import type { GraphName, PackManifest } from '../../media/pack/contract'
import type { Limits } from '../limits'
import type { Runtime } from '../runtime/runtime'
import { wavefrontCost } from '../sampling/wavefront'
import type { WindowRule } from '../sampling/windows'
import { decodeChunkSize } from './decode'
import type { Place } from './place'
import { type FillSettings, windowRule } from './settings'

/** A render as it is asked for. */
export interface Demand {
  manifest: PackManifest
  settings: FillSettings
  rule: WindowRule
  /** Moments that are drawn. */
  count: number
  /** Cells that are computed, and those of them that are decoded. */
  region: Size
  box: Size
  /** Size of a frame, pixels. */
  output: Size
}

const megabyte = 2 ** 20
/** A share of the memory is left to the page, the picture and what else is open. */
const usable = 0.6
/** WebAssembly addresses 4 GB, some of which the runtime and its weights take. */
const wasmLimit = 3.5 * 1024 * megabyte
/** What is assumed of a device that does not say. */
const assumed = 4 * 1024 * megabyte

/**
 * Bytes that a run takes beside its inputs and outputs, as a multiple of them: the peak of onnxruntime-node
 * on the pocket pack at 64 x 64 cells, 16 frames. A pack may say its own (`working`).
 */
const workingOf: Record<GraphName, number> = {
  encoder: 36,
  'motion-encoder': 20,
  motion: 20,
  condition: 20,
  unet: 16,
  decoder: 36,
  'segment-encoder': 20,
  segment: 20,
}

/** Bytes at the highest point of a render, and of its largest single tensor. */
export function estimate(demand: Demand, decodeChunk: number): { bytes: number; largest: number } {
  const { manifest, rule, region, box, output, count, settings } = demand
  const { channels, vaeScaleFactor } = manifest.latents
  const cells = region.width * region.height
  const frames = Math.min(rule.size, count)
  const { mostUnderWay } = wavefrontCost(count, settings.steps, rule)

  const told = manifest.graphs.condition?.outputs
  const depth = (name: string) => (typeof told?.[name]?.shape[1] === 'number' ? told[name].shape[1] : 64)
  const conditionOfFrame = 4 * cells * (depth('condition') + depth('condition_half') / 4)
  const latents = 4 * cells * channels
  // Conditions are computed a window at a time, and stay until the last frame of it is finished.
  const standing =
    (mostUnderWay + frames) * conditionOfFrame +
    (mostUnderWay + decodeChunk) * latents * (settings.sampler === 'dpm++2m' ? 3 : 2)

  const picture = 2 * 3 * 4 * cells * vaeScaleFactor ** 2
  const pixels = box.width * box.height * vaeScaleFactor ** 2
  const run = (name: GraphName, bytes: number) => bytes * (1 + (manifest.graphs[name]?.working ?? workingOf[name]))
  const runs = [
    run('condition', picture + frames * (12 * cells + conditionOfFrame)),
    run('unet', frames * (2 * latents + conditionOfFrame)),
    run('decoder', decodeChunk * (4 * box.width * box.height * channels + 12 * pixels)),
  ]
  // Still, plate, frame and a copy on its way out; the fills that are kept in memory.
  const pictures = 4 * 4 * output.width * output.height + 10 * 4 * pixels
  return {
    bytes: standing + Math.max(...runs) + picture + pictures,
    largest: Math.max(frames * conditionOfFrame, 12 * decodeChunk * pixels, picture / 2),
  }
}

/** What may be taken: of what the device says, or of what is assumed, a share; on WASM no more than it addresses. */
export function roomOf(limits: Limits, provider: Provider | 'node'): number {
  const room = (limits.memory ?? assumed) * usable
  return provider === 'wasm' ? Math.min(room, wasmLimit) : room
}

/**
 * Frames that are decoded at once so that the render fits. Throws `too-large` with what it would need and
 * what is there (megabytes), and as `workingSide` or else `quality` what would fit.
 */
export function decodable(
  demand: Demand,
  limits: Limits,
  provider: Provider | 'node',
  workingSide: number,
  most: number,
): number {
  const room = roomOf(limits, provider)
  const fits = (at: Demand, chunk: number) => {
    const { bytes, largest } = estimate(at, chunk)
    return bytes <= room && largest <= (limits.buffer ?? Number.POSITIVE_INFINITY)
  }
  for (let chunk = most; chunk >= 1; chunk >>= 1) if (fits(demand, chunk)) return chunk
  const { bytes } = estimate(demand, 1)
  const said = { needed: Math.ceil(bytes / megabyte), available: Math.floor(room / megabyte) }
  const { minSide } = demand.manifest.latents
  for (let side = 64 * Math.ceil(workingSide / 64 - 1); side >= minSide; side -= 64)
    if (fits(scaled(demand, side / workingSide), 1)) throw new KinoraError('too-large', { ...said, workingSide: side })
  throw new KinoraError('too-large', { ...said, quality: 'draft' })
}

function scaled(demand: Demand, by: number): Demand {
  const size = <T extends Size>(it: T): T => ({
    ...it,
    width: Math.ceil(it.width * by),
    height: Math.ceil(it.height * by),
  })
  return { ...demand, region: size(demand.region), box: size(demand.box) }
}

/** Frames to decode at once so that it fits into memory; throws `too-large` with what would fit. */
export function fitFill(
  { provider, pack: { manifest } }: Runtime,
  limits: Limits,
  demand: { moments: number; place: Place; settings: FillSettings; workingSide: number; output: Size },
): number {
  const { settings, place, output } = demand
  const rule = windowRule(manifest, settings)
  const count = demand.moments + (rule.pinned ? 1 : 0)
  const asked = { manifest, settings, rule, count, region: place.region, box: place.box, output }
  return decodable(asked, limits, provider, demand.workingSide, decodeChunkSize)
}
