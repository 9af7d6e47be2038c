import type { SceneryApi } from '../bridge/scenery'
import { serve } from '../bridge/serve'
import { KinoraError } from '../core/errors'
import { fitLongSide } from '../core/geometry'
import { findScenery } from './scenery/scenery'

/** Long side of the picture that is looked over. */
const side = 768

const api: SceneryApi = {
  async find(still) {
    const { width, height } = fitLongSide(still, side)
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (!context) throw new KinoraError('out-of-memory')
    context.drawImage(still, 0, 0, width, height)
    still.close()
    return findScenery({ width, height, data: context.getImageData(0, 0, width, height).data })
  },
}

serve(api)
