import { Zip, ZipPassThrough } from 'fflate'
import { KinoraError } from '../../core/errors'
import type { Picture } from '../../core/image'
import type { ClipEncoder, ClipOptions } from '../types'
import { writePng } from './png-file'
import { type FileInTheMaking, Spool } from './spool'

/** A zip of numbered pictures, frame-0001.png and on. They are packed already, so the zip stores them. */
export function createPngEncoder(options: ClipOptions, spool: FileInTheMaking = new Spool()): ClipEncoder {
  const { frameCount, firstFrame = 0 } = options
  let failure: Error | null = null
  const zip = new Zip((error, data) => {
    failure ??= error
    if (!error) spool.write(data as Uint8Array<ArrayBuffer>)
  })
  let index = firstFrame
  // The platform packs one picture on a thread of its own while the next is drawn.
  let packing: Promise<Uint8Array<ArrayBuffer>> | null = null

  async function store(): Promise<void> {
    if (!packing) return
    const png = await packing
    packing = null
    const entry = new ZipPassThrough(frameName(index++, firstFrame + frameCount))
    // The same clip gives the same bytes: no clock in the file. 1980 is where the format's time begins.
    entry.mtime = new Date(1980, 0, 1)
    zip.add(entry)
    entry.push(png, true)
  }

  return {
    async add(frame: Picture) {
      // The rows are taken out of the frame before this returns.
      const next = writePng(frame)
      await store()
      packing = next
    },
    async finish() {
      await store()
      zip.end()
      if (failure) throw new KinoraError('internal', { message: String(failure) }, failure)
      return spool.finish('application/zip')
    },
    async abandon() {
      zip.terminate()
      spool.discard()
    },
  }
}

/** The name of a frame's file, counted from 1, with as many digits as the clip's last one needs, at least four. */
export function frameName(index: number, frameCount: number): string {
  const digits = Math.max(4, String(frameCount).length)
  return `frame-${String(index + 1).padStart(digits, '0')}.png`
}
