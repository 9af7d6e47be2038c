import { filmBuilder } from './build'
import type { Film } from './film'
import { type Imprint, type ImprintMoment, mostLight, mouthGrid, partedScale, skinGrid } from './imprint'

/** Parts that are kept of mouths, and of the light of skins. */
const [mouthParts, skinParts] = [24, 20]

/** Makes an imprint of moments that come one after another, in memory that hardly grows with their number. */
export interface ImprintRecorder {
  add(moment: Pick<ImprintMoment, 'parted'> & { mouth: ArrayLike<number>; skin: ArrayLike<number> }): void
  /** @param lamp of the neutral, see `ImprintMoment` */
  imprint(lamp: Imprint['lamp']): Imprint
}

export function imprintRecorder(): ImprintRecorder {
  const mouths = filmBuilder(3 * mouthGrid.columns * mouthGrid.rows, mouthParts)
  const skins = filmBuilder(skinGrid.columns * skinGrid.rows, skinParts)
  const parted: number[] = []
  return {
    add(moment) {
      mouths.add(Float32Array.from(moment.mouth))
      skins.add(Float32Array.from(moment.skin, (value) => 128 + (127 * value) / mostLight))
      parted.push(Math.min(255, Math.round((255 * moment.parted) / partedScale)))
    },
    imprint: (lamp) => ({ mouth: mouths.film(), skin: skins.film(), parted: Uint8Array.from(parted), lamp }),
  }
}

/** The same imprint at other moments of its own, each between two neighbours. */
export function resampled(imprint: Imprint, moments: readonly number[]): Imprint {
  const last = imprint.parted.length - 1
  const between = moments.map((moment) => {
    const at = Math.min(last, Math.max(0, moment))
    const low = Math.floor(at)
    return { low, high: Math.min(last, low + 1), share: at - low }
  })
  const film = (of: Film): Film => {
    const count = of.steps.length
    const from = new DataView(of.data.buffer, of.data.byteOffset, of.data.byteLength)
    const data = new Uint8Array(2 * count * between.length)
    const view = new DataView(data.buffer)
    between.forEach(({ low, high, share }, i) => {
      for (let p = 0; p < count; p++) {
        const [a, b] = [from.getInt16(2 * (low * count + p), true), from.getInt16(2 * (high * count + p), true)]
        view.setInt16(2 * (i * count + p), Math.round(a + (b - a) * share), true)
      }
    })
    return { ...of, data }
  }
  const parted = Uint8Array.from(between, ({ low, high, share }) =>
    Math.round((imprint.parted[low] ?? 0) * (1 - share) + (imprint.parted[high] ?? 0) * share),
  )
  return { ...imprint, mouth: film(imprint.mouth), skin: film(imprint.skin), parted }
}
