import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { resizePicture } from '../motion/filters/resample'
import { Conditions } from './conditions'
import { cropLatents, frameOf, stack } from './latents'
import type { PackManifest } from './pack/contract'
import { pictureTensor, tensorPicture } from './pixels'
import { type Box, cropMoment, cropPicture, type HoleMoment, holeBox, nearRegion, scaled } from './region'
import type { Runtime } from './runtime/runtime'
import { type HostTensor, hostTensor } from './runtime/tensor'
import { denoise, type FrameLatents } from './sampling/denoise'
import { frameNoise } from './sampling/noise'
import type { SamplerName } from './sampling/samplers'
import { scheduleSigmas } from './sampling/sigmas'
import type { WindowRule } from './sampling/windows'
import type { Watch } from './watch'

export interface FillSettings {
  seed: number
  steps: number
  sampler: SamplerName
  window: number
  overlap: number
}

/** What the networks drew for some moments: the same part of each, at the working size. */
export interface Fills {
  /** Pixels of the whole picture at which the networks worked. */
  size: Size
  /** The part of it that was decoded: all holes lie inside. */
  box: Box
  /** Which of the clip's moments have holes, and one picture of the box for each. */
  moments: number[]
  pictures: Picture[]
}

/** Frames that are decoded at once. */
const decodeChunkSize = 4
/** Cells around the holes that are decoded too, so that the decoder sees what lies beside them. */
const decodeMargin = 4

/**
 * Draws what is uncovered: condition, UNet in few steps over windows, decoder. `size` is the working
 * size; each stage goes piece by piece through `watch`, which measures, reports and cancels.
 */
export async function fillHoles(
  runtime: Runtime,
  watch: Watch,
  pictures: { still: Picture; plate: Picture; size: Size },
  moments: readonly HoleMoment[],
  settings: FillSettings,
): Promise<Fills> {
  const { manifest } = runtime.pack
  const { vaeScaleFactor, channels, scalingFactor } = manifest.latents
  const rule = windowRule(manifest, settings)

  // Only the part with holes where the pack's networks look only near, otherwise all of it.
  const whole = gridOf(pictures.size, vaeScaleFactor)
  const region = regionOf(manifest, moments, whole)
  const part = scaled(region, vaeScaleFactor)
  const atWork = (picture: Picture) =>
    cropPicture(resizePicture(picture, pictures.size.width, pictures.size.height), part)
  const still = pictureTensor(atWork(pictures.still))
  const plate = pictureTensor(atWork(pictures.plate))
  const near = moments.map((moment) => cropMoment(moment, whole, region))

  const known = rule.pinned ? await watch.piece('encode', () => encode(runtime, still, scalingFactor)) : null
  const all = known ? [restingMoment(region), ...near] : near
  const conditions = new Conditions(runtime, { still, plate }, region, all, rule.size)
  let clean: FrameLatents[]
  try {
    for (let first = 0; first < all.length; first += rule.size)
      await watch.piece('condition', () => conditions.prepare(range(first, Math.min(first + rule.size, all.length))))
    clean = await denoise({
      count: all.length,
      length: channels * region.width * region.height,
      sigmas: scheduleSigmas(manifest.sampling, settings.steps),
      sampler: settings.sampler,
      predictionType: manifest.sampling.predictionType,
      rule,
      known,
      noise: (index, stream) => {
        const { frame } = all[index] as HoleMoment
        const noise = frameNoise(settings.seed, frame, stream, channels * whole.width * whole.height)
        return cropLatents([noise], channels, whole, region).data
      },
      predict: async (indices, inputs, timestep) => {
        watch.check()
        const latents = stack(inputs, [channels, region.height, region.width])
        const told = await conditions.prepare(indices)
        const feeds = { latents, timestep: hostTensor([1], Float32Array.of(timestep)), ...told }
        const { prediction } = await runtime.run('unet', feeds, ['prediction'])
        const output = await prediction.take()
        return indices.map((_, i) => frameOf(output, i))
      },
      step: (work) => watch.piece('step', work),
    })
  } finally {
    conditions.forget()
  }
  const box = holeBox(near, region, decodeMargin)
  const decoded = await decode(runtime, watch, known ? clean.slice(1) : clean, region, box)
  const inside = { ...box, x: region.x + box.x, y: region.y + box.y }
  return {
    size: pictures.size,
    box: scaled(inside, vaeScaleFactor),
    moments: moments.map(({ moment }) => moment),
    pictures: decoded,
  }
}

/** How many pieces of work `fillHoles` will report, for the estimate of the time left. */
export function expectFill(watch: Watch, manifest: PackManifest, count: number, settings: FillSettings): void {
  const rule = windowRule(manifest, settings)
  const windows = Math.ceil(count / Math.max(1, rule.size - rule.overlap))
  if (rule.pinned) watch.expect('encode', 1, 100)
  watch.expect('condition', Math.ceil((count + (rule.pinned ? 1 : 0)) / rule.size), 1500)
  watch.expect('step', settings.steps, 1500 * windows)
  watch.expect('decode', Math.ceil(count / decodeChunkSize), 500)
}

function windowRule(manifest: PackManifest, settings: FillSettings): WindowRule {
  const { pinned, shifted, windowWeights } = manifest.sampling
  return {
    size: settings.window,
    overlap: Math.min(settings.overlap, settings.window - 1),
    pinned,
    shifted,
    weights: windowWeights,
    looped: false,
  }
}

function gridOf(size: Size, vaeScaleFactor: number): Size {
  return { width: size.width / vaeScaleFactor, height: size.height / vaeScaleFactor }
}

function regionOf({ latents }: PackManifest, moments: readonly HoleMoment[], grid: Size): Box {
  if (!latents.local) return { x: 0, y: 0, ...grid }
  return nearRegion(moments, grid, Math.ceil(latents.minSide / latents.vaeScaleFactor))
}

async function encode(runtime: Runtime, picture: HostTensor, scalingFactor: number): Promise<FrameLatents> {
  const { latents } = await runtime.run('encoder', { picture }, ['latents'])
  const { data } = await latents.take()
  return data.map((value) => value * scalingFactor)
}

/** The box of every frame's latents as pictures, a few frames at once. */
async function decode(
  runtime: Runtime,
  watch: Watch,
  latents: readonly FrameLatents[],
  grid: Size,
  box: Box,
): Promise<Picture[]> {
  const { channels, scalingFactor } = runtime.pack.manifest.latents
  const pictures: Picture[] = []
  for (let first = 0; first < latents.length; first += decodeChunkSize) {
    const chunk = latents.slice(first, first + decodeChunkSize)
    const decoded = await watch.piece('decode', async () => {
      const input = cropLatents(chunk, channels, grid, box)
      for (let i = 0; i < input.data.length; i++) input.data[i] = (input.data[i] as number) / scalingFactor
      const outputs = await runtime.run('decoder', { latents: input }, ['pictures'])
      const tensor = await outputs.pictures.take()
      return chunk.map((_, i) => tensorPicture(tensor, i))
    })
    pictures.push(...decoded)
  }
  return pictures
}

/** The still itself: every cell reads its own place and nothing is missing. */
function restingMoment({ width, height }: Size): HoleMoment {
  const backward = new Float32Array(2 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      backward.set([(2 * x + 1) / width - 1, (2 * y + 1) / height - 1], 2 * (y * width + x))
  return { moment: 0, frame: 0, backward, hole: new Float32Array(width * height) }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
