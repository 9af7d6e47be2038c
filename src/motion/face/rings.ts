import { rotate } from '../../core/face/fit'
import { oval, skinCount } from '../../core/face/points'
import { faceCentre, type RestFace } from '../../core/face/rest'
import type { Size } from '../../core/geometry'
import { smoothstep } from '../curve'

/**
 * Rings around the face's contour, as multiples of its distance from the centre: hair, neck and shoulders,
 * then what lies behind, where the motion ends. A figure that is cut out is carried further, down to its body.
 */
const inPicture = [1.1, 1.24, 1.42, 1.66, 2, 2.45] as const
const ofFigure = [...inPicture, 3.1, 4, 5.2] as const

/** How the points of a mesh take part: the skin's wholly, the rings' less and less. */
export interface Rings {
  factors: readonly number[]
  /** [points, 3], picture pixels; those of the skin come first. */
  places: Float32Array
  /** How much of the head's motion each point takes, of its hair's, and of what its point of the contour does. */
  head: Float32Array
  hair: Float32Array
  follows: Float32Array
  /** How much each lies on the head's outline, 0 (skin) .. 1: a round thing that turns keeps its outline. */
  round: Float32Array
}

/**
 * @param skin [468, 3], the landmarks with those that are hidden as deep as the skin before them
 * @param picture its size: without a head that is cut out, what lies at its border hardly moves
 * @param cutOut the head is a layer of its own: it moves as a whole, and the body follows it
 */
export function ringsOf(rest: RestFace, skin: Float32Array, picture: Size, cutOut: boolean): Rings {
  const { landmarks } = rest
  const factors = cutOut ? ofFigure : inPicture
  const count = skinCount + factors.length * oval.length
  const places = new Float32Array(3 * count)
  places.set(skin)
  const head = new Float32Array(count).fill(1)
  const hair = new Float32Array(count)
  const follows = new Float32Array(count)
  const round = new Float32Array(count)
  const [cx, cy] = faceCentre(landmarks)
  const [upX, upY] = rotate(rest.fit.rotation, 0, -1, 0)
  const upright = Math.hypot(upX, upY) + 1e-9
  const height = (i: number, factor: number) => {
    const [dx, dy] = [(landmarks[3 * i] as number) - cx, (landmarks[3 * i + 1] as number) - cy]
    return (factor * (dx * upX + dy * upY)) / upright
  }
  const chin = height(152, 1)
  factors.forEach((factor, r) => {
    oval.forEach((i, k) => {
      const at = skinCount + r * oval.length + k
      const [dx, dy] = [(landmarks[3 * i] as number) - cx, (landmarks[3 * i + 1] as number) - cy]
      const up = height(i, 1) / (Math.hypot(dx, dy) + 1e-9)
      places[3 * at] = cx + factor * dx
      places[3 * at + 1] = cy + factor * dy
      round[at] = smoothstep(1, 1.75 + 0.3 * Math.max(0, up), factor)
      const depth = skin[3 * i + 2] as number
      places[3 * at + 2] = depth + (rest.pivot[2] - depth) * (round[at] as number)
      head[at] = cutOut ? figureShare(factor, (chin - height(i, factor)) / rest.unit) : headShare(factor, up)
      hair[at] = smoothstep(1.05, 1.4, factor) * (1 - smoothstep(1.5, 2.3, factor)) * smoothstep(-0.9, 0, up)
      follows[at] = 1 - smoothstep(0.95, 1.8, factor)
    })
  })
  if (!cutOut)
    for (let i = skinCount; i < count; i++) {
      const [x, y] = [places[3 * i] as number, places[3 * i + 1] as number]
      const free = smoothstep(0, 0.35 * rest.unit, Math.min(x, y, picture.width - x, picture.height - y))
      for (const shares of [head, hair, follows]) shares[i] = (shares[i] as number) * free
    }
  return { factors, places, head, hair, follows, round }
}

/** How much of the head's motion a ring takes: hair all of it, the neck part of it, shoulders little. */
function headShare(factor: number, up: number): number {
  const top = 1 - smoothstep(1.5, 2.45, factor)
  const side = 1 - smoothstep(1.15, 2.2, factor)
  const neck = 1 - smoothstep(0.95, 2.1, factor)
  return up > 0 ? side + (top - side) * up : side + (neck - side) * -up
}

/** Share of the head's motion that the chest follows with. */
const chest = 0.16

/**
 * The same where the background stays by itself: the head moves as a whole with its hair, the neck passes its
 * motion on to the chest, and that lets it end far below.
 * @param below the chin, in the face's unit
 */
function figureShare(factor: number, below: number): number {
  const neck = 1 - (1 - chest) * smoothstep(-0.15, 1, below)
  const end = 1 - smoothstep(1.2, 3.2, below)
  return neck * Math.max(end, below < 0 ? 1 : 0) * (1 - smoothstep(3.1, 5.2, factor))
}
