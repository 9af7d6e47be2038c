import { KinoraError } from '../core/errors'
import type { Project } from '../project/project'
import { frameTime } from '../project/timing'
import { withJoints } from './bodies'
import type { Commands } from './commands'
import * as edits from './edits'
import { withLandmarks } from './faces'
import type { History } from './history'
import type { Live } from './live/live'
import type { Models } from './models/models'
import { withNotice } from './notices'
import type { Opening } from './opening'
import { createPopOut } from './pop-out/pop-out'
import type { Ports } from './ports'
import { createReach } from './reach'
import { createRegions } from './regions'
import type { Session } from './session'
import type { Sounds } from './sounds'
import { sameValue } from './staleness'
import type { StudioStore } from './store'
import type { Suggestions } from './suggestions'

/** Longest side of the grid on which `motion` answers. */
const motionSide = 512

interface Parts {
  store: StudioStore
  history: History
  session: Session
  opening: Opening
  suggestions: Suggestions
  models: Models
  sounds: Sounds
  live: Live
  ports: Ports
}

export function createCommands({
  store,
  history,
  session,
  opening,
  suggestions,
  models,
  sounds,
  live,
  ports,
}: Parts): Commands {
  const { playback, renders, preview, field } = session
  const reach = createReach(store, preview, session.selecting)
  const regions = createRegions(store, history, session.selecting)
  /** The picture on which the person has pressed Pause: there, gestures do not start it again. */
  let pausedOn: string | null = null

  const opened = (): Project => {
    const { project } = store.getState()
    if (!project) throw new KinoraError('nothing-open')
    return project
  }
  const timeOf = (frame: number): number => {
    const { settings } = opened()
    if (!Number.isInteger(frame) || frame < 0 || frame >= settings.frameCount)
      throw new KinoraError('settings-invalid', { field: 'frame', reason: `0 to ${settings.frameCount - 1}` })
    return frameTime(settings, frame)
  }

  return {
    open: opening.picture,
    load: opening.project,
    save: opening.save,
    take: opening.take,
    openSample: opening.sample,

    async add(control) {
      const id = crypto.randomUUID()
      // What is wrong with it is said before anything is looked for.
      edits.addControl(opened(), control, id)
      const found = await withLandmarks(await regions.completed(control), store, ports.findFaces)
      const complete = await withJoints(found, store, ports.findBody)
      history.change(edits.addControl(opened(), complete, id))
      return id
    },
    async update(id, change) {
      edits.updateControl(opened(), id, change)
      const control = opened().controls.find((candidate) => candidate.id === id)
      const complete = await regions.changed(control, change)
      history.change(edits.updateControl(opened(), id, complete), `${id} ${Object.keys(change).sort().join(' ')}`)
    },
    async remove(id) {
      history.change(edits.removeControl(opened(), id))
    },
    live,
    popOut: createPopOut(store, preview, field),
    async readTake(file, onProgress) {
      const { readTake } = await import('./driver')
      return readTake(file, sounds, onProgress)
    },
    select: regions.select,
    guessAgain: regions.guessAgain,
    reorder(id, index) {
      const project = edits.reorderControl(opened(), id, index)
      if (project !== opened()) history.change(project)
    },
    gesture(controls) {
      store.setState({ gesture: controls })
    },
    commit() {
      const { gesture } = store.getState()
      if (!gesture) return
      const project = opened()
      store.setState({ gesture: null })
      if (sameValue(gesture, project.controls)) return
      history.change(edits.replaceControls(project, gesture))
      if (pausedOn !== project.picture.sha256 && !ports.calm()) playback.play(true)
    },
    settle: history.settle,
    rename(name) {
      history.change(edits.renameProject(opened(), name), 'project name')
    },
    undo: history.undo,
    redo: history.redo,
    settings(change) {
      const project = opened()
      if (change) {
        const next = edits.changeSettings(project, change)
        if (!sameValue(next.settings, project.settings))
          history.change(next, `settings ${Object.keys(change).sort().join(' ')}`)
      }
      return { ...opened().settings }
    },

    seek: playback.seek,
    play(playing) {
      pausedOn = playing ? null : (store.getState().project?.picture.sha256 ?? null)
      playback.play(playing)
    },
    models,
    hover: reach,
    suggest: suggestions.show,
    keepSuggestion: suggestions.keep,
    dismissSuggestions: suggestions.dismiss,

    async motion(frame) {
      const time = timeOf(frame)
      suggestions.dismiss()
      await field.settled(false)
      return preview.ask((api) => api.motion(time, motionSide))
    },
    async preview(frame) {
      const time = timeOf(frame)
      const { still } = store.getState()
      if (!still) throw new KinoraError('nothing-open')
      suggestions.dismiss()
      await field.settled(true)
      return preview.ask((api) => api.capture(time, { width: still.width, height: still.height }))
    },
    render(options) {
      suggestions.keepPlaying()
      return renders.render(options)
    },
    frame: renders.frame,
    export(format, options) {
      suggestions.keepPlaying()
      return renders.export(format, options)
    },
    cancel: renders.cancel,
    async restart() {
      if (!preview.open) preview.restart()
      if (store.getState().engine.status === 'failed') await session.engine.restart()
    },

    set(change) {
      const { frame, playing, ...rest } = change
      store.setState(rest)
      if (frame !== undefined) playback.seek(frame)
      if (playing !== undefined) playback.play(playing)
    },
    notify(notice) {
      store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }))
    },
    dismiss(notice) {
      store.setState(({ notices }) => ({ notices: notices.filter((other) => other !== notice) }))
    },
    attach: preview.attach,
    project: () => structuredClone(opened()),
  }
}
