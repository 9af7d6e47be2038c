import type { SelectionAsk } from '../../bridge/vision'
import { KinoraError } from '../../core/errors'
import type { Size } from '../../core/geometry'
import type { Mask, Picture } from '../../core/image'
import { maskToPlane, moreThanHalf, planeToMask } from '../../core/mask'
import { resizePlane } from '../../motion/filters/resample'
import { evaluateMatte, solveMatte } from '../../motion/matte'
import { believe } from './belief'
import { firstSelections } from './first'
import { grabCut, label, type OpenCv } from './grabcut'
import { type Grid, gridOf, inDisc, seedsOf } from './grid'
import { led } from './led'
import { changedAt, guarded, refined, sketched } from './refine'
import type { Segmenter } from './types'
import { whole } from './whole'

/** Long sides of the grids on which a first guess is chosen, and on which things are cut out. */
const [guessSide, cutSide] = [160, 256]

type Binary = Uint8Array<ArrayBuffer>

/** Cuts things out by their colours and edges, led by what a network believes where there is one. */
export function createGrabCutSegmenter(cv: OpenCv): Segmenter {
  let scene: { picture: Picture; size: Size; small: Grid; grid: Grid } | null = null

  /** The choice is made small; the border is found again at twice the size. */
  const first = ({ size, small, grid }: NonNullable<typeof scene>, ask: SelectionAsk): Binary => {
    const clicks = ask.clicks.slice(0, 1)
    const [seed] = seedsOf(clicks, size, small)
    if (!seed?.keep) return new Uint8Array(grid.width * grid.height)
    const rough = firstSelections(cv, small, seed, believe(clicks, size, small, ask.belongs))
    const chosen = rough[(ask.guess ?? 0) % rough.length] as Binary
    return enlarged(cv, chosen, small, grid, seedsOf(clicks, size, grid))
  }

  return {
    setPicture(picture, size) {
      scene = { picture, size, small: gridOf(picture, guessSide), grid: gridOf(picture, cutSide) }
    },
    select(ask) {
      if (!scene) throw new KinoraError('nothing-open')
      const { picture, size, grid } = scene
      const { previous, sketch } = ask
      const before = previous ? moreThanHalf(maskToPlane(previous, grid.width, grid.height)) : null
      if (sketch) return matted(sketched(cv, grid, before, sketch), grid, picture)
      if (ask.thing) {
        const seeds = seedsOf(ask.clicks, size, grid)
        const found = led(cv, grid, seeds, ask.thing)
        const last = seeds.at(-1)
        if (!before || !last) return matted(found, grid, picture)
        return matted(changedAt(before, guarded(grid, before, found, seeds, last), grid, last), grid, picture)
      }
      let selection = before ?? first(scene, ask)
      for (let count = before ? ask.clicks.length : 2; count <= ask.clicks.length; count++) {
        const clicks = ask.clicks.slice(0, count)
        const belief = believe(clicks.slice(-1), size, grid, lastOf(ask, count))
        selection = refined(cv, grid, selection, seedsOf(clicks, size, grid), belief)
      }
      return matted(selection, grid, picture)
    },
  }
}

/** The network's map of one click alone. */
function lastOf({ belongs }: SelectionAsk, count: number): SelectionAsk['belongs'] {
  if (!belongs || belongs.count < count) return undefined
  const { width, height, maps } = belongs
  const each = width * height
  return { ...belongs, count: 1, maps: maps.slice((count - 1) * each, count * each) }
}

function enlarged(cv: OpenCv, rough: Binary, from: Size, grid: Grid, seeds: ReturnType<typeof seedsOf>): Binary {
  const soft = resizePlane({ ...sizeOf(from), data: Float32Array.from(rough) }, grid.width, grid.height)
  const labels = moreThanHalf(soft).map((inside) => (inside ? label.probablyThing : label.probablyGround))
  for (const seed of seeds)
    inDisc(grid, seed, 3, (i) => {
      labels[i] = label.thing
    })
  return whole(grabCut(cv, grid.picture, labels, 1), grid, seeds)
}

/** The binary selection with the border that the picture's own pixels give it. */
function matted(selection: Binary, grid: Size, picture: Picture): Mask {
  const { width, height } = picture
  if (!selection.some((value) => value === 1)) return { width, height, data: new Uint8Array(width * height) }
  const member = { ...sizeOf(grid), data: Float32Array.from(selection) }
  return planeToMask(evaluateMatte(solveMatte(picture, member), picture))
}

function sizeOf({ width, height }: Size): Size {
  return { width, height }
}
