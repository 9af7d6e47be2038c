import { deformFace } from '../../core/face/deform'
import { channel, channelCount, offsetPoints } from '../../core/face/names'
import { offsetWays } from '../../core/face/offsets'
import { oval, skinCount } from '../../core/face/points'
import { headTurn } from '../../core/face/turn'
import type { FaceMesh } from './mesh'
import { untangle } from './untangle'

/** Where the mesh's points are when the face does what the channels say; picture pixels, [points, 3]. */
export function movedMesh(mesh: FaceMesh, values: ArrayLike<number>): Float32Array {
  return movedWhole(mesh, values).moved
}

/**
 * Where the mesh's points are, and where they would be if the head did all the same and the face nothing: with lids, lips
 * and brows as in the still. Picture pixels, [points, 3] each.
 */
export function movedWhole(mesh: FaceMesh, values: ArrayLike<number>): { moved: Float32Array; carried: Float32Array } {
  const { places } = mesh
  const moved = places.slice()
  addExpression(mesh, values, moved)
  // The head as it lies when it turns and does nothing else: what is hidden by the turn itself is no fold.
  const base = places.slice()
  for (const points of [base, moved]) turnHead(mesh, values, points)
  const carried = base.slice()
  for (const points of [carried, moved]) addOffsets(mesh, values, points)
  untangle(mesh, base, moved)
  return { moved, carried }
}

/** Adds the head's own motion. Towards the outline it yaws and nods less and less, for what leaves there is followed by more of its kind. */
function turnHead({ rest, head, round }: FaceMesh, values: ArrayLike<number>, points: Float32Array): void {
  const turn = headTurn(rest, values)
  const level = Float32Array.from(values)
  for (const name of ['yaw', 'pitch'] as const) level[channel(name)] = 0
  const slide = headTurn(rest, level)
  const slid = new Float32Array(3)
  for (let i = 0; i < head.length; i++) {
    const [at, share, keeps] = [3 * i, head[i] as number, round[i] as number]
    if (keeps > 0) {
      for (let k = 0; k < 3; k++) slid[k] = points[at + k] as number
      slide(slid, 0, share)
    }
    turn(points, at, share)
    if (keeps > 0)
      for (let k = 0; k < 3; k++)
        points[at + k] = (points[at + k] as number) + keeps * ((slid[k] as number) - (points[at + k] as number))
  }
}

/** What the face does in its own frame, and the rings as they follow its contour. */
function addExpression(mesh: FaceMesh, values: ArrayLike<number>, out: Float32Array): void {
  const { rest, covered } = mesh
  const still = Float32Array.from(values)
  for (const name of ['yaw', 'pitch', 'roll', 'x', 'y', 'zoom'] as const) still[channel(name)] = 0
  still.fill(0, channelCount - 2 * offsetPoints.length)
  const ways = deformFace(rest, still)
  for (let i = 0; i < ways.length; i++) ways[i] = (ways[i] as number) - (rest.landmarks[i] as number)
  for (let i = 0; i < 3 * skinCount; i++) out[i] = (out[i] as number) + (ways[i] as number)
  const swing = (values[channel('hair')] as number) * 0.05 * rest.unit
  for (let r = 0; r < mesh.factors.length; r++)
    oval.forEach((i, k) => {
      const at = skinCount + r * oval.length + k
      const share = mesh.follows[at] as number
      for (const axis of [0, 1])
        out[3 * at + axis] = (out[3 * at + axis] as number) + share * (ways[3 * i + axis] as number)
      out[3 * at] = (out[3 * at] as number) + swing * (mesh.hair[at] as number)
    })
  for (const { point, by, shares } of covered)
    for (const axis of [0, 1, 2]) {
      const way = by.reduce((sum, i, k) => sum + (shares[k] as number) * (ways[3 * i + axis] as number), 0)
      out[3 * point + axis] = (mesh.places[3 * point + axis] as number) + way
    }
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
