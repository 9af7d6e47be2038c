import { seenMap } from './camera/backward'
import { seenAt } from './camera/rig'
import { apartFrom } from './camera/seen'
import { type Displaced, displaceLayers, displacementAt } from './displace'
import { drawMesh } from './drawmesh'
import { resizePlane, samplePlane } from './filters/resample'
import { waysTo } from './fluid/ways'
import type { BackwardMap, Layer, MotionField } from './types'

/**
 * Where each pixel of a frame comes from, on a grid over the frame. In front wins, from half opacity
 * on; `hole` is the part of a pixel that shows neither a layer nor the untouched source.
 */
export function backwardMap(field: MotionField, time: number, width: number, height: number): BackwardMap {
  const count = width * height
  const layer = new Int16Array(count).fill(-1)
  const source = new Float32Array(2 * count)
  const [perX, perY] = [field.picture.width / width, field.picture.height / height]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      source[2 * (y * width + x)] = (x + 0.5) * perX
      source[2 * (y * width + x) + 1] = (y + 0.5) * perY
    }
  }
  const hole = new Float32Array(count)
  const moved = displaceLayers(field, time)
  const { rig } = field
  const view = seenAt(rig, field.picture, time)
  const apart = apartFrom(field, moved, view)
  const lifted = resizePlane(field.lifted, width, height)
  field.layers.forEach((item, k) => {
    const by = apart[k] ?? (moved[k] as Displaced)
    drawMesh(
      item.mesh,
      by.map(() => 0),
      field.picture,
      { width, height },
      () => true,
      (y, x, run) => {
        for (let i = 0; i < run; i++) {
          const at = y * width + x + i
          const way = carriedAway(field, item, by, (x + i + 0.5) * perX, (y + 0.5) * perY)
          const share = way * (lifted.data[at] as number)
          if (share > (hole[at] as number)) hole[at] = share
        }
      },
    )
  })
  for (const fluid of field.fluids) {
    const ways = waysTo(fluid, time, width, height)
    for (let i = 0; ways && i < count; i++) {
      if ((ways.cover[i] as number) < 128) continue
      source[2 * i] = ((i % width) + 0.5) * perX + (ways.by[2 * i] as number)
      source[2 * i + 1] = (Math.floor(i / width) + 0.5) * perY + (ways.by[2 * i + 1] as number)
    }
  }
  const map: BackwardMap = { width, height, layer, source, hole }
  field.layers.forEach((item, k) => {
    if (!apart[k]) layOver(field, map, item, k, moved[k] as Displaced)
  })
  const seen = view && rig ? seenMap(field, rig, view, map) : map
  field.layers.forEach((item, k) => {
    const by = apart[k]
    if (by) layOver(field, seen, item, k, by)
  })
  if (field.freeze) thaw(field, seen)
  return seen
}

/** Lays a layer, where it is displaced to, over what the map says. */
function layOver(field: MotionField, map: BackwardMap, item: Layer, index: number, by: Displaced): void {
  const { grid, picture } = field
  const { width, height } = map
  const [perX, perY] = [picture.width / width, picture.height / height]
  drawMesh(
    item.mesh,
    by,
    picture,
    { width, height },
    () => true,
    (y, x, run, { sx, sy, dx, dy }) => {
      for (let i = 0; i < run; i++) {
        const [px, py] = [(sx + i * dx) * perX, (sy + i * dy) * perY]
        const alpha = samplePlane(
          item.alpha,
          (reflect(px, picture.width) / picture.width) * grid.width,
          (reflect(py, picture.height) / picture.height) * grid.height,
        )
        if (alpha <= 0) continue
        const at = y * width + x + i
        map.hole[at] = (map.hole[at] as number) * (1 - alpha)
        if (alpha < 0.5) continue
        map.layer[at] = index
        map.source[2 * at] = px
        map.source[2 * at + 1] = py
      }
    },
  )
}

/** Frozen pixels come from themselves. */
function thaw(field: MotionField, map: BackwardMap): void {
  if (!field.freeze) return
  const freeze = resizePlane(field.freeze, map.width, map.height)
  for (let i = 0; i < freeze.data.length; i++) {
    const share = freeze.data[i] as number
    map.hole[i] = (map.hole[i] as number) * (1 - share)
    if (share < 0.5) continue
    map.layer[i] = -1
    map.source[2 * i] = (((i % map.width) + 0.5) * field.picture.width) / map.width
    map.source[2 * i + 1] = ((Math.floor(i / map.width) + 0.5) * field.picture.height) / map.height
  }
}

const scratch = { x: 0, y: 0 }

function carriedAway(field: MotionField, layer: Layer, by: Float32Array, x: number, y: number): number {
  displacementAt(layer, by, x, y, scratch)
  // About a pixel and a half at 512 pixels.
  return Math.min(1, Math.hypot(scratch.x, scratch.y) / (0.003 * Math.max(field.picture.width, field.picture.height)))
}

function reflect(place: number, size: number): number {
  if (place < 0) return -place
  return place > size ? 2 * size - place : place
}
