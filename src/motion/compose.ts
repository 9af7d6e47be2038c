import type { Size } from '../core/geometry'
import type { Picture } from '../core/image'
import { createPicture } from '../core/image'
import { backwardMap } from './backward'
import { seenAt } from './camera/rig'
import { apartFrom } from './camera/seen'
import { carry } from './cpu/carry'
import { film } from './cpu/film'
import { putBack } from './cpu/freeze'
import { pour } from './cpu/pour'
import { uncover } from './cpu/uncover'
import { mix } from './curve'
import { allRest, type Displaced, displaceLayers } from './displace'
import { animated } from './face/animated'
import { sampledPixel, samplePicture } from './filters/resample'
import { type Moment, momentOf } from './fluid/moment'
import { type Prepared, prepare } from './prepare'
import type { MotionField, Pixels } from './types'

/**
 * A frame: the source, what the filled plate shows where something has moved away, the fluids and layers
 * from back to front, and the source again where it is frozen. What does not move is the source's own
 * pixel, bit for bit (of the still at the output's size).
 *
 * @param time seconds of motion
 * @param out written and given back when its size fits
 * @param fill what the network drew of this frame, any size: shown in place of the plate
 */
export function compose(
  field: MotionField,
  pixels: Pixels,
  time: number,
  size: Size,
  out?: Picture,
  fill?: Picture,
): Picture {
  const frame =
    out && out.width === size.width && out.height === size.height ? out : createPicture(size.width, size.height)
  const ready = prepare(field, pixels, size)
  const now = animated(field, ready, time)
  const moved = displaceLayers(field, time)
  const moments = field.fluids.map((fluid) => momentOf(fluid, time))
  const { rig } = field
  const view = seenAt(rig, field.picture, time)
  if (!rig || !view) {
    drawScene(field, now, moved, moments, frame, fill)
  } else {
    const apart = apartFrom(field, moved, view)
    const scene = spare(size)
    drawScene(field, now, moved, moments, scene, undefined, apart)
    film(field, rig, ready, view, scene, frame)
    if (fill) fillHoles(frame, fill, field, time)
    field.layers.forEach((layer, k) => {
      const by = apart[k]
      if (by) carry(field, now, k, layer, by, frame)
    })
  }
  if (ready.freeze) putBack(ready.freeze, ready.still, frame)
  return frame
}

/**
 * All that lies on the ground, where it is without a camera. Of layers that stand apart (those with a
 * displacement in `apart`) only what they uncover.
 */
function drawScene(
  field: MotionField,
  ready: Prepared,
  moved: readonly Displaced[],
  moments: readonly Moment[],
  frame: Picture,
  fill?: Picture,
  apart?: readonly (Displaced | null)[],
): void {
  frame.data.set(ready.still.data)
  if (allRest(moved) && !apart?.some((by) => by) && !moments.some((moment) => moment)) return
  field.layers.forEach((layer, k) => {
    uncover(field, ready, layer, apart?.[k] ?? (moved[k] as Displaced), frame, fill)
  })
  const pourBehind = (k: number) =>
    field.fluids.forEach((fluid, i) => {
      const moment = moments[i]
      if (moment && fluid.behind === k) pour(ready, fluid, moment, field, frame)
    })
  field.layers.forEach((layer, k) => {
    pourBehind(k)
    if (!apart?.[k]) carry(field, ready, k, layer, moved[k] as Displaced, frame)
  })
  pourBehind(field.layers.length)
}

/** Shows what the network drew of this frame where no pixel of the source is seen. */
function fillHoles(frame: Picture, fill: Picture, field: MotionField, time: number): void {
  const { width, height, data } = frame
  const { hole } = backwardMap(field, time, width, height)
  for (let i = 0; i < hole.length; i++) {
    const share = hole[i] as number
    if (share === 0) continue
    samplePicture(
      fill,
      (((i % width) + 0.5) * fill.width) / width,
      ((Math.floor(i / width) + 0.5) * fill.height) / height,
    )
    for (let c = 0; c < 4; c++) data[4 * i + c] = mix(data[4 * i + c] as number, sampledPixel[c] as number, share)
  }
}

let scenes: Picture | null = null

/** A picture to draw on, the same one again for the same size. */
function spare({ width, height }: Size): Picture {
  if (scenes?.width !== width || scenes.height !== height) scenes = createPicture(width, height)
  return scenes
}
