import type { Size } from '../../core/geometry'
import { backwardMap } from '../../motion/backward'
import type { BackwardMap, MotionField } from '../../motion/types'
import type { GenerationSettings } from '../../project/settings'
import { frameTime } from '../../project/timing'
import { digest } from '../kept'
import type { Watch } from '../watch'
import { around, type Box, type HoleMoment, holeBox, seenBox } from './region'

/** The moments of the motion that a clip shows, each once, in order of time; a loop that goes back shows some twice. */
export interface Moments {
  times: number[]
  /** First frame that shows each. */
  frames: number[]
  /** Which moment a frame shows. */
  ofFrame: number[]
}

/** @param mirrored whether frames as far from the end as from the beginning show the same; see `isMirrored` */
export function momentsOf(settings: GenerationSettings, mirrored = false): Moments {
  const byTime = new Map<number, number>()
  const rounded = Array.from({ length: settings.frameCount }, (_, frame) => {
    const time =
      Math.round(frameTime(settings, mirrored ? Math.min(frame, settings.frameCount - frame) : frame) * 1e6) / 1e6
    if (!byTime.has(time)) byTime.set(time, frame)
    return time
  })
  const times = [...byTime.keys()].sort((a, b) => a - b)
  const index = new Map(times.map((time, i) => [time, i]))
  return {
    times,
    frames: times.map((time) => byTime.get(time) as number),
    ofFrame: rounded.map((time) => index.get(time) as number),
  }
}

/** Samples a cell along each side: odd, so that one lies in its middle. */
const samples = 3
/** A cell with less than this share uncovered has no hole. */
const smallest = 1 / 64

/** Bytes of cells that are kept from the first look on; those of later moments are computed again when they are needed. */
const keptBytes = 8 * 2 ** 20

/** The moments of a clip in which something is uncovered. */
export interface Holes {
  /** Which of the clip's moments they are, and the first frame that shows each. */
  readonly moments: readonly { moment: number; frame: number }[]
  /** Cells around all holes of all moments, and what networks that look only near have to be shown for them. */
  readonly box: Box
  readonly seen: Box
  /** A name for what is told of the `index`-th of them. */
  look(index: number): string
  /** What the condition graph is told of the `index`-th of them. */
  cells(index: number): HoleMoment
}

/** Looks through all moments once; null where nothing is ever uncovered. */
export async function findHoles(
  field: MotionField,
  moments: Moments,
  size: Size,
  vaeScaleFactor: number,
  watch: Watch,
): Promise<Holes | null> {
  const grid = { width: size.width / vaeScaleFactor, height: size.height / vaeScaleFactor }
  const cellsAt = (moment: number): HoleMoment => {
    const time = moments.times[moment] as number
    const map = backwardMap(field, time, grid.width * samples, grid.height * samples)
    return { moment, frame: moments.frames[moment] as number, ...cellsOf(map, grid, field.picture) }
  }
  watch.expect('motion', moments.times.length, 30)
  const found: { moment: number; frame: number; cells: HoleMoment | null; look: string }[] = []
  let [box, seen]: (Box | null)[] = [null, null]
  let bytes = 0
  for (const moment of moments.times.keys()) {
    const cells = await watch.piece('motion', () => cellsAt(moment))
    const holes = holeBox(cells, grid)
    if (!holes) continue
    box = around(box ?? null, holes)
    seen = around(seen ?? null, seenBox(cells, grid))
    bytes += cells.backward.byteLength + cells.hole.byteLength
    found.push({
      moment,
      frame: cells.frame,
      cells: bytes <= keptBytes ? cells : null,
      look: digest(cells.backward, cells.hole),
    })
  }
  if (!box || !seen) return null
  const at = (index: number) => {
    const it = found[index]
    if (!it) throw new RangeError(`no moment ${index}`)
    return it
  }
  return {
    moments: found.map(({ moment, frame }) => ({ moment, frame })),
    box,
    seen,
    look: (index) => at(index).look,
    cells: (index) => at(index).cells ?? cellsAt(at(index).moment),
  }
}

/** A backward map gathered into latent cells: where the middle of each reads, and the share of it that is uncovered. */
export function cellsOf(
  map: BackwardMap,
  grid: Size,
  picture: Size,
): { backward: Float32Array<ArrayBuffer>; hole: Float32Array<ArrayBuffer> } {
  const across = map.width / grid.width
  const down = map.height / grid.height
  const backward = new Float32Array(2 * grid.width * grid.height)
  const hole = new Float32Array(grid.width * grid.height)
  for (let y = 0; y < grid.height; y++)
    for (let x = 0; x < grid.width; x++) {
      let sum = 0
      for (let v = 0; v < down; v++)
        for (let u = 0; u < across; u++) sum += map.hole[(y * down + v) * map.width + x * across + u] as number
      const cell = y * grid.width + x
      const middle = (y * down + (down >> 1)) * map.width + x * across + (across >> 1)
      backward[2 * cell] = (2 * (map.source[2 * middle] as number)) / picture.width - 1
      backward[2 * cell + 1] = (2 * (map.source[2 * middle + 1] as number)) / picture.height - 1
      const share = sum / (across * down)
      hole[cell] = share < smallest ? 0 : share
    }
  return { backward, hole }
}
