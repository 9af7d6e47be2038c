import type { Held, HostTensor } from '../runtime/tensor'
import { hostTensor } from '../runtime/tensor'
import type { VideoMaterial } from './material'
import type { Parts } from './parts'

export const scales = [8, 16, 32, 64] as const
export const references = scales.map((scale) => `reference${scale}` as const)
export type References = Record<(typeof references)[number], HostTensor>

/** What the UNet and the adapters are told of the picture, whatever moves in it. */
export interface ToldOfPicture {
  picture_latents: HostTensor
  embedding: HostTensor
  time_ids: HostTensor
}

/**
 * The picture's embedding, its latents with a little noise added before, and the three numbers that the weights were
 * conditioned on: rate, amount of motion, strength of that noise (Blattmann et al. 2023, appendix D).
 */
export async function tellPicture(
  parts: Parts,
  { picture, square, augmentation }: Pick<VideoMaterial, 'picture' | 'square' | 'augmentation'>,
  motionBucket: number,
): Promise<ToldOfPicture> {
  const { fps, noiseAugmentation } = parts.manifest.conditioning
  const noisy = {
    ...picture,
    data: picture.data.map((value, i) => value + noiseAugmentation * (augmentation[i] as number)),
  }
  return {
    embedding: await taken(parts.run('image-encoder', { picture: square }, ['embedding']), 'embedding'),
    picture_latents: await encode(parts, noisy),
    time_ids: hostTensor([1, 3], Float32Array.of(fps, motionBucket, noiseAugmentation)),
  }
}

/** Latents of a picture [1, 3, H, W], not scaled. */
export function encode(parts: Parts, picture: HostTensor): Promise<HostTensor> {
  return taken(parts.run('encoder', { picture }, ['latents']), 'latents')
}

/** Features of the picture at four scales, which the engine moves. */
export async function referencesOf(
  parts: Parts,
  graph: 'reference' | 'landmark-reference',
  picture: HostTensor,
): Promise<References> {
  const found = await parts.run(graph, { picture }, references)
  const entries: [string, HostTensor][] = []
  for (const name of references) entries.push([name, await found[name].take()])
  return Object.fromEntries(entries) as References
}

async function taken<Name extends string>(run: Promise<Record<Name, Held>>, name: Name): Promise<HostTensor> {
  return (await run)[name].take()
}

/** The same with nothing told: what guidance compares with. */
export function untold({ picture_latents, embedding, time_ids }: ToldOfPicture): ToldOfPicture {
  return { picture_latents: hostTensor(picture_latents.shape), embedding: hostTensor(embedding.shape), time_ids }
}
