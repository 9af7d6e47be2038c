import { KinoraError } from '../../core/errors'
import { fitLongSide } from '../../core/geometry'
import { frameTime } from '../../project/timing'
import type { Field } from '../field'
import type { Preview } from '../preview'
import type { StudioStore } from '../store'
import { type CleanWindow, openCleanWindow } from './window'

/** A clean window of the portrait, for calls and recording. While it is open the stage has its background, too. */
export interface PopOut {
  /** @throws `window-blocked` */
  open(title: string): Promise<void>
  close(): void
  /** What lies behind the figure: `#rrggbb`; null: the picture's own background. */
  background(colour: string | null): void
}

/** Of `#rrggbb`. */
function channelsOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export function createPopOut(store: StudioStore, preview: Preview, field: Field): PopOut {
  let shown: CleanWindow | null = null
  let keyed: string | null = null

  const figureOf = () => {
    const controls = store.getState().project?.controls ?? []
    return controls.flatMap((control) => (control.kind === 'face' && control.figure ? [control.figure] : []))[0] ?? null
  }
  const give = (colour: string | null) => {
    const { still, project } = store.getState()
    const figure = figureOf()
    if (!still || !project || colour === keyed) return
    keyed = figure ? colour : null
    const key = figure && colour ? { figure, colour: channelsOf(colour) } : null
    preview.setStill({ bitmap: still, picture: project.picture, key })
    field.renew()
    shown?.colour(colour)
  }
  const draw = async (own: CleanWindow) => {
    const { project, frame } = store.getState()
    if (!project) return api.close()
    const size = fitLongSide(project.picture, Math.max(64, Math.round(Math.min(own.side(), 1280))))
    const picture = await preview.ask((worker) => worker.capture(frameTime(project.settings, frame), size))
    if (shown !== own) return picture.close()
    own.show(picture)
    own.next(() => void draw(own).catch(() => api.close()))
  }

  const api: PopOut = {
    async open(title) {
      const { project } = store.getState()
      if (!project) throw new KinoraError('nothing-open')
      api.close()
      const own = await openCleanWindow(title, fitLongSide(project.picture, 480), () => api.close())
      if (!own) throw new KinoraError('window-blocked')
      shown = own
      store.setState({ popOut: { background: null, keyable: figureOf() !== null } })
      void draw(own).catch(() => api.close())
    },
    close() {
      const own = shown
      shown = null
      own?.close()
      give(null)
      if (store.getState().popOut) store.setState({ popOut: null })
    },
    background(colour) {
      give(colour)
      store.setState(({ popOut }) => ({ popOut: popOut && { ...popOut, background: colour } }))
    },
  }
  store.subscribe(({ project }, before) => {
    if (shown && project?.picture.sha256 !== before.project?.picture.sha256) {
      keyed = null
      api.close()
    }
  })
  return api
}
