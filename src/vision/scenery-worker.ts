import type { SceneryApi } from '../bridge/scenery'
import { serve } from '../bridge/serve'
import { fitLongSide } from '../core/geometry'
import { scaledPixels } from '../media/picture/scaled'
import { findHairOf, findScenery, lookOver, type Scene } from './scenery/scenery'

/** Long side of the picture that is looked over. */
const side = 768

let scene: Scene | null = null

const api: SceneryApi = {
  async find(still) {
    const picture = scaledPixels(still, fitLongSide(still, side))
    still.close()
    scene = lookOver(picture)
    return findScenery(scene)
  },
  async hairOf(face) {
    return scene && findHairOf(scene, face)
  },
}

serve(api)
