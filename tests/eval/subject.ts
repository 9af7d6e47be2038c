import * as v from 'valibot'
import { fitLongSide } from '../../src/core/geometry'
import type { Picture } from '../../src/core/image'
import type { Influence } from '../../src/core/influence'
import { influenceOf } from '../../src/engine/influence'
import { backwardMap } from '../../src/motion/backward'
import { compose } from '../../src/motion/compose'
import { displaceMesh, displacementAt } from '../../src/motion/displace'
import { buildField } from '../../src/motion/field'
import { resizePicture, resizePlane } from '../../src/motion/filters/resample'
import { flowAt } from '../../src/motion/flow'
import { evaluateMatte } from '../../src/motion/matte'
import { clamped } from '../../src/motion/mesh'
import { hintPlaces } from '../../src/motion/places'
import { gaussianInfluence } from '../../src/motion/plain/gaussian'
import { fillPlate } from '../../src/motion/plate/fill'
import { textureBox } from '../../src/motion/texture'
import type { MotionField } from '../../src/motion/types'
import { compileHints, project } from '../../src/project/project'
import { clipSpan } from '../../src/project/timing'
import { nodeRuntime } from '../bench/node-engine'

/** Ways to find what moves with a path. `default` is what the studio uses now. */
export const methods = ['learned', 'plain', 'gaussian'] as const
export type Method = (typeof methods)[number]

/** The engine's own motion, outside of a page: what a person gets for these controls on this picture. */
export async function openSubject() {
  const runtime = await nodeRuntime()
  const influence = async (
    method: Method,
    still: Picture,
    places: ReturnType<typeof hintPlaces>,
  ): Promise<Influence> =>
    method === 'gaussian'
      ? gaussianInfluence(still, places)
      : influenceOf(runtime, still, places, { learned: method === 'learned' })
  return {
    pack: runtime.pack.manifest,
    async move(still: Picture, controls: unknown[], method: Method) {
      const value = v.parse(project, {
        format: 'kinora',
        version: 1,
        name: '',
        picture: { width: still.width, height: still.height, type: 'image/png', sha256: '0'.repeat(64) },
        controls: controls.map((control, index) => ({ ...(control as object), id: `c${index}`, name: '' })),
        settings: { frameCount: 25, fps: 24 },
      })
      const hints = compileHints(value)
      const span = clipSpan(value.settings)
      const { width, height } = fitLongSide(still, 512)
      const small = resizePicture(still, width, height)
      const maps = await influence(method, small, hintPlaces(hints, still))
      const field = buildField(small, still, hints, maps)
      const plate = field.layers.length > 0 ? fillPlate(still, field.lifted, 0) : null
      return {
        span,
        grid: { width, height },
        influence: maps,
        plate,
        frame: (time: number) => compose(field, { still, plate }, time, still),
        flow: (time: number) => flowAt(field, time, width, height).data,
        map: (time: number) => backwardMap(field, time, still.width, still.height),
        touched: (time: number) => touched(field, time, still),
      }
    },
    close: () => runtime.close(),
  }
}

const corners = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const

/** 1 where anything of a layer lies in the still, or has come to by a time. */
function touched(field: MotionField, time: number, still: Picture): Uint8Array {
  const { width, height } = still
  const out = new Uint8Array(width * height)
  const by = { x: 0, y: 0 }
  for (const layer of field.layers) {
    const moved = displaceMesh(field, layer, time)
    // Opacity as it is drawn: at the picture's own size a border has detail that the field's grid lacks.
    const alpha = evaluateMatte(layer.matte, still).data
    // What reaches the picture's border goes on past it, as opaque as on it, and comes in from there: faintly where its matte is faint.
    const box = textureBox(layer, field.picture, still)
    for (let y = box.y; y < box.y + box.height; y++)
      for (let x = box.x; x < box.x + box.width; x++) {
        if (alpha[clamped(y, height) * width + clamped(x, width)] === 0) continue
        if (x >= 0 && y >= 0 && x < width && y < height) out[y * width + x] = 1
        // A pixel that is stretched covers many: all that lie within the box around where its corners have come to.
        let [left, top, right, bottom] = [width, height, 0, 0]
        for (const [dx, dy] of corners) {
          displacementAt(layer, moved, x + dx, y + dy, by)
          left = Math.min(left, x + dx + by.x)
          right = Math.max(right, x + dx + by.x)
          top = Math.min(top, y + dy + by.y)
          bottom = Math.max(bottom, y + dy + by.y)
        }
        for (let row = Math.max(0, Math.floor(top)); row < Math.min(height, Math.ceil(bottom)); row++)
          out.fill(1, row * width + Math.max(0, Math.floor(left)), row * width + Math.min(width, Math.ceil(right)))
      }
  }
  const lifted = resizePlane(field.lifted, width, height).data
  return out.map((value, i) => ((lifted[i] as number) > 0 ? 1 : value))
}
