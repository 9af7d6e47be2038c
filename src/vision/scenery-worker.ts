import type { SceneryApi } from '../bridge/scenery'
import { serve } from '../bridge/serve'
import { KinoraError } from '../core/errors'
import { fitLongSide } from '../core/geometry'
import { findHairOf, findScenery, lookOver, type Scene } from './scenery/scenery'

/** Long side of the picture that is looked over. */
const side = 768

let scene: Scene | null = null

const api: SceneryApi = {
  async find(still) {
    const { width, height } = fitLongSide(still, side)
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (!context) throw new KinoraError('out-of-memory')
    context.drawImage(still, 0, 0, width, height)
    still.close()
    scene = lookOver({ width, height, data: context.getImageData(0, 0, width, height).data })
    return findScenery(scene)
  },
  async hairOf(face) {
    return scene && findHairOf(scene, face)
  },
}

serve(api)
