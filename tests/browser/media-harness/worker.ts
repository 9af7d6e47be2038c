import { expose } from 'comlink'
import { asKinoraError } from '../../../src/core/errors'
import type { Picture } from '../../../src/core/image'
import { createEncoder } from '../../../src/media/encode/create'
import { readHeader } from '../../../src/media/picture/header'
import { decodePixels, openPicture } from '../../../src/media/picture/picture'
import type { ClipFormat, ClipOptions } from '../../../src/media/types'
import { drawFrame, type FrameKind } from './frames'

/** Runs media's code where it runs in the studio: in a module worker. Errors come back as plain data. */
const harness = {
  async encode(format: ClipFormat, options: ClipOptions, kind: FrameKind, withoutWebCodecs = false, sound?: Blob) {
    if (withoutWebCodecs)
      Object.assign(globalThis, { VideoEncoder: undefined, AudioEncoder: undefined, AudioDecoder: undefined })
    const loading: unknown[] = []
    // A sound comes apart from what is said of it: what is called `sounds` in the options lacks its file.
    const sounds = options.sounds?.map((track) => ({ ...track, file: sound as Blob }))
    const encoder = await createEncoder(format, { ...options, sounds, onLoading: (what) => loading.push(what) })
    const began = performance.now()
    for (let index = 0; index < options.frameCount; index++)
      await encoder.add(drawFrame(kind, options.width, options.height, index))
    const file = await encoder.finish()
    return { file, loading, milliseconds: performance.now() - began }
  },
  async abandon(format: ClipFormat, options: ClipOptions) {
    const encoder = await createEncoder(format, options)
    await encoder.add(drawFrame('ramp', options.width, options.height, 0))
    await encoder.abandon()
  },
  async short(format: ClipFormat, options: ClipOptions) {
    const encoder = await createEncoder(format, options)
    await encoder.add(drawFrame('ramp', options.width, options.height, 0))
    await encoder.finish()
  },
  async header(blob: Blob) {
    return readHeader(new Uint8Array(await blob.arrayBuffer()))
  },
  async open(blob: Blob, maxSide: number) {
    const { width, height, bitmap } = await openPicture(blob, maxSide)
    return { width, height, bounded: { width: bitmap.width, height: bitmap.height } }
  },
  async pixels(blob: Blob, maxSide: number): Promise<Picture> {
    return (await decodePixels(blob, maxSide)).picture
  },
}

type Harness = typeof harness
export type HarnessResult = { value: unknown } | { error: { code: string; data: unknown } }

expose({
  async call(name: keyof Harness, args: unknown[]): Promise<HarnessResult> {
    try {
      return { value: await (harness[name] as (...all: unknown[]) => unknown)(...args) }
    } catch (thrown) {
      const { code, data } = asKinoraError(thrown)
      return { error: { code, data } }
    }
  },
})
