import { rename, rm } from 'node:fs/promises'
import { createGifEncoder } from '../../media/encode/gif/encoder'
import { createPngEncoder } from '../../media/encode/png'
import type { ClipEncoder, ClipOptions } from '../../media/types'
import { createFfmpegEncoder } from './ffmpeg'
import { FileOnDisk } from './file-on-disk'
import { createFramesEncoder } from './frames'

/** What a clip can be saved as: `png` is a zip of pictures, `frames` a folder of them. */
export const outputFormats = ['mp4', 'webm', 'gif', 'png', 'frames'] as const
export type OutputFormat = (typeof outputFormats)[number]

/**
 * An encoder that writes to a path. A file appears there when it is whole; until then it lies beside it under
 * another name, and nothing remains of it when it is given up.
 */
export async function createOutput(
  format: OutputFormat,
  options: ClipOptions,
  path: string,
  ffmpeg: string,
): Promise<ClipEncoder> {
  if (format === 'frames') return createFramesEncoder(options, path)
  const part = partOf(path)
  const encoder = await open(format, options, part, ffmpeg)
  return {
    add: (frame) => encoder.add(frame),
    async finish() {
      const file = await encoder.finish()
      await rename(part, path)
      return file
    },
    async abandon() {
      await encoder.abandon()
      await rm(part, { force: true })
    },
  }
}

/** Where a file lies until it is whole. */
export function partOf(path: string): string {
  return `${path}.${process.pid}.part`
}

async function open(
  format: Exclude<OutputFormat, 'frames'>,
  options: ClipOptions,
  path: string,
  ffmpeg: string,
): Promise<ClipEncoder> {
  switch (format) {
    case 'mp4':
    case 'webm':
      return createFfmpegEncoder(format, options, path, ffmpeg)
    case 'gif':
      return createGifEncoder(options, { frames: new FileOnDisk(`${path}.pixels`), file: new FileOnDisk(path) })
    case 'png':
      return createPngEncoder(options, new FileOnDisk(path))
  }
}
