import type { MemoryPlan, Provider } from '../../bridge/engine'
import type { Size } from '../../core/geometry'
import type { VideoManifest } from '../../media/pack/converted'
import { roomOf } from '../fill/budget'
import type { Limits } from '../limits'
import { extentOf } from '../pack/shapes'
import type { Part } from '../pack/weights'
import { isGuided } from '../sampling/guidance'
import { wavefrontCost } from '../sampling/wavefront'
import { guidanceOf, ruleOf, type VideoSettings } from './settings'

/** A render as it is asked for. */
export interface VideoDemand {
  manifest: VideoManifest
  settings: VideoSettings
  /** Frames that are drawn. */
  count: number
  /** Working size, pixels. */
  size: Size
}

/** Bytes at the highest point of a render, by what they are for. */
export interface VideoEstimate {
  /** Of all parts that every step asks, and of the largest part alone. */
  weights: number
  largestWeights: number
  /** What stands beside the weights while a part runs, at most. */
  beside: number
  /** The largest single tensor. */
  tensor: number
}

const megabyte = 2 ** 20
/** Windows that are offered where no size fits, in frames. */
const shorter = [14, 8]

export function estimateVideo({ manifest, settings, count, size }: VideoDemand): VideoEstimate {
  const { graphs, latents, conditioning } = manifest
  const rule = ruleOf(manifest, settings, count)
  const frames = Math.min(rule.size, count)
  const [w, h] = [size.width / latents.vaeScaleFactor, size.height / latents.vaeScaleFactor]
  const symbols = (T: number) => ({ T, M: T - 1, N: Math.min(8, T), h, w, H: size.height, W: size.width })
  const rows = isGuided(guidanceOf(manifest, count)) ? 2 : 1

  const tensors = (values: Part['inputs'], T: number) =>
    Object.values(values).map(({ type, shape }) =>
      shape.reduce<number>((bytes, extent) => bytes * extentOf(extent, symbols(T)), type === 'float16' ? 2 : 4),
    )
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const runOf = (part: Part, T: number) =>
    sum(tensors(part.inputs, T)) +
    sum(tensors(part.outputs, T)) +
    part.memory.perCell * T * w * h +
    part.memory.perPair * T * (w * h) ** 2

  const inSteps = [...graphs.control.parts, ...graphs.unet.parts]
  const once = [graphs['image-encoder'], graphs.encoder, graphs['flow-picture'], graphs.flow, graphs.reference].flatMap(
    ({ parts }) => parts.map((part) => ({ part, T: 1 })),
  )
  const used = [
    ...once,
    ...inSteps.map((part) => ({ part, T: frames })),
    ...graphs.decoder.parts.map((part) => ({ part, T: Math.min(settings.decodeChunk, count) })),
  ]

  // What the adapter is told stays for all frames under way, and once more where a window gathers it; what it answers, for
  // both rows, until the UNet has taken it.
  const warped = Object.entries(graphs.control.parts[0]?.inputs ?? {}).filter(([name]) => name.startsWith('warped'))
  const told = sum(tensors(Object.fromEntries(warped), 1))
  const { mostUnderWay } = wavefrontCost(count, settings.steps, rule)
  const answered = rows * sum(inSteps.flatMap((part) => tensors(part.outputs, frames)))
  const state = (settings.sampler === 'dpm++2m' ? 3 : 2) * 4 * latents.channels * w * h * mostUnderWay
  const pictures = (conditioning.decodeChunk + 10) * 4 * size.width * size.height
  const standing = (mostUnderWay + 2 * frames) * told + answered + state + pictures
  return {
    weights: sum([...inSteps, ...graphs.decoder.parts].map(({ memory }) => memory.weights)),
    largestWeights: Math.max(...used.map(({ part }) => part.memory.weights)),
    beside: standing + Math.max(...used.map(({ part, T }) => runOf(part, T))),
    tensor: Math.max(...used.flatMap(({ part, T }) => [...tensors(part.inputs, T), ...tensors(part.outputs, T)])),
  }
}

/**
 * Whether a render fits into what the device has: with all weights of a step together, or with one part after another,
 * which is slower, or not at all; then what to lower. Where the device says nothing, a usual one is assumed.
 */
export function planVideo(demand: VideoDemand, limits: Limits, provider: Provider): MemoryPlan {
  const room = roomOf(limits, provider)
  const wayOf = (at: VideoDemand): MemoryPlan['way'] => {
    const { weights, largestWeights, beside, tensor } = estimateVideo(at)
    if (tensor > (limits.buffer ?? Number.POSITIVE_INFINITY)) return 'no'
    if (weights + beside <= room) return 'together'
    return largestWeights + beside <= room ? 'in-turns' : 'no'
  }
  const way = wayOf(demand)
  const { weights, largestWeights, beside } = estimateVideo(demand)
  const plan = {
    way,
    together: Math.ceil((weights + beside) / megabyte),
    inTurns: Math.ceil((largestWeights + beside) / megabyte),
    available: Math.floor(room / megabyte),
  }
  return way === 'no' ? { ...plan, lower: lowered(demand, (at) => wayOf(at) !== 'no') } : { ...plan, lower: null }
}

/** Bytes that weights may take at one time. */
export function roomForWeights(demand: VideoDemand, limits: Limits, provider: Provider): number {
  const { largestWeights, beside } = estimateVideo(demand)
  return Math.max(largestWeights, roomOf(limits, provider) - beside)
}

/** The largest size that fits, else the smallest with a shorter window. */
function lowered(demand: VideoDemand, fits: (at: VideoDemand) => boolean): MemoryPlan['lower'] {
  const { multiple, minSide } = demand.manifest.latents
  const { size, settings } = demand
  const long = Math.max(size.width, size.height)
  const at = (side: number, window: number): VideoDemand => {
    const scaled = (pixels: number) => Math.max(minSide, Math.round((pixels * side) / long / multiple) * multiple)
    const overlap = Math.min(settings.overlap, window - 1)
    return {
      ...demand,
      size: { width: scaled(size.width), height: scaled(size.height) },
      settings: { ...settings, window, overlap },
    }
  }
  for (let side = long - multiple; side >= minSide; side -= multiple)
    if (fits(at(side, settings.window))) return { workingSide: side }
  const side = Math.min(long, minSide)
  const window = shorter.find((frames) => frames < settings.window && fits(at(side, frames)))
  return window === undefined ? { quality: 'draft' } : { workingSide: side, window }
}
