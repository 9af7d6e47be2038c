import { KinoraError } from '../../core/errors'
import {
  type ConvertedManifest,
  parseConverted,
  type ThingManifest,
  type VideoManifest,
} from '../../media/pack/converted'
import type { OpenFile } from './weights'

/** A pack of published weights. */
export interface ConvertedPack<Manifest extends ConvertedManifest> {
  readonly manifest: Manifest
  open: OpenFile
}

/** One that draws whole frames. */
export type VideoPack = ConvertedPack<VideoManifest>
/** One that knows what lies under clicks. */
export type ThingPack = ConvertedPack<ThingManifest>

/** Whether a text is the description of a converted pack; whatever else is wrong with it is said when it is opened. */
export function isConverted(text: string): boolean {
  try {
    return JSON.parse(text)?.format === 2
  } catch {
    return false
  }
}

/** Opens a pack that draws whole frames. Throws what `parseConverted` throws, or `pack-field` for another kind. */
export async function openVideoPack(open: OpenFile): Promise<VideoPack> {
  const manifest = await readManifest(open)
  if (manifest.kind !== 'svd-mofa')
    throw new KinoraError('pack-field', { field: 'kind', problem: 'is for clicks, and draws nothing' })
  return { manifest, open }
}

/** Opens a pack for clicks. Throws what `parseConverted` throws, or `pack-field` for another kind. */
export async function openThingPack(open: OpenFile): Promise<ThingPack> {
  const manifest = await readManifest(open)
  if (manifest.kind !== 'sam')
    throw new KinoraError('pack-field', { field: 'kind', problem: 'finds nothing under clicks' })
  return { manifest, open }
}

async function readManifest(open: OpenFile): Promise<ConvertedManifest> {
  const file = await open('pack.json')
  if (!file) throw new KinoraError('pack-missing', { file: 'pack.json' })
  return parseConverted(await file.text())
}
