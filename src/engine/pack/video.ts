import { KinoraError } from '../../core/errors'
import { parseConverted, type VideoManifest } from '../../media/pack/converted'
import type { OpenFile } from './weights'

/** A pack of published video weights. */
export interface VideoPack {
  readonly manifest: VideoManifest
  open: OpenFile
}

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
  const file = await open('pack.json')
  if (!file) throw new KinoraError('pack-missing', { file: 'pack.json' })
  const manifest = parseConverted(await file.text())
  if (manifest.kind !== 'svd-mofa')
    throw new KinoraError('pack-field', { field: 'kind', problem: 'is for clicks, and draws nothing' })
  return { manifest, open }
}
