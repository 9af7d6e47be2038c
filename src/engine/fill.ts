import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import type { PackManifest } from '../media/pack/contract'
import { resizePicture } from '../motion/filters/resample'
import { decodable, type Limits } from './budget'
import { Conditions } from './conditions'
import { decode, decodeChunkSize, Groups } from './decode'
import { Fills } from './fills'
import type { Holes } from './holes'
import { Journal } from './journal'
import type { Keeper } from './keeper'
import { pictureTensor } from './pixels'
import { predict } from './predict'
import { type Box, cropMoment, cropPicture, type HoleMoment, nearRegion, scaled, widenedBox } from './region'
import { GpuBank } from './runtime/gpu-bank'
import type { Runtime } from './runtime/runtime'
import type { HostTensor } from './runtime/tensor'
import { type Bank, type FrameLatents, HostBank } from './sampling/bank'
import { denoise } from './sampling/denoise'
import { type Guidance, isGuided } from './sampling/guidance'
import { frameNoiseIn } from './sampling/noise'
import type { SamplerName } from './sampling/samplers'
import { scheduleSigmas } from './sampling/sigmas'
import { wavefront, wavefrontCost } from './sampling/wavefront'
import type { WindowRule } from './sampling/windows'
import type { Watch } from './watch'

export interface FillSettings {
  seed: number
  steps: number
  sampler: SamplerName
  window: number
  overlap: number
  /** Whether the last moment is followed by the first. */
  looped: boolean
  /** Frames that are decoded at once. */
  decodeChunk?: number
}

export interface FillJob {
  runtime: Runtime
  watch: Watch
  /** `size` is the working size, whatever the size of the pictures. */
  pictures: { still: Picture; plate: Picture; size: Size }
  holes: Holes
  settings: FillSettings
  /** Where copies and finished moments are kept. */
  keeper: Keeper
}

/** Cells around the holes that are decoded too, so that the decoder sees what lies beside them. */
const decodeMargin = 4

/**
 * Draws what is uncovered: condition, UNet in few steps over windows, decoder; a wavefront, so that the
 * first moments are finished long before the last ones begin. `onFills` gets the fills before the first
 * of them is there, and is called again whenever there are more. Goes on where an interrupted render of
 * the same key has left off. Each piece of work goes through `watch`, which measures, reports and cancels.
 */
export async function fillHoles(
  job: FillJob,
  onFills: (fills: Fills) => Promise<void> = async () => {},
): Promise<Fills> {
  const { runtime, watch, holes, settings, keeper } = job
  const { manifest } = runtime.pack
  const { channels, scalingFactor, vaeScaleFactor } = manifest.latents
  const rule = windowRule(manifest, settings)
  const place = placeOf(manifest, job.pictures.size, holes)
  const { whole, region } = place

  const { still, plate } = atWork(job, scaled(region, vaeScaleFactor))
  const known = rule.pinned ? await watch.piece('encode', () => encode(runtime, still, scalingFactor)) : null
  const first = known ? 1 : 0
  const count = holes.moments.length + first
  const momentOf = (index: number) => holes.moments[index - first] as { moment: number; frame: number }
  const frameOf = (index: number) => (index < first ? 0 : momentOf(index).frame)

  const shape = [channels, region.height, region.width]
  const remembers = settings.sampler === 'dpm++2m'
  const bank: Bank = runtime.device
    ? new GpuBank(runtime, shape, remembers)
    : new HostBank(shape, remembers, runtime.ledger)
  const conditions = new Conditions(runtime, { still, plate }, region, count, rule.size, (index) =>
    index < first ? restingMoment(region) : cropMoment(holes.cells(index - first), whole, region),
  )
  const fills = new Fills(
    job.pictures.size,
    scaled({ ...place.box, x: region.x + place.box.x, y: region.y + place.box.y }, vaeScaleFactor),
    holes.moments.map(({ moment }) => moment),
    keeper,
    runtime.ledger,
  )
  const groups = new Groups(count, settings.decodeChunk ?? decodeChunkSize, first)
  const journal = new Journal(keeper, channels * region.width * region.height, remembers)
  const guidance = guidanceOf(manifest)
  const sigmas = scheduleSigmas(manifest.sampling, settings.steps)
  const asking = { runtime, conditions, guided: guidance !== null, stay: runtime.device !== null }

  const finish = async (frames: readonly number[]) => {
    for (const group of groups.add(frames)) {
      await watch.piece('decode', async () => {
        const latents = (await bank.read(group)).map(({ x }) => x)
        const pictures = await decode(runtime, latents, region, place.box)
        for (const [i, index] of group.entries()) await fills.put(momentOf(index).moment, pictures[i] as Picture)
      })
      for (const index of group) bank.remove(index)
      conditions.release(group)
      await onFills(fills)
    }
  }

  try {
    const from = await takeOver(journal, fills, bank, {
      count,
      before: (next) => before(count, settings.steps, rule, next, first),
      indexOf: (moment) => fills.moments.indexOf(moment) + first,
      clean: (frames) => {
        groups.add(frames)
        conditions.release(frames)
      },
    })
    await onFills(fills)
    await denoise({
      count,
      sigmas,
      sampler: settings.sampler,
      predictionType: manifest.sampling.predictionType,
      rule,
      bank,
      guidance,
      known,
      from,
      frameOf,
      noise: (index, stream) => frameNoiseIn(settings.seed, frameOf(index), stream, channels, whole, region),
      predict: ({ frames }, input, timestep) => predict(asking, frames, input, timestep),
      run: async ({ frames, stepIndex }, work) => {
        for (const group of conditions.missing(frames)) await watch.piece('condition', () => conditions.compute(group))
        await watch.piece('step', work, { step: stepIndex })
      },
      finished: finish,
      after: async (next) => journal.note(next, bank),
    })
    await journal.end()
    return fills
  } catch (thrown) {
    fills.release()
    throw thrown
  } finally {
    conditions.close()
    bank.close()
  }
}

/** How many pieces of work `fillHoles` will report, for the estimate of the time left. */
export function expectFill(watch: Watch, manifest: PackManifest, moments: number, settings: FillSettings): void {
  const rule = windowRule(manifest, settings)
  const count = moments + (rule.pinned ? 1 : 0)
  if (rule.pinned) watch.expect('encode', 1, 100)
  watch.expect('condition', Math.ceil(count / rule.size), 1500)
  watch.expect('step', fillRuns(manifest, moments, settings), 500)
  watch.expect('decode', Math.ceil(moments / (settings.decodeChunk ?? decodeChunkSize)), 500)
}

/** Runs of windows that `fillHoles` needs. */
export function fillRuns(manifest: PackManifest, moments: number, settings: FillSettings): number {
  const rule = windowRule(manifest, settings)
  return wavefrontCost(moments + (rule.pinned ? 1 : 0), settings.steps, rule).runs
}

export function windowRule(manifest: PackManifest, settings: FillSettings): WindowRule {
  const { pinned, shifted, windowWeights } = manifest.sampling
  return {
    size: settings.window,
    overlap: Math.min(settings.overlap, settings.window - 1),
    pinned,
    shifted,
    weights: windowWeights,
    looped: settings.looped && !pinned,
  }
}

function guidanceOf({ sampling }: PackManifest): Guidance | null {
  const { guidanceScale, minGuidance = guidanceScale, window } = sampling
  const guidance = { least: minGuidance, most: guidanceScale, window }
  return isGuided(guidance) ? guidance : null
}

/** Frames to decode at once so that it fits into memory; throws `too-large` with what would fit. */
export function fitFill(
  { provider, pack: { manifest } }: Runtime,
  limits: Limits,
  { holes, settings, size, output }: { holes: Holes; settings: FillSettings; size: Size; output: Size },
): number {
  const rule = windowRule(manifest, settings)
  const { region, box } = placeOf(manifest, size, holes)
  const count = holes.moments.length + (rule.pinned ? 1 : 0)
  const demand = { manifest, settings, rule, count, region, box, output }
  return decodable(demand, limits, provider, Math.max(size.width, size.height), decodeChunkSize)
}

/** Cells: the whole grid, the part of it that has to be computed, and the part of that which is decoded. */
function placeOf({ latents }: PackManifest, size: Size, holes: Holes): { whole: Size; region: Box; box: Box } {
  const { vaeScaleFactor, minSide, local } = latents
  const { width, height } = size
  const whole = { width: width / vaeScaleFactor, height: height / vaeScaleFactor }
  // Only the part with holes where the pack's networks look only near, otherwise all of it.
  const region = local ? nearRegion(holes.seen, whole, Math.ceil(minSide / vaeScaleFactor)) : { x: 0, y: 0, ...whole }
  const box = { ...holes.box, x: holes.box.x - region.x, y: holes.box.y - region.y }
  return { whole, region, box: widenedBox(box, region, decodeMargin) }
}

function atWork({ pictures: { still, plate, size } }: FillJob, part: Box): { still: HostTensor; plate: HostTensor } {
  const tensor = (picture: Picture) => pictureTensor(cropPicture(resizePicture(picture, size.width, size.height), part))
  return { still: tensor(still), plate: tensor(plate) }
}

async function encode(runtime: Runtime, picture: HostTensor, scalingFactor: number): Promise<FrameLatents> {
  const { latents } = await runtime.run('encoder', { picture }, ['latents'])
  const { data } = await latents.take()
  return data.map((value) => value * scalingFactor)
}

/** The still itself: every cell reads its own place and nothing is missing. */
function restingMoment({ width, height }: Size): HoleMoment {
  const backward = new Float32Array(2 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      backward.set([(2 * x + 1) / width - 1, (2 * y + 1) / height - 1], 2 * (y * width + x))
  return { moment: 0, frame: 0, backward, hole: new Float32Array(width * height) }
}

/** Frames that have been begun, and those that are clean, when the runs before `next` have been done. */
function before(count: number, steps: number, rule: WindowRule, next: number, first: number) {
  const begun = new Set<number>()
  const clean: number[] = []
  for (const { index, frames, ready, stepIndex } of wavefront(count, steps, rule)) {
    if (index >= next) break
    for (const frame of frames) if (frame >= first) begun.add(frame)
    if (stepIndex === steps - 1) clean.push(...ready.filter((frame) => frame >= first))
  }
  return { begun, clean }
}

/**
 * Takes over what an interrupted render has left; answers with the first run that is still to be done, 0
 * where there is nothing to go on from. Every frame that had been begun must be there, as latents or drawn.
 */
async function takeOver(
  journal: Journal,
  fills: Fills,
  bank: Bank,
  of: {
    count: number
    before(next: number): ReturnType<typeof before>
    indexOf(moment: number): number
    clean(frames: number[]): void
  },
): Promise<number> {
  const left = await journal.read()
  const drawn = await fills.onDisk()
  if (!left) {
    // A render that was finished leaves its pictures, and nothing to go on from.
    if (drawn.length < fills.moments.length) return 0
    fills.adopt(drawn)
    return Number.POSITIVE_INFINITY
  }
  const done = new Set(drawn.map(of.indexOf))
  const { begun, clean } = of.before(left.next)
  const gone = [...begun].filter((frame) => !left.states.has(frame))
  if (!gone.every((frame) => clean.includes(frame) && done.has(frame))) return 0
  fills.adopt(drawn)
  for (const [frame, state] of left.states) bank.restore(frame, state)
  of.clean(clean)
  return left.next
}
