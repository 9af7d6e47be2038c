import { advance, frameAt } from './clock'
import type { StudioState } from './state'
import type { StudioStore } from './store'

/** The longest step of the clock, in seconds: after a pause of the whole page the clip goes on where it was. */
const longestStep = 0.5

export interface PlaybackOptions {
  /** Draws a frame; what cannot be drawn is the caller's to say. */
  draw(frame: number): Promise<void>
  /** Where the clip is by what is heard, seconds; null: by this clock. */
  heard(): number | null
  requestFrame(callback: (milliseconds: number) => void): void
}

/** Plays and draws: never more than one drawing on its way, and the latest frame rather than every frame. */
export interface Playback {
  /** What is drawn has changed though the frame has not. */
  invalidate(): void
  seek(frame: number): void
  play(playing: boolean): void
  /** Settles when what is to be shown now has been drawn. */
  drawn(): Promise<void>
}

function serve(waiting: (() => void)[]): void {
  for (const resolve of waiting) resolve()
}

/** While a thing is picked, or looked for, the clip stands still: what moves cannot be clicked, and the machine is needed. */
export function waits({ picking, finding, engine }: StudioState): boolean {
  return picking || (finding.length > 0 && engine.status === 'ready')
}

export function createPlayback(store: StudioStore, options: PlaybackOptions): Playback {
  let position = 0
  let last: number | null = null
  let stale = true
  let shown = -1
  let drawing = false
  let scheduled = false
  const waiting: (() => void)[] = []

  const schedule = () => {
    if (scheduled) return
    scheduled = true
    options.requestFrame(tick)
  }

  const tick = (milliseconds: number) => {
    scheduled = false
    const { project, playing, pace } = store.getState()
    if (project && playing && !waits(store.getState())) {
      const elapsed = last === null ? 0 : (milliseconds - last) / 1000
      last = milliseconds
      const heard = options.heard()
      position =
        heard === null
          ? advance(position, Math.min(elapsed, longestStep) * pace, project.settings)
          : advance(0, heard, project.settings)
      const next = frameAt(position, project.settings.frameCount)
      if (next !== store.getState().frame) store.setState({ frame: next })
      schedule()
    } else last = null
    if (drawing) return
    const { frame } = store.getState()
    if (project && (stale || frame !== shown)) void draw(frame)
    else serve(waiting.splice(0))
  }

  const draw = async (frame: number) => {
    drawing = true
    stale = false
    const served = waiting.splice(0)
    await options.draw(frame)
    shown = frame
    drawing = false
    serve(served)
    if (stale || waiting.length > 0 || store.getState().frame !== shown) schedule()
  }

  store.subscribe((state, before) => {
    if (state.frame !== before.frame && state.frame !== frameAt(position, state.project?.settings.frameCount ?? 1))
      position = state.frame
    if (state.frame !== before.frame || state.playing !== before.playing || state.project !== before.project) schedule()
    if (state.picking !== before.picking || state.finding !== before.finding) schedule()
    if (state.view !== before.view || state.project?.settings !== before.project?.settings) {
      stale = true
      schedule()
    }
  })

  return {
    invalidate() {
      stale = true
      schedule()
    },
    seek(frame) {
      const { project } = store.getState()
      if (!project) return
      position = Math.min(project.settings.frameCount - 1, Math.max(0, Math.round(frame)))
      store.setState({ frame: position })
    },
    play(playing) {
      last = null
      store.setState({ playing })
    },
    drawn() {
      schedule()
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}
