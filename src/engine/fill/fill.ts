import type { Picture } from '../../core/image'
import type { Keeper } from '../keeper'
import type { Runtime } from '../runtime/runtime'
import type { FrameLatents } from '../sampling/bank'
import { frameNoiseIn } from '../sampling/noise'
import { scheduleSigmas } from '../sampling/sigmas'
import type { Watch } from '../watch'
import { type Conditions, tensorAtWork } from './conditions'
import { decode, decodeChunkSize } from './decode'
import { draw } from './draw'
import { Fills } from './fills'
import type { Holes } from './holes'
import type { Place } from './place'
import { predict } from './predict'
import { scaled } from './region'
import { expectWork, type FillSettings, guidanceOf, windowRule } from './settings'

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
  /** Of what each moment comes out as, and pictures of some that are there. */
  names?: readonly string[]
  known?: ReadonlyMap<string, Picture>
}

/** Draws what is uncovered: condition, UNet in few steps over windows, decoder; see `draw`. */
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
  const momentOf = (index: number) => holes.moments[index - first] as { moment: number; frame: number }
  const frameOf = (index: number) => (index < first ? 0 : momentOf(index).frame)
  const guidance = guidanceOf(manifest)
  const asking = { runtime, conditions, guided: guidance !== null, stay: runtime.device !== null }
  const fills = new Fills(
    { width: whole.width * vaeScaleFactor, height: whole.height * vaeScaleFactor },
    scaled({ ...place.box, x: region.x + place.box.x, y: region.y + place.box.y }, vaeScaleFactor),
    holes.moments.map(({ moment }) => moment),
    keeper,
    runtime.ledger,
    job.names,
  )
  const sampling = {
    count: holes.moments.length + first,
    sigmas: scheduleSigmas(manifest.sampling, settings.steps),
    sampler: settings.sampler,
    predictionType: manifest.sampling.predictionType,
    rule,
    guidance,
    known,
    frameOf,
    noise: (index: number, stream: number) =>
      frameNoiseIn(settings.seed, frameOf(index), stream, channels, whole, region),
  }
  return draw(
    {
      runtime,
      watch,
      keeper,
      fills,
      shape: [channels, region.height, region.width],
      sampling,
      momentOf: (index) => momentOf(index).moment,
      told: conditions,
      predict: (frames, input, timestep) => predict(asking, frames, input, timestep),
      known: job.known,
      expect: (work) => expectWork(watch, manifest, work, settings),
      chunk: settings.decodeChunk ?? decodeChunkSize,
      decoderScale: 1 / scalingFactor,
      decode: (latents) => decode(runtime, latents, place.box),
    },
    onFills,
  )
}

async function encode({ runtime, pictures, place }: FillJob, scalingFactor: number): Promise<FrameLatents> {
  const picture = tensorAtWork(pictures.still, place, runtime.pack.manifest.latents.vaeScaleFactor)
  const { latents } = await runtime.run('encoder', { picture }, ['latents'])
  const { data } = await latents.take()
  return data.map((value) => value * scalingFactor)
}
