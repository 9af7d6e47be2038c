import { serve } from '../bridge/serve'
import type { SegmentApi } from '../bridge/vision'
import { KinoraError } from '../core/errors'
import { fitLongSide, type Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { scaledPixels } from '../media/picture/scaled'
import { loadOpenCv } from './opencv'
import { createGrabCutSegmenter } from './segment/segmenter'
import type { Segmenter } from './segment/types'

/** Long side of the masks that are given back. */
const maskSide = 1024

// A segment graph of a pack would be another Segmenter, chosen here.
let segmenter: Promise<Segmenter> | null = null
let given: { picture: Picture; size: Size } | null = null
let shown: Picture | null = null

function ready(): Promise<Segmenter> {
  segmenter ??= loadOpenCv().then(createGrabCutSegmenter)
  return segmenter
}

const api: SegmentApi = {
  async start() {
    await ready()
  },
  async setPicture(still, size) {
    given = { picture: readBitmap(still), size }
  },
  async select(ask) {
    const found = await ready()
    if (!given) throw new KinoraError('nothing-open')
    if (shown !== given.picture) {
      found.setPicture(given.picture, given.size)
      shown = given.picture
    }
    return found.select(ask)
  },
}

function readBitmap(bitmap: ImageBitmap): Picture {
  const picture = scaledPixels(bitmap, fitLongSide(bitmap, maskSide), 'high')
  bitmap.close()
  return picture
}

serve(api)
