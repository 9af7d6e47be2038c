import type { FaceInPicture } from '../../bridge/scenery'
import { oval } from '../../core/face/points'
import { maskToPlane } from '../../core/mask'
import { boxMean } from '../../motion/filters/box'
import { likelihood } from '../../motion/plain/likelihood'
import { chromaAt, type Look, ramp } from './look'
import { type Patch, patchesOf, statistics, tidied } from './patch'

/** Top of the forehead, chin, and the outer corners of both eyes. */
const [forehead, chin, corners] = [10, 152, [33, 263]] as const

/**
 * Hair that hangs loose beside a face: what of the figure has the colours of what lies around the forehead, outside of
 * the face's oval, from the eyes downwards. Short hair, and what is as colourful as a hat, is none.
 *
 * @returns the area and how sure it is, 0..1; null: none
 */
export function findHair(
  look: Look,
  { landmarks, figure }: FaceInPicture,
): { patch: Patch; confidence: number } | null {
  const { width, height, colours } = look
  const at = (i: number) => ({
    x: (landmarks[3 * i] as number) * width,
    y: (landmarks[3 * i + 1] as number) * height,
  })
  const [top, bottom] = [at(forehead), at(chin)]
  const long = Math.hypot(bottom.x - top.x, bottom.y - top.y)
  const middle = { x: (top.x + bottom.x) / 2, y: (top.y + bottom.y) / 2 }
  const eyes = (at(corners[0]).y + at(corners[1]).y) / 2
  const people = maskToPlane(figure, width, height).data
  const face = insideOf(oval.map(at), width, height)
  const faceArea = face.reduce((sum, value) => sum + value, 0)

  // What is sure: hair just above the forehead; skin, what lies behind, and clothes are none. The rest is asked for.
  const share = new Float32Array(width * height).fill(0.5)
  for (let i = 0; i < share.length; i++) {
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
    const aside = Math.abs(x - middle.x)
    if ((people[i] as number) < 0.3 || y > bottom.y + 0.5 * long) share[i] = 0
    else if (face[i] === 1) share[i] = y > top.y + 0.12 * long ? 0 : 0.5
    else if (y < eyes && aside < 0.55 * long && y > top.y - 0.45 * long) share[i] = 1
  }
  const own = boxMean({ width, height, data: likelihood(colours, share) }, 1).data
  const head = own.map((value, i) => {
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
    const near = Math.abs(x - middle.x) < 1.1 * long && y < bottom.y + 0.9 * long
    return near && face[i] === 0 && (people[i] as number) > 0.5 && value > 0.6 ? 1 : 0
  })
  const hair = patchesOf(tidied({ width, height, data: head }, 1))[0]
  if (!hair || hair.top > eyes) return null
  // What grows on the skull stays; it begins to move beside the eyes.
  const loose = hair.inside.data.map((value, i) => (Math.floor(i / width) > eyes - 0.1 * long ? value : 0))
  const area = loose.reduce((sum, value) => sum + value, 0)
  const patch = { ...hair, inside: { width, height, data: loose }, area: area / loose.length }
  if (area < 8) return null
  const strength = statistics(
    hair,
    Float32Array.from(colours.a, (_, i) => chromaAt(look, i)),
  ).mean
  const confidence = ramp(area / faceArea, 0.1, 0.3) * ramp(strength, 14, 10)
  return confidence > 0.05 ? { patch, confidence } : null
}

/** 1 inside of a ring of points (even-odd), 0 outside. */
function insideOf(ring: readonly { x: number; y: number }[], width: number, height: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(width * height)
  for (let i = 0; i < out.length; i++) {
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
    let inside = false
    ring.forEach((a, k) => {
      const b = ring[(k + 1) % ring.length] as typeof a
      if (a.y <= y !== b.y <= y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside
    })
    if (inside) out[i] = 1
  }
  return out
}
