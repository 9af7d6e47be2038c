import type { Client } from '../bridge/client'
import type { SegmentApi, SelectionAsk } from '../bridge/vision'
import { KinoraError } from '../core/errors'
import type { Point } from '../core/geometry'
import type { Mask } from '../core/image'
import type { HintPlace, Influence } from '../core/influence'
import type { SelectionClick, Sketch } from '../core/selection'
import type { Still } from './preview'
import type { StudioStore } from './store'

/** Clicks closer than this share of the picture's long side count as one when a glance is used again. */
const near = 0.004

/** The worker that finds things in the picture: started when first needed, begun anew when it was lost. */
export interface Selecting {
  setStill(still: Still): void
  /** Loads what it needs, so that the first click does not wait. */
  warm(): void
  /** The thing that these clicks mean; `known` clicks have already given `previous`. */
  byClicks(clicks: readonly SelectionClick[], known: number, previous: Mask | undefined): Promise<Mask>
  bySketch(sketch: Sketch, previous: Mask | undefined): Promise<Mask>
  /** What a first click here would take; an answer that nobody waits for any more is null. */
  glance(at: Point): Promise<Mask | null>
}

interface Asks {
  spawn(): Client<SegmentApi>
  /** What the pack's network says of these clicks; null while it cannot be asked. */
  belongs(places: HintPlace[]): Promise<Influence> | null
  /** The worker has answered for the first time. */
  onReady(): void
}

export function createSelecting(store: StudioStore, { spawn, belongs, onReady }: Asks): Selecting {
  let client: Client<SegmentApi> | null = null
  let still: Still | null = null
  let given: { still: Still; done: Promise<void> } | null = null
  let glanced: { at: Point; still: Still; mask: Promise<Mask> } | null = null
  let glances = 0

  const open = (): Client<SegmentApi> => {
    if (client) return client
    const begun = spawn()
    client = begun
    begun.lost.then(() => {
      if (client !== begun) return
      client = null
      given = null
      glanced = null
    })
    begun.api.start().then(onReady, () => {})
    return begun
  }

  const ask = async (question: SelectionAsk): Promise<Mask> => {
    const { api } = open()
    const shown = still
    if (!shown) throw new KinoraError('nothing-open')
    if (given?.still !== shown) given = { still: shown, done: api.setPicture(shown.bitmap, shown.picture) }
    await given.done
    return api.select(question)
  }

  const believed = async (clicks: readonly SelectionClick[]): Promise<Influence | undefined> => {
    const size = still?.picture
    if (!size) return undefined
    const places = clicks.map(({ x, y, keep }) => ({ x: x / size.width, y: y / size.height, moving: keep }))
    try {
      return (await belongs(places)) ?? undefined
    } catch {
      // The picture alone decides.
      return undefined
    }
  }

  const first = (click: SelectionClick): Promise<Mask> => {
    const known = glanced
    if (known && still && known.still === still && isNear(known.at, click, still)) return known.mask
    return believed([click]).then((found) => ask({ clicks: [click], belongs: found }))
  }

  return {
    setStill(next) {
      still = next
      glanced = null
    },
    warm() {
      open()
    },
    async byClicks(clicks, known, previous) {
      let mask = previous
      for (let count = mask ? known + 1 : 1; count <= clicks.length; count++) {
        const so = clicks.slice(0, count)
        if (!mask) mask = await first(so[0] as SelectionClick)
        else mask = await ask({ clicks: so, previous: mask, belongs: await believed(so) })
      }
      if (!mask) throw new KinoraError('control-invalid', { field: 'clicks', reason: 'at least one' })
      return mask
    },
    bySketch: (sketch, previous) => ask({ clicks: [], sketch, previous }),
    async glance(at) {
      const mine = ++glances
      const shown = still
      // The first glance would wait for the whole worker; it is warm soon after the tool was chosen.
      if (!client || !shown || store.getState().work) return null
      const mask = first({ ...at, keep: true })
      glanced = { at, still: shown, mask }
      const entry = glanced
      mask.catch(() => {
        if (glanced === entry) glanced = null
      })
      const seen = await mask
      return mine === glances ? seen : null
    },
  }
}

function isNear(a: Point, b: Point, { picture }: Still): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= near * Math.max(picture.width, picture.height)
}
