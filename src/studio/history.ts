import type { Project } from '../project/project'
import type { Saved, StudioStore } from './store'

/** A pause in one interaction after which the next change is a step of its own, in milliseconds. */
const idleTime = 1500

/** A project with its whole past and future, so that leaving it can be undone. */
export interface Chapter {
  project: Project | null
  past: Partial<Saved>[]
  future: Partial<Saved>[]
}

export interface History {
  /**
   * A change of the project, one step of undo. Changes with the same `sameAs` that follow one
   * another within one interaction stay one step.
   */
  change(project: Project, sameAs?: string): void
  /** Ends the interaction. */
  settle(): void
  undo(): void
  redo(): void
  /** Turns to another project, with nothing to undo; answers with what was there. */
  begin(project: Project | null): Chapter
  resume(chapter: Chapter): void
}

/** The only writer of `state.project`. */
export function createHistory(store: StudioStore, now: () => number = () => performance.now()): History {
  let last: { sameAs: string; at: number } | null = null
  const history = store.temporal

  /** Sets the project with no trace in the history. */
  const replace = (project: Project | null) => {
    history.getState().pause()
    store.setState({ project, gesture: null })
    history.getState().resume()
  }
  const chapter = (): Chapter => ({
    project: store.getState().project,
    past: [...history.getState().pastStates],
    future: [...history.getState().futureStates],
  })

  return {
    change(project, sameAs) {
      const merged = sameAs !== undefined && last?.sameAs === sameAs && now() - last.at < idleTime
      if (merged) replace(project)
      else store.setState({ project, gesture: null })
      last = sameAs === undefined ? null : { sameAs, at: now() }
    },
    settle() {
      last = null
    },
    undo() {
      last = null
      store.setState({ gesture: null })
      history.getState().undo()
    },
    redo() {
      last = null
      store.setState({ gesture: null })
      history.getState().redo()
    },
    begin(project) {
      last = null
      const before = chapter()
      replace(project)
      history.getState().clear()
      return before
    },
    resume(before) {
      last = null
      replace(before.project)
      history.setState({ pastStates: before.past, futureStates: before.future })
    },
  }
}
