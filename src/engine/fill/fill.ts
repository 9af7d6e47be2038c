import type { Picture } from '../../core/image'
import { Journal } from '../journal'
import type { Keeper } from '../keeper'
import { pictureTensor } from '../pixels'
import { GpuBank } from '../runtime/gpu-bank'
import type { Runtime } from '../runtime/runtime'
import type { HostTensor } from '../runtime/tensor'
import { type Bank, type FrameLatents, HostBank } from '../sampling/bank'
import { denoise } from '../sampling/denoise'
import { frameNoiseIn } from '../sampling/noise'
import { scheduleSigmas } from '../sampling/sigmas'
import type { Watch } from '../watch'
import { Conditions } from './conditions'
import { decode, decodeChunkSize, Groups } from './decode'
import { Fills } from './fills'
import type { Holes } from './holes'
import { type Place, restingMoment } from './place'
import { predict } from './predict'
import { cropMoment, cropPicture, scaled } from './region'
import { before, takeOver } from './resume'
import { type FillSettings, guidanceOf, windowRule } from './settings'

export interface FillJob {
  runtime: Runtime
  watch: Watch
  /** Both at the working size. */
  pictures: { still: Picture; plate: Picture }
  holes: Holes
  place: Place
  settings: FillSettings
  /** What the UNet is told of the frames; those of an earlier render with the same motion serve again. */
  conditions: Conditions
  /** Where copies and finished moments are kept. */
  keeper: Keeper
}

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
  const { runtime, watch, holes, settings, keeper, conditions, place } = job
  const { manifest } = runtime.pack
  const { channels, scalingFactor, vaeScaleFactor } = manifest.latents
  const rule = windowRule(manifest, settings)
  const { whole, region } = place

  const known = rule.pinned ? await watch.piece('encode', () => encode(job, scalingFactor)) : null
  const first = known ? 1 : 0
  const count = holes.moments.length + first
  const momentOf = (index: number) => holes.moments[index - first] as { moment: number; frame: number }
  const frameOf = (index: number) => (index < first ? 0 : momentOf(index).frame)

  const shape = [channels, region.height, region.width]
  const remembers = settings.sampler === 'dpm++2m'
  const bank: Bank = runtime.device
    ? new GpuBank(runtime, shape, remembers)
    : new HostBank(shape, remembers, runtime.ledger)
  const fills = new Fills(
    { width: whole.width * vaeScaleFactor, height: whole.height * vaeScaleFactor },
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
    conditions.begin()
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
    // Nobody has to wait for the disk.
    void journal.end()
    return fills
  } catch (thrown) {
    fills.release()
    conditions.close()
    throw thrown
  } finally {
    bank.close()
  }
}

/** What the networks see of a picture at the working size: the part that is computed. */
function tensorAtWork(picture: Picture, place: Place, vaeScaleFactor: number): HostTensor {
  return pictureTensor(cropPicture(picture, scaled(place.region, vaeScaleFactor)))
}

/** Conditions of the moments that have holes, and before them of the still where that stands at their head. */
export function conditionsOf(
  runtime: Runtime,
  { still, plate }: FillJob['pictures'],
  holes: Holes,
  place: Place,
  settings: FillSettings,
): Conditions {
  const { manifest } = runtime.pack
  const { vaeScaleFactor } = manifest.latents
  const rule = windowRule(manifest, settings)
  const first = rule.pinned ? 1 : 0
  const { whole, region } = place
  return new Conditions(
    runtime,
    {
      still: tensorAtWork(still, place, vaeScaleFactor),
      plate: tensorAtWork(plate, place, vaeScaleFactor),
    },
    region,
    holes.moments.length + first,
    rule.size,
    (index) => (index < first ? restingMoment(region) : cropMoment(holes.cells(index - first), whole, region)),
  )
}

async function encode({ runtime, pictures, place }: FillJob, scalingFactor: number): Promise<FrameLatents> {
  const picture = tensorAtWork(pictures.still, place, runtime.pack.manifest.latents.vaeScaleFactor)
  const { latents } = await runtime.run('encoder', { picture }, ['latents'])
  const { data } = await latents.take()
  return data.map((value) => value * scalingFactor)
}
