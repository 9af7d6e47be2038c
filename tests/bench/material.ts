import type * as v from 'valibot'
import type { ControlInput } from '../../src/controls/registry'
import { createPicture, type Picture } from '../../src/core/image'
import { projectOver } from '../../src/engine/testing/small'
import type { Project } from '../../src/project/project'
import type { generationSettings } from '../../src/project/settings'
import { randomFrom } from '../faults/mutate'

/** Discs in a row on a busy ground, always the same for the same size: things that paths can move. */
export function discs(width: number, height: number, count = 1): Picture {
  const picture = createPicture(width, height)
  const random = randomFrom(7)
  const noise = Float32Array.from({ length: 4096 }, () => 14 * random())
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const { cx, cy, radius } = discAt(Math.min(count - 1, Math.floor((x / width) * count)), width, height, count)
      const inside = Math.hypot(x - cx, y - cy) < radius
      const grain = noise[(x * 31 + y * 17) & 4095] as number
      const wave = 20 * Math.sin(x / 23) * Math.cos(y / 17)
      const colour = inside ? [205, 60 + grain, 40] : [95 + wave + grain, 125 + wave, 145 + (40 * y) / height]
      picture.data.set([...colour, 255], 4 * (y * width + x))
    }
  return picture
}

function discAt(index: number, width: number, height: number, count: number) {
  const cell = width / count
  return { cx: cell * (index + 0.4), cy: height * 0.5, radius: Math.min(cell * 0.22, height * 0.2) }
}

/** A project over that picture: each disc has a path of its own, a fifth of its cell to the right and up. */
export function discProject(
  width: number,
  height: number,
  settings: v.InferInput<typeof generationSettings>,
  count = 1,
): Project {
  const controls = Array.from({ length: count }, (_, index): ControlInput => {
    const { cx, cy } = discAt(index, width, height, count)
    const cell = width / count
    return {
      kind: 'trajectory',
      points: [
        { x: cx, y: cy },
        { x: cx + cell * 0.1, y: cy - height * 0.06 },
        { x: cx + cell * 0.2, y: cy - height * 0.04 },
      ],
    }
  })
  return projectOver({ width, height }, { fps: 24, ...settings }, controls)
}
