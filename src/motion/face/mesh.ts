/// <reference path="./delaunator.d.ts" />
import Delaunator from 'delaunator'
import { deformFace, faceCentre, headTurn, type RestFace, restFace } from '../../core/face/deform'
import { rotate } from '../../core/face/fit'
import { channel, channelCount } from '../../core/face/names'
import { type EyePoints, eyes, lips, oval } from '../../core/face/points'
import type { Size } from '../../core/geometry'
import { smoothstep } from '../curve'

/** Points of the skin, without the irises. */
const skinCount = 468
/**
 * Rings around the face's contour, as multiples of its distance from the centre: hair, neck and shoulders,
 * then what lies behind, where the motion ends.
 */
const rings = [1.1, 1.24, 1.42, 1.66, 2, 2.45] as const
const pointCount = skinCount + rings.length * oval.length

/** A face's mesh: the skin, and rings around it that carry the motion smoothly out to nothing. */
export interface FaceMesh {
  rest: RestFace
  /** [points, 3], picture pixels. */
  places: Float32Array
  /** How much of the head's motion each point takes, of its hair's, and of what its point of the contour does. */
  head: Float32Array
  hair: Float32Array
  follows: Float32Array
  /** Points close to each, itself among them, and their shares, which add up to 1. */
  near: Neighbours[]
  /** Three points each, without the openings of eyes and mouth; and those that close the openings. */
  skin: Uint16Array
  openings: Uint16Array
  /** The smallest box that holds all of it, picture pixels: left, top, right, bottom. */
  box: [number, number, number, number]
}

/** The outline of an eye, once around. */
export function eyeOutline(eye: EyePoints): number[] {
  return [...eye.upper, ...eye.lower.slice(1, -1).toReversed()]
}

interface Neighbours {
  points: Uint16Array
  shares: Float32Array
}

/** How far, in the face's unit, motion is evened out. */
const evenness = 0.1

/** @param picture its size: what lies at its border hardly moves */
export function faceMesh(landmarks: Float32Array, picture: Size): FaceMesh {
  const rest = restFace(landmarks)
  const places = new Float32Array(3 * pointCount)
  places.set(landmarks.subarray(0, 3 * skinCount))
  const head = new Float32Array(pointCount).fill(1)
  const hair = new Float32Array(pointCount)
  const follows = new Float32Array(pointCount)
  const [cx, cy] = faceCentre(landmarks)
  const [upX, upY] = rotate(rest.fit.rotation, 0, -1, 0)
  rings.forEach((factor, r) => {
    oval.forEach((i, k) => {
      const at = skinCount + r * oval.length + k
      const [dx, dy] = [(landmarks[3 * i] as number) - cx, (landmarks[3 * i + 1] as number) - cy]
      const up = (dx * upX + dy * upY) / (Math.hypot(dx, dy) * Math.hypot(upX, upY) + 1e-9)
      places[3 * at] = cx + factor * dx
      places[3 * at + 1] = cy + factor * dy
      // The head grows round towards its outline, where a turn moves nothing.
      const depth = rest.solid[3 * i + 2] as number
      places[3 * at + 2] = depth + (rest.pivot[2] - depth) * smoothstep(1, 1.75 + 0.3 * Math.max(0, up), factor)
      head[at] = headShare(factor, up)
      hair[at] = smoothstep(1.05, 1.4, factor) * (1 - smoothstep(1.5, 2.3, factor)) * smoothstep(-0.9, 0, up)
      follows[at] = 1 - smoothstep(0.95, 1.8, factor)
    })
  })
  for (let i = skinCount; i < pointCount; i++) {
    const [x, y] = [places[3 * i] as number, places[3 * i + 1] as number]
    const inside = Math.min(x, y, picture.width - x, picture.height - y)
    const free = smoothstep(0, 0.35 * rest.unit, inside)
    head[i] = (head[i] as number) * free
    hair[i] = (hair[i] as number) * free
    follows[i] = (follows[i] as number) * free
  }
  let box: FaceMesh['box'] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0]
  for (let i = 0; i < pointCount; i++) {
    const [x, y] = [places[3 * i] as number, places[3 * i + 1] as number]
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  }
  return { rest, places, head, hair, follows, near: neighbours(rest, places, head), ...triangulated(rest, places), box }
}

function neighbours(rest: RestFace, places: Float32Array, head: Float32Array): Neighbours[] {
  const reach = evenness * rest.unit
  return Array.from({ length: pointCount }, (_, i) => {
    // What is held keeps still, whatever moves beside it.
    if (head[i] === 0) return { points: Uint16Array.of(i), shares: Float32Array.of(1) }
    const points: number[] = []
    const shares: number[] = []
    for (let j = 0; j < pointCount; j++) {
      const [dx, dy] = [0, 1].map((axis) => (places[3 * i + axis] as number) - (places[3 * j + axis] as number)) as [
        number,
        number,
      ]
      const square = (dx * dx + dy * dy) / (reach * reach)
      if (square > 6) continue
      points.push(j)
      shares.push(Math.exp(-square))
    }
    const sum = shares.reduce((total, share) => total + share, 0)
    return { points: Uint16Array.from(points), shares: Float32Array.from(shares, (share) => share / sum) }
  })
}

/**
 * Triangles over the points as they lie in the picture, so that none is turned over whatever way the face
 * looks. For this the lips are a little opened, so that upper and lower ones are not joined.
 */
function triangulated(rest: RestFace, places: Float32Array): Pick<FaceMesh, 'skin' | 'openings'> {
  const values = new Float32Array(channelCount)
  for (const name of ['mouthUpperUp', 'mouthLowerDown'] as const)
    for (const side of ['Left', 'Right'] as const) values[channel(`${name}${side}`)] = 0.35
  const opened = deformFace(rest, values)
  const flat = Float64Array.from({ length: 2 * pointCount }, (_, k) => {
    const [i, axis] = [k >> 1, k & 1]
    return (i < skinCount ? opened[3 * i + axis] : places[3 * i + axis]) as number
  })
  const mouth = [...lips.upperInner, ...lips.lowerInner.slice(1, -1).toReversed()]
  const polygons = [eyeOutline(eyes.left), eyeOutline(eyes.right), mouth].map((outline) =>
    outline.map((i) => [flat[2 * i] as number, flat[2 * i + 1] as number]),
  )
  const { triangles } = new Delaunator(flat)
  const [skin, openings]: [number[], number[]] = [[], []]
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t] as number, triangles[t + 1] as number, triangles[t + 2] as number]
    const [x, y] = [0, 1].map((axis) => corners.reduce((sum, i) => sum + (flat[2 * i + axis] as number), 0) / 3) as [
      number,
      number,
    ]
    ;(polygons.some((polygon) => contains(polygon, x, y)) ? openings : skin).push(...corners)
  }
  return { skin: Uint16Array.from(skin), openings: Uint16Array.from(openings) }
}

/** How much of the head's motion a ring takes: hair all of it, the neck part of it, shoulders little. */
function headShare(factor: number, up: number): number {
  const top = 1 - smoothstep(1.5, 2.45, factor)
  const side = 1 - smoothstep(1.15, 2.2, factor)
  const neck = 1 - smoothstep(0.95, 2.1, factor)
  return up > 0 ? side + (top - side) * up : side + (neck - side) * -up
}

/** Where the mesh's points are when the face does what the channels say; picture pixels, [points, 3]. */
export function movedMesh(mesh: FaceMesh, values: ArrayLike<number>): Float32Array {
  const { rest, places } = mesh
  const still = Float32Array.from(values)
  for (const name of ['yaw', 'pitch', 'roll', 'x', 'y', 'zoom'] as const) still[channel(name)] = 0
  const expressed = deformFace(rest, still)
  const out = places.slice()
  out.set(expressed.subarray(0, 3 * skinCount))
  const swing = (values[channel('hair')] as number) * 0.05 * rest.unit
  for (let r = 0; r < rings.length; r++)
    oval.forEach((i, k) => {
      const at = skinCount + r * oval.length + k
      const share = mesh.follows[at] as number
      for (const axis of [0, 1]) {
        const own = (expressed[3 * i + axis] as number) - (rest.landmarks[3 * i + axis] as number)
        out[3 * at + axis] = (out[3 * at + axis] as number) + share * own
      }
      out[3 * at] = (out[3 * at] as number) + swing * (mesh.hair[at] as number)
    })
  turnMesh(mesh, values, out)
  untangle(mesh, out)
  return out
}

/** Adds the head's own motion, evened out among points that lie close together in the picture. */
function turnMesh(mesh: FaceMesh, values: ArrayLike<number>, points: Float32Array): void {
  const { rest, places, head, near } = mesh
  const turn = headTurn(rest, values)
  const point = new Float32Array(3)
  const ways = new Float32Array(3 * pointCount)
  for (let i = 0; i < pointCount; i++) {
    for (let k = 0; k < 3; k++) {
      const solid = (i < skinCount ? rest.solid[3 * i + k] : places[3 * i + k]) as number
      point[k] = solid + (points[3 * i + k] as number) - (places[3 * i + k] as number)
    }
    const [x, y] = [point[0] as number, point[1] as number]
    turn(point, 0, head[i] as number)
    ways[3 * i] = (point[0] as number) - x
    ways[3 * i + 1] = (point[1] as number) - y
    points[3 * i + 2] = point[2] as number
  }
  for (let i = 0; i < pointCount; i++) {
    const list = near[i] as Neighbours
    for (const axis of [0, 1]) {
      let way = 0
      for (let k = 0; k < list.points.length; k++)
        way += (list.shares[k] as number) * (ways[3 * (list.points[k] as number) + axis] as number)
      points[3 * i + axis] = (points[3 * i + axis] as number) + way
    }
  }
}

/** Lips and lids go where they are told; what lies around gives way. */
const firm: ReadonlySet<number> = new Set([
  ...Object.values(lips).flat(),
  ...[eyes.left, eyes.right].flatMap((eye) => [...eye.upper, ...eye.lower]),
])
const rounds = 14
/** Part of its area below which a triangle counts as folded. */
const thinnest = 0.14

/** Where triangles fold over, their points go with their neighbours, until none does. */
function untangle({ places, skin }: FaceMesh, moved: Float32Array): void {
  const area = (points: Float32Array, t: number) => {
    const [a, b, c] = [3 * (skin[t] as number), 3 * (skin[t + 1] as number), 3 * (skin[t + 2] as number)]
    const at = (i: number) => points[i] as number
    return (at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1))
  }
  const sums = new Float32Array(3 * pointCount)
  const bad = new Uint8Array(pointCount)
  for (let round = 0; round < rounds; round++) {
    bad.fill(0)
    let some = false
    for (let t = 0; t < skin.length; t += 3) {
      if (area(moved, t) / area(places, t) > thinnest) continue
      some = true
      for (let k = 0; k < 3; k++) bad[skin[t + k] as number] = 1
    }
    if (!some) return
    sums.fill(0)
    for (let t = 0; t < skin.length; t += 3) {
      const corners = [skin[t] as number, skin[t + 1] as number, skin[t + 2] as number]
      for (const i of corners) {
        if (!bad[i] || firm.has(i)) continue
        for (const j of corners) {
          for (const axis of [0, 1])
            sums[3 * i + axis] =
              (sums[3 * i + axis] as number) + (moved[3 * j + axis] as number) - (places[3 * j + axis] as number)
          sums[3 * i + 2] = (sums[3 * i + 2] as number) + 1
        }
      }
    }
    for (let i = 0; i < pointCount; i++) {
      const count = sums[3 * i + 2] as number
      if (count === 0) continue
      for (const axis of [0, 1])
        moved[3 * i + axis] = (places[3 * i + axis] as number) + (sums[3 * i + axis] as number) / count
    }
  }
}

function contains(polygon: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i] as [number, number]
    const [bx, by] = polygon[j] as [number, number]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
