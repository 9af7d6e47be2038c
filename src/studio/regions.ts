import type { ControlInput } from '../controls/registry'
import { KinoraError } from '../core/errors'
import type { Point } from '../core/geometry'
import type { Mask } from '../core/image'
import type { SelectionClick } from '../core/selection'
import type { Control } from '../project/project'
import * as edits from './edits'
import type { History } from './history'
import { statusNotice, withNotice } from './notices'
import type { Selecting } from './selecting'
import type { RegionAsk } from './state'
import type { StudioStore } from './store'

type RegionInput = ControlInput & { kind: 'region' }
type RegionControl = Control & { kind: 'region' }

/** Finds what regions select, and saves it: one thing after another, in the order in which it was asked for. */
export interface Regions {
  /** One click or sketch more; answers with the region's id, or null where nothing was found. */
  select(ask: RegionAsk): Promise<string | null>
  /** Takes the next of the things that a region's only click may mean. */
  guessAgain(id: string): Promise<void>
  /** What a script gives, with the mask that its clicks mean where it has none. */
  completed(input: ControlInput): Promise<ControlInput>
  /** A change of a region's clicks brings its mask. */
  changed(control: Control | undefined, change: edits.ControlChange): Promise<edits.ControlChange>
}

export function createRegions(store: StudioStore, history: History, selecting: Selecting): Regions {
  let last: Promise<unknown> = Promise.resolve()

  /** Shows that something is being found at these places, and keeps the picture from changing under it. */
  const finding = <T>(places: Point[], find: () => Promise<T>): Promise<T> => {
    const picture = store.getState().project?.picture.sha256
    store.setState((state) => ({ finding: [...state.finding, ...places] }))
    const found = last
      .then(find)
      .then((value) => {
        if (store.getState().project?.picture.sha256 !== picture) throw new KinoraError('cancelled')
        return value
      })
      .finally(() => store.setState((state) => ({ finding: state.finding.filter((place) => !places.includes(place)) })))
    last = found.catch(() => {})
    return found
  }

  const regionOf = (id: string): RegionControl => {
    const control = store.getState().project?.controls.find((candidate) => candidate.id === id)
    if (control?.kind !== 'region') throw new KinoraError('control-unknown', { id })
    return control
  }

  const save = (id: string | null, change: { clicks: SelectionClick[]; mask: Mask }): string => {
    const { project } = store.getState()
    if (!project) throw new KinoraError('nothing-open')
    const name = id ?? crypto.randomUUID()
    // Each gesture is a step of undo of its own.
    history.settle()
    if (id) history.change(edits.updateControl(project, id, change))
    else history.change(edits.addControl(project, { kind: 'region', ...change }, name))
    history.settle()
    store.setState({ selection: name })
    return name
  }

  return {
    select({ id, click, sketch }) {
      return finding(click ? [click] : [], async () => {
        const before = id ? regionOf(id) : null
        const clicks = [...(before?.clicks ?? []), ...(click ? [click] : [])]
        const mask = sketch
          ? await selecting.bySketch(sketch, before?.mask)
          : await selecting.byClicks(clicks, before?.clicks.length ?? 0, before?.mask)
        if (isEmpty(mask)) {
          store.setState(({ notices }) => ({ notices: withNotice(notices, statusNotice('status.nothingFound')) }))
          return null
        }
        return save(id, { clicks, mask })
      })
    },
    guessAgain(id) {
      const { clicks } = regionOf(id)
      return finding(clicks.slice(0, 1), async () => {
        const { clicks, mask } = regionOf(id)
        const [click] = clicks
        if (!click?.keep || !mask) return
        const other = await selecting.otherGuess(click, mask)
        if (other) save(id, { clicks: [click], mask: other })
        else store.setState(({ notices }) => ({ notices: withNotice(notices, statusNotice('status.noOtherGuess')) }))
      })
    },
    async completed(input) {
      if (input.kind === 'clone' && input.at && !input.to)
        return { ...input, to: await clicked([{ ...input.at, keep: true }]) }
      if (input.kind !== 'region' || input.mask) return input
      const mask = await clicked(input.clicks)
      return { ...input, mask }
    },
    async changed(control, change) {
      if (control?.kind === 'clone' && hasPlace(change) && !('to' in change))
        return { ...change, to: await clicked([{ ...change.at, keep: true }]) }
      if (control?.kind !== 'region' || !hasClicks(change) || 'mask' in change) return change
      return { ...change, mask: await clicked(change.clicks) }
    },
  }

  function clicked(clicks: RegionInput['clicks']): Promise<Mask> {
    return finding(clicks, () => selecting.byClicks(clicks, 0, undefined))
  }
}

function hasPlace(change: object): change is { at: Point } {
  return 'at' in change && typeof change.at === 'object' && change.at !== null
}

function hasClicks(change: object): change is Pick<RegionInput, 'clicks'> {
  return 'clicks' in change && Array.isArray(change.clicks)
}

function isEmpty(mask: Mask): boolean {
  return mask.data.every((value) => value < 128)
}
