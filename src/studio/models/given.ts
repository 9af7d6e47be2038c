import type { GivenFile } from '../../bridge/models'
import { KinoraError } from '../../core/errors'
import { faceModel } from '../../media/pack/known'
import { describeFace, describePack } from './describe'
import type { Model } from './state'

const descriptionName = 'pack.json'

/**
 * The model that lies in files a person has chosen: a pack's folder, its files without their folder, or a known file.
 * @param hash SHA-256 of a text
 * @throws `model-unknown`, `pack-missing` {file}: it is not whole; `pack-field`, `pack-unreadable`
 */
export async function modelIn(
  files: readonly GivenFile[],
  hash: (text: string) => Promise<string>,
): Promise<{ model: Model; files: GivenFile[] }> {
  const description = files
    .filter(({ path }) => baseName(path) === descriptionName)
    .sort((a, b) => a.path.length - b.path.length)[0]
  if (!description) {
    const face = files.find(({ path, file }) => path.endsWith('.task') || file.size === faceModel.file.bytes)
    if (!face) throw new KinoraError('model-unknown')
    return { model: describeFace(null), files: [{ path: faceModel.file.path, file: face.file }] }
  }
  const text = await description.file.text()
  const model = describePack(text, await hash(text), null)
  const folder = description.path.slice(0, -descriptionName.length)
  const found = model.record.files.map(({ path }) => {
    const one =
      files.find((it) => it.path === folder + path) ?? files.find((it) => baseName(it.path) === baseName(path))
    if (!one) throw new KinoraError('pack-missing', { file: path })
    return { path, file: one.file }
  })
  return { model, files: found }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
