import { KinoraError } from '../../core/errors'
import type { Picture } from '../../core/image'
import type { ClipEncoder, ClipFormat, ClipOptions } from '../types'

/**
 * An encoder for a format. Each format's code is loaded when it is asked for.
 * Runs in a module worker.
 * @throws `codec-unavailable` {format} when neither the platform nor the fallback can write it;
 * later calls throw `disk-full` when there is no room for the file.
 */
export async function createEncoder(format: ClipFormat, options: ClipOptions): Promise<ClipEncoder> {
  return counted(await open(format, options), options)
}

async function open(format: ClipFormat, options: ClipOptions): Promise<ClipEncoder> {
  switch (format) {
    case 'mp4':
    case 'webm':
      return (await import('./video')).createVideoEncoder(format, options)
    case 'gif':
      return (await import('./gif/encoder')).createGifEncoder(options)
    case 'png':
      return (await import('./png')).createPngEncoder(options)
  }
}

/** Makes sure that a file holds exactly the frames it was promised, each of the promised size. */
function counted(encoder: ClipEncoder, options: ClipOptions): ClipEncoder {
  let count = 0
  return {
    async add(frame: Picture) {
      if (frame.width !== options.width || frame.height !== options.height)
        throw new KinoraError('internal', { message: `frame is ${frame.width}x${frame.height}` })
      if (count >= options.frameCount) throw new KinoraError('internal', { message: 'too many frames' })
      await encoder.add(frame)
      count++
    },
    async finish() {
      if (count !== options.frameCount) {
        await encoder.abandon()
        throw new KinoraError('internal', { message: `${count} of ${options.frameCount} frames were added` })
      }
      return encoder.finish()
    },
    abandon: () => encoder.abandon(),
  }
}
