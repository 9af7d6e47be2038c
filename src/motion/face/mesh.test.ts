import { describe, expect, test } from 'vitest'
import type { ChannelName } from '../../core/face/names'
import { templateFace } from '../../core/face/template'
import { headTurn } from '../../core/face/turn'
import { createPicture } from '../../core/image'
import { type Corner, fillTriangle } from '../raster'
import { signedArea } from './canonical'
import { drawFace } from './face'
import { faceMesh } from './mesh'
import { movedMesh } from './moved'
import { depthIn, outlineOf } from './outline'
import { faceDoing, valuesOf } from './testing/doing'

const size = { width: 320, height: 320 }
const landmarks = templateFace.map(
  (value, i) => 70 * value + ([160, 130, 0][i % 3] as number),
) as Float32Array<ArrayBuffer>
const mesh = faceMesh(landmarks, size)

function area(points: Float32Array, t: number): number {
  return signedArea(points, mesh.skin[t] as number, mesh.skin[t + 1] as number, mesh.skin[t + 2] as number)
}

describe('a face in its picture', () => {
  test.each([
    { yaw: 15 },
    { yaw: -15 },
    { pitch: 15 },
    { pitch: -15 },
    { roll: 15 },
    { roll: -15 },
    { yaw: 12, pitch: 8, jawOpen: 0.6 },
    { mouthPucker: 1 },
    { cheekPuff: 1 },
  ])('turns nothing over for %o', (of) => {
    const moved = movedMesh(mesh, valuesOf(of))
    let [flipped, whole] = [0, 0]
    for (let t = 0; t < mesh.skin.length; t += 3) {
      whole += Math.abs(area(mesh.places, t))
      if (area(mesh.places, t) * area(moved, t) < 0) flipped += Math.abs(area(mesh.places, t))
    }
    expect(flipped / whole).toBeLessThan(1e-4)
  })

  test.each([
    { yaw: 25 },
    { yaw: 45, pitch: 15 },
    { yaw: -45 },
    { yaw: 60, jawOpen: 1, mouthSmileLeft: 2, cheekPuff: 2 },
  ])('covers each place by a triangle that shows its front for %o, whatever the turn hides', (of) => {
    const moved = movedMesh(mesh, valuesOf(of))
    const covered = new Uint8Array(size.width * size.height)
    const corners = [0, 1, 2].map((): Corner => ({ x: 0, y: 0, u: 0, v: 0, way: 0 })) as [Corner, Corner, Corner]
    for (const [triangles, all] of [
      [mesh.openings, true],
      [mesh.skin, false],
    ] as const)
      for (let t = 0; t < triangles.length; t += 3) {
        if (!all && area(moved, t) * mesh.winding < 0) continue
        corners.forEach((corner, k) => {
          const i = 3 * (triangles[t + k] as number)
          corner.x = moved[i] as number
          corner.y = moved[i + 1] as number
        })
        fillTriangle(...corners, size.width, size.height, (y, x, count) =>
          covered.fill(1, y * size.width + x, y * size.width + x + count),
        )
      }
    const ring = outlineOf(
      mesh.places,
      Array.from({ length: 36 }, (_, k) => mesh.places.length / 3 - 36 + k),
    )
    let holes = 0
    for (let y = 0; y < size.height; y++)
      for (let x = 0; x < size.width; x++)
        if (!covered[y * size.width + x] && depthIn(ring, x + 0.5, y + 0.5) > 1) holes++
    expect(holes).toBe(0)
  })

  test.each([{ yaw: 25 }, { yaw: -45 }, { pitch: 15 }, { pitch: -15, yaw: 10 }])(
    'turns eyes, nose and mouth as far as it is asked for %o',
    (of) => {
      const wanted = landmarks.slice()
      const turn = headTurn(mesh.rest, valuesOf(of))
      const moved = movedMesh(mesh, valuesOf(of))
      for (const i of [33, 133, 362, 263, 168, 4, 61, 291, 0, 17, 9]) {
        turn(wanted, 3 * i, 1)
        const off = Math.hypot(...[0, 1].map((k) => (wanted[3 * i + k] as number) - (moved[3 * i + k] as number)))
        expect(off / mesh.rest.unit).toBeLessThan(0.02)
      }
    },
  )

  test('leaves what lies around it bit for bit, and itself where it does nothing', () => {
    const still = createPicture(size.width, size.height)
    still.data.forEach((_, i) => {
      still.data[i] = i % 4 === 3 ? 255 : (i * 7919) % 251
    })
    const hint = (of: Partial<Record<ChannelName, number>>) => faceDoing(landmarks, of)
    const out = { ...still, data: still.data.slice() }
    expect(drawFace(hint({}), null, still, size, 0, out)).toBeNull()
    const box = drawFace(hint({ yaw: 20, jawOpen: 0.5 }), null, still, size, 0, out)
    expect(out.data).not.toEqual(still.data)
    const ring = outlineOf(
      mesh.places,
      Array.from({ length: 36 }, (_, k) => mesh.places.length / 3 - 36 + k),
    )
    for (let y = 0; y < size.height; y++)
      for (let x = 0; x < size.width; x++) {
        const outside = !box || x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height
        if (!outside && depthIn(ring, x + 0.5, y + 0.5) > -1) continue
        const at = 4 * (y * size.width + x)
        for (let c = 0; c < 4; c++) if (out.data[at + c] !== still.data[at + c]) throw new Error(`${x}, ${y}`)
      }
  })
})
