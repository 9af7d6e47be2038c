import { Keeper } from '../../../src/engine/keeper'
import { openVideoPack } from '../../../src/engine/pack/video'
import type { OpenFile } from '../../../src/engine/pack/weights'
import type { Runtime } from '../../../src/engine/runtime/runtime'
import { Held, type HostTensor } from '../../../src/engine/runtime/tensor'
import { Parts, type VideoGraph } from '../../../src/engine/video/parts'
import { drawVideo } from '../../../src/engine/video/video'
import { Watch } from '../../../src/engine/watch'
import { decodeNumbers, type Encoded } from './parity'

/** A clip as the published pipeline makes it in PyTorch, with everything random given. */
export interface ClipFixture {
  steps: number
  controlScale: number
  inputs: Record<string, Encoded>
  outputs: Record<string, Encoded>
  maxAbsError: number
}

export interface ClipResult {
  what: string
  /** Largest difference to PyTorch, and the largest number that PyTorch gave. */
  error: number
  scale: number
}

/**
 * Draws the clip with the engine and compares flow, latents and pictures.
 * @param open files of the pack
 * @param room bytes that weights may take at one time
 */
export async function compareClip(
  runtime: Runtime,
  open: OpenFile,
  fixture: ClipFixture,
  room = Number.POSITIVE_INFINITY,
) {
  const pack = await openVideoPack(open)
  const results: ClipResult[] = []
  const given = (name: string) => decodeNumbers(fixture.inputs[name] as Encoded)
  const wanted = (name: string) => decodeNumbers(fixture.outputs[name] as Encoded)

  /** What goes into the decoder and comes out of it is what is compared. */
  class Watched extends Parts {
    override async run<const Name extends string>(
      graph: VideoGraph,
      inputs: Record<string, HostTensor | Held>,
      outputs: readonly Name[],
      stay = false,
    ): Promise<Record<Name, Held>> {
      const { latents } = inputs
      // Read before they are given up; on a device they lie there.
      const decoded = graph === 'decoder' && latents ? await numbersOf(latents) : new Float32Array()
      const found = await super.run(graph, inputs, outputs, stay)
      const output = async (name: string) => ({ data: await (found as Record<string, Held>)[name]?.read() })
      if (graph === 'flow') results.push(difference('dense flow', await output('flow'), wanted('flow')))
      if (graph === 'encoder')
        results.push(difference('picture latents', await output('latents'), wanted('pictureLatents')))
      if (graph === 'image-encoder')
        results.push(difference('embedding', await output('embedding'), wanted('embedding')))
      if (graph === 'decoder') {
        const { scalingFactor } = this.manifest.latents
        const clean = decoded.map((value) => value * scalingFactor)
        results.push(difference('clean latents', { data: clean }, wanted(`step${fixture.steps - 1}`)))
        results.push(difference('pictures', await output('pictures'), wanted('pictures')))
      }
      return found
    }
  }
  const parts = new Watched(runtime, pack)
  await parts.limit(room)
  const noise = given('noise')
  const count = noise.shape[0] as number
  const each = noise.data.length / count
  const side = given('flowPicture').shape[2] as number
  let flows: Float32Array[] | null = null
  const flowsOf = async (frames: readonly number[]) => {
    if (!flows) {
      const seenNames = ['seen2', 'seen4', 'seen8'] as const
      const seen = await parts.run('flow-picture', { picture: given('flowPicture') }, seenNames)
      const { flow } = await parts.run('flow', { ...seen, hints: given('hints') }, ['flow'])
      const { data } = await flow.take()
      for (const held of Object.values(seen)) held.dispose()
      flows = Array.from({ length: count - 1 }, (_, i) => data.slice(2 * side * side * i, 2 * side * side * (i + 1)))
    }
    return frames.map((frame) => (flows as Float32Array[])[frame - 1] as Float32Array)
  }
  const landmarks = fixture.inputs.landmarks && given('landmarks')
  const plane = landmarks ? landmarks.data.length / count : 0
  const { sampling, conditioning } = pack.manifest
  await drawVideo({
    runtime,
    parts,
    watch: new Watch(new AbortController().signal),
    keeper: new Keeper(null),
    count,
    settings: {
      seed: 0,
      steps: fixture.steps,
      sampler: 'euler',
      window: sampling.window,
      overlap: sampling.overlap,
      schedule: 'pack',
      windows: 'pack',
      controlScale: fixture.controlScale,
      landmarkScale: fixture.controlScale,
      motionBucket: conditioning.motionBucket,
      decodeChunk: conditioning.decodeChunk,
    },
    material: {
      picture: given('picture'),
      square: given('embedPicture'),
      augmentation: given('augmentation').data,
      noise: (frame) => noise.data.slice(frame * each, (frame + 1) * each),
      flows: flowsOf,
      face: landmarks
        ? {
            flows: flowsOf,
            drawn: (frames) => ({
              shape: [frames.length, ...landmarks.shape.slice(1)],
              data: Float32Array.from(
                frames.flatMap((frame) => [...landmarks.data.subarray(frame * plane, (frame + 1) * plane)]),
              ),
            }),
            mask: given('mask'),
          }
        : null,
    },
  })
  const { heldBytes } = runtime.ledger
  await parts.close()
  await runtime.close()
  return { results, heldBytes, runs: runtime.ledger.report().runs }
}

function difference(what: string, found: { data: Float32Array | undefined }, wanted: HostTensor): ClipResult {
  let [error, scale] = [found.data?.length === wanted.data.length ? 0 : Number.NaN, 0]
  wanted.data.forEach((value, i) => {
    error = Math.max(error, Math.abs(value - (found.data?.[i] as number)))
    scale = Math.max(scale, Math.abs(value))
  })
  return { what, error, scale }
}

const numbersOf = async (tensor: HostTensor | Held) => (tensor instanceof Held ? tensor.read() : tensor.data)
