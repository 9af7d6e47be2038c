import type { Point, Size } from '../../../../core/geometry'
import type { ClipTime } from '../../../../core/hint'
import type { Mask } from '../../../../core/image'
import { type Part, poseAt, posed } from '../../../../core/part'
import { weightAt } from '../magnitude'
import { partsOf } from '../parts'
import type { MotionFields } from '../state'
import { picture } from './silhouettes'

export const clip: ClipTime = { span: 2, period: null, step: 1 / 24 }
export const loop: ClipTime = { span: 2 - 1 / 24, period: 2, step: 1 / 24 }

/** What a region over a mask does for a prompt. */
export function told(mask: Mask, prompt: string, fields: MotionFields = {}, time: ClipTime = clip): Part[] {
  return partsOf({ kind: 'region', clicks: [], mask, grow: 0, feather: 0, prompt, ...fields }, time, picture)
}

/** Displacement of a place at a time, picture pixels. */
export function flowAt(parts: readonly Part[], time: number, { x, y }: Point, size: Size = picture): Point {
  const by = { x: 0, y: 0 }
  for (const part of parts) {
    const weight = weightAt(part.weight, x / size.width, y / size.height)
    const way = posed(poseAt(part, time), part.about, x, y)
    by.x += weight * way.x
    by.y += weight * way.y
  }
  return by
}

/** Places all over a mask. */
export function placesOf(mask: Mask, gap = 9): Point[] {
  const places: Point[] = []
  for (let y = gap >> 1; y < mask.height; y += gap)
    for (let x = gap >> 1; x < mask.width; x += gap)
      if ((mask.data[y * mask.width + x] as number) > 127) places.push({ x: x + 0.5, y: y + 0.5 })
  return places
}

/** Moments of a clip's frames. */
export function momentsOf({ span, step = 1 / 24 }: ClipTime): number[] {
  return Array.from({ length: Math.round(span / step) + 1 }, (_, i) => i * step)
}

/** Share of all change of flow that happens where `within` says. */
export function shareOfFlow(parts: readonly Part[], mask: Mask, within: (place: Point) => boolean): number {
  let [inside, all] = [0, 0]
  const moments = momentsOf(clip)
  for (const place of placesOf(mask, 6)) {
    let sum = 0
    let before = { x: 0, y: 0 }
    for (const time of moments) {
      const now = flowAt(parts, time, place)
      sum += Math.hypot(now.x - before.x, now.y - before.y)
      before = now
    }
    all += sum
    if (within(place)) inside += sum
  }
  return inside / all
}
