import type { Coming, GivenFile } from '../bridge/models'
import { KinoraError } from '../core/errors'
import { bytesOf, type ModelFile, type ModelRecord } from '../media/storage/models/record'
import { download, type Surroundings, type Version } from './download'
import { GrowingFile, type Handle } from './growing'

/** The folder of one model, as it is filled. */
export interface Place {
  /** Bytes of a file that are here. */
  size(sha256: string): Promise<number>
  isChecked(sha256: string): Promise<boolean>
  setChecked(sha256: string): Promise<void>
  open(sha256: string): Promise<Handle>
  remove(sha256: string): Promise<void>
  version(sha256: string): Promise<Version | null>
  setVersion(sha256: string, version: Version): Promise<void>
  /** Bytes that the browser lets us add; null where it does not say. */
  room(): Promise<number | null>
}

const megabyte = 2 ** 20
/** Left free: the project and the browser itself need some. */
const spared = 32 * megabyte
/** Chromium says of no disk that it has more: then there may be. */
const said = 10 * 1024 * megabyte
/** Bytes of a chosen file that are read at once. */
const readAtOnce = 8 * megabyte

/** Brings what is missing of a model into its folder; see `ModelsApi.bring`. */
export async function bring(
  record: ModelRecord,
  given: readonly GivenFile[],
  recheck: boolean,
  place: Place,
  around: Surroundings,
  onComing: (coming: Coming) => void,
): Promise<void> {
  // Several may be the same file.
  const files = [...new Map(record.files.map((file) => [file.sha256, file])).values()]
  let have = 0
  const missing: ModelFile[] = []
  for (const file of files) {
    if (!recheck && (await place.isChecked(file.sha256))) have += file.bytes
    else missing.push(file)
  }
  await needRoom(missing, place)
  for (const file of missing) {
    around.signal.throwIfAborted()
    const report = (phase: Coming['phase']) => (bytes: number) => {
      have += bytes
      onComing({ phase, have })
    }
    const handle = await place.open(file.sha256)
    let wrong: KinoraError | null
    try {
      const growing = await GrowingFile.takeUp(file, handle, report('check'))
      if (growing.full && differs(growing)) {
        report('check')(-growing.size)
        growing.startOver()
      }
      const own = given.find(({ path }) => path === file.path)
      if (own) await copy(own.file, growing, around.signal, report('copy'))
      else if (record.source) {
        const version = {
          known: await place.version(file.sha256),
          keep: (version: Version) => place.setVersion(file.sha256, version),
        }
        await download(addressOf(record.source.folder, file.path), growing, version, report('fetch'), around)
      } else if (!growing.full) throw new KinoraError('pack-missing', { file: file.path })
      wrong = differs(growing)
    } catch (thrown) {
      throw await asRoomError(thrown, file, place)
    } finally {
      handle.close()
    }
    if (wrong) {
      await place.remove(file.sha256)
      throw wrong
    }
    await place.setChecked(file.sha256)
  }
}

/** Where a file of a pack lies, beside its description. */
export function addressOf(folder: string, path: string): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), folder).href
}

async function copy(
  from: Blob,
  file: GrowingFile,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { wanted } = file
  if (from.size !== wanted.bytes)
    throw new KinoraError('pack-hash', {
      file: wanted.path,
      expected: `${wanted.bytes} bytes`,
      found: `${from.size} bytes`,
    })
  while (!file.full) {
    signal.throwIfAborted()
    const piece = new Uint8Array(await from.slice(file.size, file.size + readAtOnce).arrayBuffer())
    file.append(piece)
    onBytes(piece.length)
  }
}

function differs(file: GrowingFile): KinoraError | null {
  const { path, sha256 } = file.wanted
  const found = file.digest()
  return found === sha256 ? null : new KinoraError('pack-hash', { file: path, expected: sha256, found })
}

async function needRoom(missing: readonly ModelFile[], place: Place): Promise<void> {
  const here = await Promise.all(missing.map(({ sha256 }) => place.size(sha256)))
  const needed = bytesOf(missing) - here.reduce((sum, bytes) => sum + bytes, 0)
  const room = await place.room()
  if (room !== null && room < said && needed > 0 && needed + spared > room) throw noRoom(needed, room)
}

/** A disk that is full in the middle: what has come stays. */
async function asRoomError(thrown: unknown, file: ModelFile, place: Place): Promise<unknown> {
  if (!(thrown instanceof Error && thrown.name === 'QuotaExceededError')) return thrown
  return noRoom(file.bytes - (await place.size(file.sha256)), (await place.room()) ?? 0)
}

function noRoom(needed: number, free: number): KinoraError {
  const inMegabytes = (bytes: number) => Math.max(0, Math.ceil(bytes / 1e6))
  return new KinoraError('model-no-room', {
    needed: inMegabytes(needed),
    free: inMegabytes(Math.max(0, free - spared)),
  })
}
