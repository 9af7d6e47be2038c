import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { resizePicture } from '../motion/filters/resample'
import { type Box, cropLatents, frameOf, stack } from './latents'
import type { PackManifest } from './pack/contract'
import { pictureTensor, tensorPicture } from './pixels'
import type { Runtime } from './runtime/runtime'
import { type HostTensor, hostTensor } from './runtime/tensor'
import { denoise, type FrameLatents } from './sampling/denoise'
import type { SamplerName } from './sampling/samplers'
import { scheduleSigmas } from './sampling/sigmas'
import type { WindowRule } from './sampling/windows'
import type { Watch } from './watch'

/** A moment that has holes: what the condition graph is told of it, on the grid of latent cells. */
export interface HoleMoment {
  /** Which of the clip's moments it is. */
  moment: number
  /** Index of the first frame that shows this moment; its noise goes by it. */
  frame: number
  /** [h, w, 2]: where each cell reads the still, x and y in -1..1 from border to border. */
  backward: Float32Array<ArrayBuffer>
  /** [1, h, w]: share of the cell in which no source pixel is seen. */
  hole: Float32Array<ArrayBuffer>
}

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
const margin = 4
/** Bytes of condition that are kept from step to step; windows past that are computed again. */
const conditionLimit = 768 * 2 ** 20

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
  const { size } = pictures
  const grid = { width: size.width / vaeScaleFactor, height: size.height / vaeScaleFactor }
  const rule = windowRule(manifest, settings)
  const sigmas = scheduleSigmas(manifest.sampling, settings.steps)
  const still = pictureTensor(resizePicture(pictures.still, size.width, size.height))
  const plate = pictureTensor(resizePicture(pictures.plate, size.width, size.height))

  const known = rule.pinned ? await watch.piece('encode', () => encode(runtime, still, scalingFactor)) : null
  const all = known ? [restingMoment(grid), ...moments] : [...moments]
  const conditions = new Conditions(runtime, { still, plate }, grid, all)
  let clean: FrameLatents[]
  try {
    for (let first = 0; first < all.length; first += rule.size)
      await watch.piece('condition', () => conditions.prepare(range(first, Math.min(first + rule.size, all.length))))
    clean = await denoise({
      frames: all.map((moment) => moment.frame),
      length: channels * grid.width * grid.height,
      sigmas,
      sampler: settings.sampler,
      predictionType: manifest.sampling.predictionType,
      rule,
      seed: settings.seed,
      known,
      predict: async (indices, inputs, timestep) => {
        watch.check()
        const latents = stack(inputs, [channels, grid.height, grid.width])
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
  return decode(runtime, watch, known ? clean.slice(1) : clean, moments, { grid, size, scalingFactor })
}

/** How many pieces of work `fillHoles` will report, for the estimate of the time left. */
export function expectFill(watch: Watch, manifest: PackManifest, count: number, settings: FillSettings): void {
  const rule = windowRule(manifest, settings)
  const windows = Math.ceil(count / Math.max(1, rule.size - rule.overlap))
  if (rule.pinned) watch.expect('encode', 1, 100)
  watch.expect('condition', Math.ceil(count / rule.size), 1500)
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

async function encode(runtime: Runtime, picture: HostTensor, scalingFactor: number): Promise<FrameLatents> {
  const { latents } = await runtime.run('encoder', { picture }, ['latents'])
  const { data } = await latents.take()
  return data.map((value) => value * scalingFactor)
}

/** The condition of each frame, computed once and given out for any window; the oldest go when they are too many. */
class Conditions {
  private readonly kept = new Map<number, { condition: Float32Array; half: Float32Array }>()
  private shapes = { condition: [0, 0, 0], half: [0, 0, 0] }

  constructor(
    private readonly runtime: Runtime,
    private readonly pictures: { still: HostTensor; plate: HostTensor },
    private readonly grid: Size,
    private readonly moments: readonly HoleMoment[],
  ) {}

  async prepare(indices: readonly number[]): Promise<{ condition: HostTensor; condition_half: HostTensor }> {
    const missing = indices.filter((index) => !this.kept.has(index))
    if (missing.length) await this.compute(missing)
    const parts = indices.map((index) => this.kept.get(index) as { condition: Float32Array; half: Float32Array })
    const given = {
      condition: stack(
        parts.map(({ condition }) => condition),
        this.shapes.condition,
      ),
      condition_half: stack(
        parts.map(({ half }) => half),
        this.shapes.half,
      ),
    }
    this.shrink()
    return given
  }

  private async compute(indices: readonly number[]): Promise<void> {
    const { width, height } = this.grid
    const moments = indices.map((index) => this.moments[index] as HoleMoment)
    const outputs = await this.runtime.run(
      'condition',
      {
        picture: this.pictures.still,
        plate: this.pictures.plate,
        backward: stack(
          moments.map(({ backward }) => backward),
          [height, width, 2],
        ),
        hole: stack(
          moments.map(({ hole }) => hole),
          [1, height, width],
        ),
      },
      ['condition', 'condition_half'],
    )
    const condition = await outputs.condition.take()
    const half = await outputs.condition_half.take()
    this.shapes = { condition: condition.shape.slice(1), half: half.shape.slice(1) }
    indices.forEach((index, i) => {
      const entry = { condition: frameOf(condition, i).slice(), half: frameOf(half, i).slice() }
      this.runtime.ledger.take(bytesOf(entry))
      this.kept.set(index, entry)
    })
  }

  private shrink(): void {
    let bytes = 0
    for (const entry of this.kept.values()) bytes += bytesOf(entry)
    for (const [index, entry] of this.kept) {
      if (bytes <= conditionLimit) return
      bytes -= bytesOf(entry)
      this.runtime.ledger.release(bytesOf(entry))
      this.kept.delete(index)
    }
  }

  forget(): void {
    for (const entry of this.kept.values()) this.runtime.ledger.release(bytesOf(entry))
    this.kept.clear()
  }
}

function bytesOf(entry: { condition: Float32Array; half: Float32Array }): number {
  return entry.condition.byteLength + entry.half.byteLength
}

async function decode(
  runtime: Runtime,
  watch: Watch,
  latents: readonly FrameLatents[],
  moments: readonly HoleMoment[],
  { grid, size, scalingFactor }: { grid: Size; size: Size; scalingFactor: number },
): Promise<Fills> {
  const { channels, vaeScaleFactor } = runtime.pack.manifest.latents
  const cells = holeBox(moments, grid)
  const pictures: Picture[] = []
  for (let first = 0; first < latents.length; first += decodeChunkSize) {
    const chunk = latents.slice(first, first + decodeChunkSize)
    const decoded = await watch.piece('decode', async () => {
      const input = cropLatents(chunk, channels, grid, cells)
      for (let i = 0; i < input.data.length; i++) input.data[i] = (input.data[i] as number) / scalingFactor
      const outputs = await runtime.run('decoder', { latents: input }, ['pictures'])
      const tensor = await outputs.pictures.take()
      return chunk.map((_, i) => tensorPicture(tensor, i))
    })
    pictures.push(...decoded)
  }
  const box = {
    x: cells.x * vaeScaleFactor,
    y: cells.y * vaeScaleFactor,
    width: cells.width * vaeScaleFactor,
    height: cells.height * vaeScaleFactor,
  }
  return { size, box, moments: moments.map(({ moment }) => moment), pictures }
}

/** The smallest box of cells that holds every hole of every moment, with a margin. */
function holeBox(moments: readonly HoleMoment[], grid: Size): Box {
  let [left, top, right, bottom] = [grid.width, grid.height, 0, 0]
  for (const { hole } of moments)
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width; x++) {
        if ((hole[y * grid.width + x] as number) === 0) continue
        left = Math.min(left, x)
        right = Math.max(right, x + 1)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y + 1)
      }
  left = Math.max(0, left - margin)
  top = Math.max(0, top - margin)
  right = Math.min(grid.width, right + margin)
  bottom = Math.min(grid.height, bottom + margin)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The still itself: every cell reads its own place and nothing is missing. */
function restingMoment(grid: Size): HoleMoment {
  const { width, height } = grid
  const backward = new Float32Array(2 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      backward.set([(2 * x + 1) / width - 1, (2 * y + 1) / height - 1], 2 * (y * width + x))
  return { moment: 0, frame: 0, backward, hole: new Float32Array(width * height) }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
