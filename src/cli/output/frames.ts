import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { frameName } from '../../media/encode/png'
import { writePng } from '../../media/encode/png-file'
import type { ClipEncoder, ClipOptions } from '../../media/types'

/** Numbered pictures, frame-0001.png and on, in a folder that is there. Given up, it leaves none of them. */
export async function createFramesEncoder(options: ClipOptions, folder: string): Promise<ClipEncoder> {
  const { frameCount, firstFrame = 0 } = options
  const written: string[] = []
  return {
    async add(frame) {
      const path = join(folder, frameName(firstFrame + written.length, firstFrame + frameCount))
      written.push(path)
      await writeFile(path, await writePng(frame))
    },
    finish: async () => new Blob([]),
    async abandon() {
      await Promise.all(written.map((path) => rm(path, { force: true })))
    },
  }
}
