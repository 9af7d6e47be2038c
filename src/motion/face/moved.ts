import { deformFace } from '../../core/face/deform'
import { channel, channelCount, offsetPoints } from '../../core/face/names'
import { offsetWays } from '../../core/face/offsets'
import { oval, skinCount } from '../../core/face/points'
import { headTurn } from '../../core/face/turn'
import type { FaceMesh, Neighbours } from './mesh'
import { untangle } from './untangle'

/** Where the mesh's points are when the face does what the channels say; picture pixels, [points, 3]. */
export function movedMesh(mesh: FaceMesh, values: ArrayLike<number>): Float32Array {
  const { rest, places } = mesh
  const still = Float32Array.from(values)
  for (const name of ['yaw', 'pitch', 'roll', 'x', 'y', 'zoom'] as const) still[channel(name)] = 0
  still.fill(0, channelCount - 2 * offsetPoints.length)
  const expressed = deformFace(rest, still)
  const out = places.slice()
  out.set(expressed.subarray(0, 3 * skinCount))
  const swing = (values[channel('hair')] as number) * 0.05 * rest.unit
  for (let r = 0; r < mesh.factors.length; r++)
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
  addOffsets(mesh, values, out)
  untangle(mesh, out)
  return out
}

/** What offsets ask of the skin, and of the rings as they follow the contour. */
function addOffsets(mesh: FaceMesh, values: ArrayLike<number>, points: Float32Array): void {
  const ways = offsetWays(mesh.rest, values)
  if (!ways) return
  const add = (at: number, from: number, share: number) => {
    for (const axis of [0, 1])
      points[3 * at + axis] = (points[3 * at + axis] as number) + share * (ways[2 * from + axis] as number)
  }
  for (let i = 0; i < skinCount; i++) add(i, i, 1)
  for (let r = 0; r < mesh.factors.length; r++)
    oval.forEach((i, k) => {
      const at = skinCount + r * oval.length + k
      add(at, i, mesh.follows[at] as number)
    })
}

/** Adds the head's own motion, evened out among points that lie close together in the picture. */
function turnMesh(mesh: FaceMesh, values: ArrayLike<number>, points: Float32Array): void {
  const { rest, places, head, near } = mesh
  const pointCount = head.length
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
