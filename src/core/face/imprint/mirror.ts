import { type ImprintMoment, mouthGrid, skinGrid } from './imprint'

/** What was seen, as in a mirror. */
export function mirroredImprint<Moment extends Pick<ImprintMoment, 'mouth' | 'skin'>>(moment: Moment): Moment {
  return {
    ...moment,
    mouth: turned(moment.mouth, mouthGrid.columns, 3),
    skin: turned(moment.skin, skinGrid.columns, 1),
  }
}

function turned(values: Float32Array, columns: number, depth: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (_, i) => {
    const [place, c] = [Math.floor(i / depth), i % depth]
    const column = place % columns
    return values[depth * (place - column + columns - 1 - column) + c] as number
  })
}
