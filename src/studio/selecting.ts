import type { Client } from '../bridge/client'
import type { SegmentApi, SelectionAsk } from '../bridge/vision'
import { KinoraError } from '../core/errors'
import type { Point } from '../core/geometry'
import type { Mask } from '../core/image'
import type { HintPlace } from '../core/influence'
import { sameMask } from '../core/mask'
import type { SelectionClick, Sketch } from '../core/selection'
import type { Still } from './preview'
import type { StudioStore } from './store'

/** Clicks closer than this share of the picture's long side count as one when a glance is used again. */
const near = 0.004

/** More guesses than are ever made of a click. */
const mostGuesses = 8

/** The worker that finds things in the picture: started when first needed, begun anew when it was lost. */
export interface Selecting {
  setStill(still: Still): void
  /** Loads what it needs, so that the first click does not wait. */
  warm(): void
  /** The thing that these clicks mean; `known` clicks have already given `previous`. */
  byClicks(clicks: readonly SelectionClick[], known: number, previous: Mask | undefined): Promise<Mask>
  /** The next of the things that one click may mean, other than `known`; null: there is no other. */
  otherGuess(click: SelectionClick, known: Mask): Promise<Mask | null>
  bySketch(sketch: Sketch, previous: Mask | undefined): Promise<Mask>
  /** What a first click here would take; an answer that nobody waits for any more is null. */
  glance(at: Point): Promise<Mask | null>
}

type Believed = Pick<SelectionAsk, 'belongs' | 'thing'>

interface Asks {
  spawn(): Client<SegmentApi>
  /**
   * What the pack's networks say of these clicks, of all together where the thing may be found `anew`; null while they
   * cannot be asked.
   */
  belongs(places: HintPlace[], anew: boolean): Promise<Believed> | null
  /** Settles when the networks can be asked, or it is clear that they cannot be soon. */
  awaited(): Promise<void>
  /** The worker has answered for the first time. */
  onReady(): void
}

export function createSelecting(store: StudioStore, { spawn, belongs, awaited, onReady }: Asks): Selecting {
  let client: Client<SegmentApi> | null = null
  let still: Still | null = null
  let given: { still: Still; done: Promise<void> } | null = null
  let glanced: { at: Point; still: Still; mask: Promise<Mask> } | null = null
  let glances = 0
  /** The last masks that clicks alone have given: nothing done by hand is lost where such a thing is found anew. */
  let clicked: Mask[] = []

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

  const believed = async (clicks: readonly SelectionClick[], anew = false): Promise<Believed> => {
    const size = still?.picture
    if (!size) return {}
    const places = clicks.map(({ x, y, keep }) => ({ x: x / size.width, y: y / size.height, moving: keep }))
    try {
      return (await belongs(places, anew)) ?? {}
    } catch {
      // The picture alone decides.
      return {}
    }
  }

  const first = (click: SelectionClick): Promise<Mask> => {
    const known = glanced
    if (known && still && known.still === still && isNear(known.at, click, still)) return known.mask
    return believed([click]).then((found) => ask({ clicks: [click], ...found }))
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
      // The first click of all may come before the networks are there, and is worth waiting for.
      await awaited()
      let mask = previous
      for (let count = mask ? known + 1 : 1; count <= clicks.length; count++) {
        const so = clicks.slice(0, count)
        if (!mask) mask = await first(so[0] as SelectionClick)
        else {
          const before = mask
          const anew = clicked.some((known) => sameMask(known, before))
          mask = await ask({ clicks: so, previous: mask, ...(await believed(so, anew)) })
          if (!anew) continue
        }
        clicked = [mask, ...clicked].slice(0, 4)
      }
      if (!mask) throw new KinoraError('control-invalid', { field: 'clicks', reason: 'at least one' })
      return mask
    },
    async otherGuess(click, known) {
      await awaited()
      const found = await believed([click])
      // They are counted anew past the last, so that one is met again that was seen before.
      let first: Mask | null = null
      let [next, met]: [Mask | null, boolean] = [null, false]
      for (let guess = 0; guess < mostGuesses && !next; guess++) {
        const mask = await ask({ clicks: [click], guess, ...found })
        if (guess > 0 && first && sameMask(first, mask)) break
        first ??= mask
        if (met) next = mask
        met ||= sameMask(mask, known)
      }
      const other = next ?? first
      if (!other || sameMask(other, known)) return null
      clicked = [other, ...clicked].slice(0, 4)
      return other
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
