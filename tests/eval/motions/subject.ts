import * as v from 'valibot'
import { weightAt } from '../../../src/controls/region/prompt/magnitude'
import { motionPhrases } from '../../../src/controls/region/prompt/words/names'
import { parsePrompt } from '../../../src/controls/region/prompt/words/parse'
import { fitLongSide, type Size } from '../../../src/core/geometry'
import type { Mask, Picture } from '../../../src/core/image'
import { type Part, poseAt, posed } from '../../../src/core/part'
import { compose } from '../../../src/motion/compose'
import { buildField } from '../../../src/motion/field'
import { resizePicture } from '../../../src/motion/filters/resample'
import { flowAt } from '../../../src/motion/flow'
import { fillPlate } from '../../../src/motion/plate/fill'
import { compileHints, project } from '../../../src/project/project'

export { motionPhrases, parsePrompt }

interface Clip {
  frameCount: number
  fps: number
  loop: 'none' | 'loop'
}

function hintsFor(picture: Size, mask: Mask, fields: object, settings: Clip) {
  const region = { kind: 'region', id: 'region', name: '', clicks: [], mask, ...fields }
  return compileHints(
    v.parse(project, {
      format: 'kinora',
      version: 1,
      name: '',
      picture: { ...picture, type: 'image/png', sha256: '0'.repeat(64) },
      controls: [region],
      settings,
    }),
  )
}

/** What a region's words make of it: displacement (picture pixels) of places at a time, by its parts alone. */
export function told(picture: Size, mask: Mask, fields: object, settings: Clip) {
  const hint = hintsFor(picture, mask, fields, settings).find(({ kind }) => kind === 'region')
  const parts: Part[] = hint?.kind === 'region' ? hint.parts : []
  return (time: number, places: readonly { x: number; y: number }[]) => {
    const poses = parts.map((part) => poseAt(part, time))
    return places.map(({ x, y }) => {
      const by = { x: 0, y: 0 }
      parts.forEach((part, k) => {
        const weight = weightAt(part.weight, x / picture.width, y / picture.height)
        const pose = poses[k]
        if (weight === 0 || !pose) return
        const way = posed(pose, part.about, x, y)
        by.x += weight * way.x
        by.y += weight * way.y
      })
      return by
    })
  }
}

/** The same as it is drawn: the motion field's flow on a grid of 512, and frames. */
export function drawn(still: Picture, mask: Mask, fields: object, settings: Clip) {
  const hints = hintsFor(still, mask, fields, settings)
  const size = fitLongSide(still, 512)
  const influence = { ...size, count: 0, maps: new Float32Array(0), method: 'plain' as const }
  const field = buildField(resizePicture(still, size.width, size.height), still, hints, influence)
  let plate: Picture | null = null
  return {
    size,
    flow: (time: number) => flowAt(field, time, size.width, size.height).data,
    frame: (time: number, wanted: Size) => {
      plate ??= fillPlate(still, field.lifted, 0)
      return compose(field, { still, plate }, time, wanted)
    },
  }
}
