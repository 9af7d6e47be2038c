import type { FaceInPicture, Scenery, ScenerySubject } from '../../bridge/scenery'
import { fitLongSide } from '../../core/geometry'
import type { Mask, Picture } from '../../core/image'
import { planeToMask } from '../../core/mask'
import { resizePicture } from '../../motion/filters/resample'
import { evaluateMatte, solveMatte } from '../../motion/matte'
import { findFoliage } from './foliage'
import { findHair } from './hair'
import { type Look, lookOf } from './look'
import type { Patch } from './patch'
import { findSky } from './sky'
import { findThing } from './thing'
import { findWater } from './water'

/** Long side on which scenery is looked for, and that of the masks. */
const lookSide = 192
const maskSide = 512

/** A picture that is looked over for what could move by itself. */
export interface Scene {
  look: Look
  still: Picture
}

/** The picture at the sizes at which it is looked at; takes some tens of milliseconds. */
export function lookOver(picture: Picture): Scene {
  const small = fitLongSide(picture, lookSide)
  const size = fitLongSide(picture, maskSide)
  return {
    look: lookOf(resizePicture(picture, small.width, small.height)),
    still: resizePicture(picture, size.width, size.height),
  }
}

/** What could move by itself in a picture, the surest first; takes some tens of milliseconds. */
export function findScenery({ look, still }: Scene): Scenery[] {
  const sky = findSky(look)
  const water = findWater(look, sky?.patch ?? null)
  const known = [sky, water].flatMap((found) => (found ? [found.patch] : []))
  const foliage = findFoliage(look, known)
  const thing = findThing(look)
  return Object.entries({ sky, water, foliage, thing })
    .flatMap(([subject, found]) => (found ? [{ subject: subject as ScenerySubject, ...found }] : []))
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ subject, confidence, patch }) => ({ subject, confidence, selection: selectionOf(patch, still) }))
}

/** Loose hair around a face; null: it has none. */
export function findHairOf({ look, still }: Scene, face: FaceInPicture): Scenery | null {
  const found = findHair(look, face)
  return found && { subject: 'hair', confidence: found.confidence, selection: selectionOf(found.patch, still) }
}

function selectionOf({ inside }: Patch, still: Picture): Mask {
  return planeToMask(evaluateMatte(solveMatte(still, inside), still))
}
