import type { Hint } from '../../core/hint'
import type { Picture } from '../../core/image'
import { resizePicture } from '../../motion/filters/resample'
import type { MotionField } from '../../motion/types'
import { pictureTensor } from '../pixels'
import type { Held } from '../runtime/tensor'
import { layDense, type Mover, moversOf, movesDensely, sparseHints } from './flow'
import type { Parts } from './parts'

const seenNames = ['seen2', 'seen4', 'seen8'] as const
/** Moments whose hints are made dense at once. */
const chunk = 8

/** The dense motion of a picture, in pixels of the adapter's square, for any moment. */
export class DenseMotion {
  private seen: Record<(typeof seenNames)[number], Held> | null = null
  private readonly paths: readonly Mover[]
  private readonly side: number

  /** @param still at any size */
  constructor(
    private readonly parts: Parts,
    private readonly still: Picture,
    private readonly field: MotionField,
    hints: readonly Hint[],
  ) {
    this.paths = moversOf(hints, field)
    this.side = parts.manifest.conditioning.flowSide
  }

  /** Whether there is anything but faces to move. */
  get moves(): boolean {
    return this.paths.length > 0 || movesDensely({ ...this.field, faces: [] })
  }

  /**
   * Of paths, and of all else that the motion field knows of; [2, side, side] for each of the times.
   * @param faces whether faces count, too
   */
  async at(times: readonly number[], faces: boolean): Promise<Float32Array<ArrayBuffer>[]> {
    const field = faces ? this.field : { ...this.field, faces: [] }
    const flows = await this.of(this.paths, times)
    if (movesDensely(field))
      for (const [i, flow] of flows.entries()) layDense(field, times[i] as number, this.side, flow)
    return flows
  }

  /** Of these points, and what the graph makes of them. */
  async of(movers: readonly Mover[], times: readonly number[]): Promise<Float32Array<ArrayBuffer>[]> {
    const { parts, side, field } = this
    const plane = 2 * side * side
    if (movers.length === 0) return times.map(() => new Float32Array(plane))
    const { flowLimit } = parts.manifest.conditioning
    if (!this.seen) {
      const picture = pictureTensor(resizePicture(this.still, side, side))
      this.seen = await parts.run('flow-picture', { picture }, seenNames, true)
    }
    const flows: Float32Array<ArrayBuffer>[] = []
    for (let from = 0; from < times.length; from += chunk) {
      const some = times.slice(from, from + chunk)
      const hints = sparseHints(movers, field.picture, some, side, flowLimit)
      const { flow } = await parts.run('flow', { ...this.seen, hints }, ['flow'])
      const { data } = await flow.take()
      flows.push(...some.map((_, i) => data.slice(plane * i, plane * (i + 1))))
    }
    return flows
  }

  close(): void {
    for (const held of Object.values(this.seen ?? {})) held.dispose()
    this.seen = null
  }
}
