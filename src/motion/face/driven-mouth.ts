import { type ImprintMoment, mouthGrid } from '../../core/face/imprint/imprint'
import { smoothstep } from '../curve'
import type { Outline } from './outline'

/** By how much a mouth may be parted more than 1.5 times its driver's, of its width, before a painted one shows: from, wholly. */
const [more, wholly] = [0.1, 0.22]

/** The inside of a driver's mouth, laid between the lips of another. */
export interface DrivenMouth {
  /** How much of it is shown, 0..1. */
  share: number
  /** Writes the colour at a place of the frame. */
  read(out: number[], x: number, y: number): void
}

/**
 * @param now the inner lips as they are drawn: upper row from the right corner, then back along the lower one
 * @param lit colour of the face's own cheeks and chin, of 255
 */
export function drivenMouth(moment: ImprintMoment, now: Outline, lit: readonly number[]): DrivenMouth {
  const width = Math.hypot((now[20] as number) - (now[0] as number), (now[21] as number) - (now[1] as number)) || 1
  const opening =
    Math.hypot((now[10] as number) - (now[30] as number), (now[11] as number) - (now[31] as number)) / width
  const share = moment.shares.mouth * (1 - smoothstep(more, wholly, opening - 1.5 * moment.parted))
  // Half of a lamp's hue is taken for the skin's own, and stays out of it.
  const level = lightOf(lit) / Math.max(8, lightOf(moment.lamp))
  const gains = moment.lamp.map((value, c) => {
    const hue = ((lit[c] as number) + 8) / (value + 8) / level
    return Math.min(2.2, Math.max(0.35, level * Math.sqrt(hue)))
  })
  const [cos, sin] = [
    ((now[20] as number) - (now[0] as number)) / width,
    ((now[21] as number) - (now[1] as number)) / width,
  ]
  const place = (k: number): [number, number] => {
    const [dx, dy] = [(now[2 * k] as number) - (now[0] as number), (now[2 * k + 1] as number) - (now[1] as number)]
    return [dx * cos + dy * sin, dy * cos - dx * sin]
  }
  const upper = Array.from({ length: 11 }, (_, k) => place(k))
  const lower = Array.from({ length: 11 }, (_, k) => (k === 0 || k === 10 ? place(k) : place(20 - k)))
  const { columns, rows } = mouthGrid
  const { mouth } = moment
  return {
    share,
    read(out, x, y) {
      const [dx, dy] = [x - (now[0] as number), y - (now[1] as number)]
      const [along, down] = [dx * cos + dy * sin, dy * cos - dx * sin]
      const [over, under] = [onRow(upper, along), onRow(lower, along)]
      const t = Math.min(1, Math.max(0, (down - over.down) / Math.max(1e-6, under.down - over.down)))
      const k = over.k + (under.k - over.k) * t
      const px = Math.min(columns - 1, Math.max(0, (k / 10) * columns - 0.5))
      const py = Math.min(rows - 1, Math.max(0, t * rows - 0.5))
      const [left, top] = [Math.floor(px), Math.floor(py)]
      const [fx, fy] = [px - left, py - top]
      const right = left + 1 < columns ? 3 : 0
      const next = top + 1 < rows ? 3 * columns : 0
      const at = 3 * (top * columns + left)
      for (let c = 0; c < 3; c++) {
        const i = at + c
        const above = (mouth[i] as number) * (1 - fx) + (mouth[i + right] as number) * fx
        const below = (mouth[i + next] as number) * (1 - fx) + (mouth[i + next + right] as number) * fx
        out[c] = Math.min(255, Math.max(0, (gains[c] as number) * (above + (below - above) * fy)))
      }
    },
  }
}

/** Where a row of the lips is at a place along the mouth: which of its points (a part of one), and how far down. */
function onRow(row: readonly (readonly [number, number])[], along: number): { k: number; down: number } {
  for (let k = 0; k < 10; k++) {
    const [ax, ay] = row[k] as [number, number]
    const [bx, by] = row[k + 1] as [number, number]
    if (along > bx && k < 9) continue
    const share = Math.min(1, Math.max(0, (along - ax) / (bx - ax || 1e-6)))
    return { k: k + share, down: ay + (by - ay) * share }
  }
  return { k: 10, down: row[10]?.[1] ?? 0 }
}

function lightOf(colour: readonly number[]): number {
  return 0.299 * (colour[0] as number) + 0.587 * (colour[1] as number) + 0.114 * (colour[2] as number)
}
