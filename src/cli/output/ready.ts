import { closeSync, openSync, rmSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { findEncoder } from './ffmpeg'
import type { OutputFormat } from './output'
import { partOf } from './output'

/**
 * Makes sure, before anything is computed for it, that a clip can be written where it is wanted: its folder is there or is
 * made, a file can be created in it, and the program that makes a video of it knows its codec.
 * @throws the system's error, or what `findEncoder` throws
 */
export async function readyToWrite(format: OutputFormat, path: string, ffmpeg: string): Promise<void> {
  await makeFolder(format === 'frames' ? path : dirname(path))
  if (format === 'mp4' || format === 'webm') await findEncoder(ffmpeg, format)
  const probe = format === 'frames' ? resolve(path, partOf('probe')) : partOf(path)
  closeSync(openSync(probe, 'w'))
  rmSync(probe)
  if (format !== 'frames' && (await stat(path).catch(() => null))?.isDirectory())
    throw Object.assign(new Error('EISDIR'), { code: 'EISDIR', syscall: 'open', path })
}

/**
 * A folder with all above it. One at a time: the system's own recursive way goes round for ever where a place that is
 * there takes no folders and says that it is not, as /proc does.
 */
async function makeFolder(path: string): Promise<void> {
  const missing: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    const found = await stat(at).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOENT') throw thrown
      return null
    })
    if (found?.isDirectory()) break
    if (found) throw Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR', syscall: 'mkdir', path: at })
    missing.push(at)
  }
  for (const folder of missing.reverse())
    await mkdir(folder).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'EEXIST') return
      // It was looked for, and all above it is there: nothing is missing but the right to make it.
      if (thrown.code === 'ENOENT') throw Object.assign(thrown, { code: 'EROFS' })
      throw thrown
    })
}
