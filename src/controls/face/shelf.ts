import { type FaceRegion, faceRegions } from './regions'
import type { FaceState, Take } from './state'

type Takes = Pick<FaceState, 'take' | 'shelf'>

/** The take that drives each region: the one that is chosen for it, else the one that drives the face. */
export function takesByRegion(state: Takes & Pick<FaceState, 'mix'>): Partial<Record<FaceRegion, Take>> {
  // A face that no take drives is still in all of its regions.
  if (!state.take) return {}
  const all = takesOf(state)
  const entries = faceRegions.map((region) => [
    region,
    all.find(({ number }) => number === state.mix[region]) ?? state.take,
  ])
  return Object.fromEntries(entries.filter(([, take]) => take))
}

/** All takes of a face, in the order in which they were made. */
export function takesOf({ take, shelf }: Takes): Take[] {
  return [...(take ? [take] : []), ...shelf].sort((a, b) => a.number - b.number)
}

/** A new take drives the face; the one that did is put aside. The oldest goes where there is no room. */
export function withNewTake({ take, shelf }: Takes, made: Take): Takes {
  const number = Math.max(0, ...takesOf({ take, shelf }).map((one) => one.number)) + 1
  return { take: { ...made, number }, shelf: [...shelf, ...(take ? [take] : [])].slice(-63) }
}

/** Another take drives the face, or none (null). */
export function withChosen(takes: Takes, number: number | null): Takes {
  const all = takesOf(takes)
  const take = number === null ? undefined : all.find((one) => one.number === number)
  return { take, shelf: all.filter((one) => one !== take) }
}

export function withChanged(takes: Takes, changed: Take): Takes {
  const put = (one: Take) => (one.number === changed.number ? changed : one)
  return { take: takes.take && put(takes.take), shelf: takes.shelf.map(put) }
}

export function withoutTake({ take, shelf }: Takes, number: number): Takes {
  return {
    take: take?.number === number ? undefined : take,
    shelf: shelf.filter((one) => one.number !== number),
  }
}

/** A region is driven by another take, or, where that drives the face anyway, by none of its own. */
export function withRegionFrom(
  { take, mix }: Pick<FaceState, 'take' | 'mix'>,
  region: FaceRegion,
  number: number,
): Pick<FaceState, 'mix'> {
  const { [region]: _, ...others } = mix
  return { mix: number === take?.number ? others : { ...others, [region]: number } }
}
