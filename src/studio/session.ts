import { fitLongSide, type Size } from '../core/geometry'
import { frameTime } from '../project/timing'
import { createEngine, type Engine, type EngineOptions } from './engine'
import { createField, type Field } from './field'
import type { Models } from './models/models'
import { createPlanning } from './planning'
import { createPlayback, type Playback } from './playback'
import type { Ports } from './ports'
import { createPreview, type Preview, type PreviewOptions, type Still } from './preview'
import { createRenders, type Renders } from './renders'
import { createResuming } from './resuming'
import { createSelecting, type Selecting } from './selecting'
import type { Sounds } from './sounds'
import { createSoundtrack } from './soundtrack'
import type { StudioStore } from './store'

/** Milliseconds that a drawing may take while the clip plays, before it is drawn smaller. */
const drawBudget = 34
const smallestSide = 320
/** Milliseconds that a click waits for the networks to be loaded. */
const patience = 10_000
/** Longest side that is ever drawn: the still's own bound. */
export const stillSide = 1536

export interface Session {
  engine: Engine
  preview: Preview
  field: Field
  playback: Playback
  renders: Renders
  selecting: Selecting
  /** Starts the engine when the page has time: there is nothing to draw before it. */
  wakeEngine(): void
  /** The picture of everything that follows. */
  setPicture(picture: Blob, still: Still): void
}

export interface SessionOptions extends Omit<EngineOptions, 'setAside'>, Pick<PreviewOptions, 'renderer'> {}

interface Parts {
  store: StudioStore
  models: Models
  sounds: Sounds
  ports: Ports
}

/** Joins the workers to the state: what is drawn, when the engine starts, what is given to whom. */
export function createSession({ store, models, sounds, ports }: Parts, options: SessionOptions): Session {
  const engine = createEngine(store, ports.engine, { ...options, setAside: models.setAside })
  const preview = createPreview(store, ports.preview, {
    renderer: options.renderer,
    onFresh: () => field.renew(),
    onLost: () => wakeEngine(),
  })
  const pace = createPace()
  let asleep = true

  /** The engine's runtime and graphs are fetched only after there is something to look at. */
  const wakeEngine = () => {
    if (!asleep) return
    asleep = false
    ports.whenIdle(() => engine.start())
  }

  const soundtrack = createSoundtrack(store, sounds, ports.speaker)
  const playback = createPlayback(store, {
    heard: () => soundtrack.heard(),
    requestFrame: ports.requestFrame,
    async draw(frame) {
      const { project, view, playing } = store.getState()
      if (!project || !preview.open) return
      const wanted = drawSize(project.picture, view.zoom * ports.pixelRatio())
      const size = playing ? pace.limit(wanted) : wanted
      try {
        const { milliseconds, faces } = await preview.ask((api) => api.draw(frameTime(project.settings, frame), size))
        const { live } = store.getState()
        const took = { deform: faces, draw: milliseconds - faces }
        if (live) store.setState({ live: { ...live, milliseconds: { ...live.milliseconds, ...took } } })
        if (playing) pace.took(milliseconds)
        // What plays has to be seen to move first.
        if (field.given && (!playing || frame > 0)) wakeEngine()
      } catch {
        // A lost worker has been told of; the next change draws again.
      }
    },
  })
  const whenReady = () => store.getState().engine.status === 'ready'
  const field = createField(store, preview, {
    influence: (places) => engine.ask((api) => api.influence(places)),
    plate: (lifted) => (whenReady() ? engine.ask((api) => api.plate(lifted)) : Promise.reject(new Error('not ready'))),
    prepare: (project) => engine.ask((api) => api.prepare(project)),
    onChange: () => playback.invalidate(),
    drawn: () => {
      playback.invalidate()
      return playback.drawn()
    },
  })
  const renders = createRenders(store, engine, sounds)
  createResuming(store, engine, renders)
  createPlanning(store, engine)
  const selecting = createSelecting(store, {
    spawn: ports.segment,
    belongs: (places, anew) =>
      whenReady() && !store.getState().work
        ? engine.ask(async (api) => {
            // A pack that was chosen for clicks is asked from the first one on.
            const chosen = store.getState().models.choice.clicks !== null
            const thing = anew || chosen ? await api.segment(places) : null
            return thing ? { thing } : { belongs: await api.influence(places, true) }
          })
        : null,
    async awaited() {
      if (store.getState().engine.status !== 'loading') return
      wakeEngine()
      const soon = new Promise<void>((resolve) => setTimeout(resolve, patience))
      await Promise.race([engine.ready.then(() => {}).catch(() => {}), soon])
    },
    onReady: ports.keepSegmenting,
  })

  store.subscribe((state, before) => {
    if (state.tool !== before.tool && (state.tool === 'region' || state.tool === 'clone')) selecting.warm()
    if (state.models.choice !== before.models.choice) engine.renew()
    if (state.engine.status === before.engine.status) return
    if (state.engine.status === 'ready') field.engineReady()
    else renders.forget()
  })

  return {
    engine,
    preview,
    field,
    playback,
    renders,
    selecting,
    wakeEngine,
    setPicture(picture, still) {
      renders.cancel()
      renders.forget()
      engine.setPicture(picture)
      preview.setStill(still)
      selecting.setStill(still)
      store.setState({ still: still.bitmap })
      field.renew()
    },
  }
}

/** The size at which the picture is drawn, in device pixels: as large as it is seen, within bounds. */
export function drawSize(picture: Size, devicePixels: number): Size {
  const long = Math.max(picture.width, picture.height)
  const seen = Math.round(long * devicePixels)
  return fitLongSide(picture, Math.min(stillSide, Math.max(smallestSide, seen)))
}

/** Keeps play-back smooth on slow machines by drawing smaller, and larger again where there is room. */
function createPace() {
  let side = stillSide
  return {
    limit: (size: Size): Size => {
      side = Math.min(side, Math.max(size.width, size.height) * 1.25)
      return fitLongSide(size, Math.max(smallestSide, Math.round(side)))
    },
    took(milliseconds: number) {
      if (milliseconds > drawBudget) side = Math.max(smallestSide, side * 0.8)
      else if (milliseconds < drawBudget / 3) side = Math.min(stillSide, side * 1.1)
    },
  }
}
