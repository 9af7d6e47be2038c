import { faceAt } from '../../core/face/time'
import type { Flow } from '../../core/flow'
import { resizePlane } from '../filters/resample'
import { type Corner, fillTriangle } from '../raster'
import type { MotionField } from '../types'
import { meshOf } from './meshes'
import { movedMesh } from './moved'

/** Adds what the faces do to a displacement on a grid over the still, picture pixels. */
export function addFaces(field: MotionField, time: number, flow: Flow): void {
  const { width, height, data } = flow
  const count = width * height
  const [scaleX, scaleY] = [width / field.picture.width, height / field.picture.height]
  const corners = [0, 1, 2].map((): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })) as [Corner, Corner, Corner]
  field.faces.forEach((face, index) => {
    const head = field.heads[index]
    const cover = head ? resizePlane(head.alpha, width, height).data : null
    const values = faceAt(face, time).map((value) => value * field.controlScale)
    const mesh = meshOf(face, field.picture)
    const moved = movedMesh(mesh, values)
    for (const triangles of [mesh.openings, mesh.skin])
      for (let t = 0; t < triangles.length; t += 3) {
        corners.forEach((corner, k) => {
          const i = 3 * (triangles[t + k] as number)
          corner.x = (mesh.places[i] as number) * scaleX
          corner.y = (mesh.places[i + 1] as number) * scaleY
          corner.u = (moved[i] as number) - (mesh.places[i] as number)
          corner.v = (moved[i + 1] as number) - (mesh.places[i + 1] as number)
        })
        fillTriangle(...corners, width, height, (y, x, run, { sx: u, sy: v, dx: du, dy: dv }) => {
          for (let k = 0; k < run; k++) {
            const at = y * width + x + k
            const share = cover ? (cover[at] as number) : 1
            data[at] = share * (u + k * du)
            data[count + at] = share * (v + k * dv)
          }
        })
      }
  })
}
