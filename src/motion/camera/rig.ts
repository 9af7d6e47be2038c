import type { Size } from '../../core/geometry'
import type { Hint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { sameMask } from '../../core/mask'
import type { Layer } from '../types'
import { type Border, coverZooms, zoomAt } from './cover'
import { depthOfThing, depthPlane, paintedDepth } from './depth'
import { groundMesh } from './ground'
import type { Ground, Rig } from './types'
import { cameraAt, camerasOf, depthsPart, type View, viewOf } from './view'

/** Margin past the border in which the picture is continued at most, as a share of its long side. */
const mostMargin = 0.6

/**
 * The cameras among the hints, made ready; null where there are none.
 *
 * @param former a rig over the same layers and painted depth, whose depth is used again
 */
export function rigOf(
  still: Picture,
  picture: Size,
  hints: readonly Hint[],
  layers: readonly Layer[],
  controlScale: number,
  former: Rig | null = null,
): Rig | null {
  const cameras = camerasOf(hints)
  if (cameras.length === 0) return null
  const deep = depthsPart(cameras)
  const depth = deep ? (former?.depth ?? depthPlane(cameras, still)) : null
  const stands = layers.map(({ region, alpha }) =>
    depth && region ? (region.depth ?? depthOfThing(depth, alpha)) : null,
  )
  const covered = cameras.every(({ edges }) => edges === 'cover')
  const posesAt = (time: number) => cameras.map((hint) => cameraAt(hint, time, controlScale))
  const length = Math.max(...cameras.map(({ poses }) => poses.at(-1)?.time ?? 0))
  const plain = groundMesh(picture, depth, 0)
  if (covered) {
    const view = (time: number, zoom: number) => viewOf(posesAt(time), picture, zoom)
    const returns = length > 0 && view(length, 1).still
    const zooms = coverZooms(view, borderOf(plain, layers, stands, picture), picture, length, returns)
    return { hints: cameras, controlScale, depth, stands, ground: plain, zooms, margin: 0 }
  }
  const margin = marginOf((time) => viewOf(posesAt(time), picture, 1), plain, picture, length)
  return {
    hints: cameras,
    controlScale,
    depth,
    stands,
    ground: groundMesh(picture, depth, margin),
    zooms: null,
    margin,
  }
}

/** How the picture is seen at a time; null: as it is. */
export function seenAt(rig: Rig | null, picture: Size, time: number): View | null {
  if (!rig) return null
  const poses = rig.hints.map((hint) => cameraAt(hint, time, rig.controlScale))
  const view = viewOf(poses, picture, rig.zooms ? zoomAt(rig.zooms, time) : 1)
  return view.still ? null : view
}

/** Whether two sets of hints have cameras over the same depths, so that nothing but their ways differs. */
export function sameDepths(a: readonly Hint[], b: readonly Hint[]): boolean {
  const [one, other] = [paintedDepth(camerasOf(a)), paintedDepth(camerasOf(b))]
  if (depthsPart(a) !== depthsPart(b)) return false
  if (one === other) return true
  return one !== null && other !== null && sameMask(one, other)
}

function borderOf({ mesh, depths }: Ground, layers: readonly Layer[], stands: Rig['stands'], picture: Size): Border {
  const { columns, rows, places } = mesh
  const around = [
    ...Array.from({ length: columns }, (_, i) => i),
    ...Array.from({ length: rows - 1 }, (_, i) => (i + 2) * columns - 1),
    ...Array.from({ length: columns - 1 }, (_, i) => rows * columns - 2 - i),
    ...Array.from({ length: rows - 2 }, (_, i) => (rows - 2 - i) * columns),
  ]
  const ring = Float32Array.from(around.flatMap((i) => [places[2 * i] ?? 0, places[2 * i + 1] ?? 0, depths[i] ?? 0.5]))
  const others: number[] = []
  layers.forEach(({ alpha }, k) => {
    const depth = stands[k] ?? null
    if (depth === null) return
    for (let i = 0; i < ring.length; i += 3) {
      const [x, y] = [ring[i] as number, ring[i + 1] as number]
      const column = Math.min(alpha.width - 1, Math.floor((x / picture.width) * alpha.width))
      const row = Math.min(alpha.height - 1, Math.floor((y / picture.height) * alpha.height))
      if ((alpha.data[row * alpha.width + column] as number) > 0.1) others.push(x, y, depth)
    }
  })
  return { ring, others: Float32Array.from(others) }
}

/** How far into the frame the border gets at most, with some room. */
function marginOf(viewAt: (time: number) => View, { mesh, depths }: Ground, picture: Size, length: number): number {
  const { width, height } = picture
  const out = { x: 0, y: 0 }
  const corner = { x: 0, y: 0 }
  let most = 0
  for (let step = 0; step <= 48; step++) {
    const view = viewAt((length * step) / 48)
    // How much a picture pixel takes up in the frame.
    view.see(0, 0, 0.5, out)
    view.see(width, 0, 0.5, corner)
    const scale = Math.max(0.1, Math.hypot(corner.x - out.x, corner.y - out.y) / width)
    for (let i = 0; i < depths.length; i++) {
      const [x, y] = [mesh.places[2 * i] as number, mesh.places[2 * i + 1] as number]
      if (x > 0 && y > 0 && x < width && y < height) continue
      view.see(x, y, depths[i] as number, out)
      const into = Math.min(out.x, out.y, width - out.x, height - out.y)
      if (into > 0) most = Math.max(most, into / scale)
      // A corner that is turned away leaves a wedge beside it.
      else if ((x === 0 || x === width) && (y === 0 || y === height))
        most = Math.max(most, Math.hypot(out.x - x, out.y - y) / scale)
    }
  }
  if (most === 0) return 0
  return Math.min(mostMargin * Math.max(width, height), 1.3 * most + 0.01 * Math.max(width, height))
}
