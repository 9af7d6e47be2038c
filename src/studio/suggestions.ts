import type { Project } from '../project/project'
import { addControl } from './edits'
import type { History } from './history'
import type { Playback } from './playback'
import type { Ports } from './ports'
import type { StudioState, Suggestion } from './state'
import type { StudioStore } from './store'

/** What a picture could do by itself, offered when it is opened: it plays at once, and one click keeps it. */
export interface Suggestions {
  /** Looks for motions that fit the picture which is open now. */
  offer(): Promise<void>
  /** Plays one alone, as long as it is pointed at; null: what played before. */
  show(id: string | null): void
  /** Makes it a part of the project, as one step of undo. The others stay on offer. */
  keep(id: string): void
  /** Keeps what plays now: what is seen is what is saved. Pointing counts for nothing. */
  keepPlaying(): void
  dismiss(): void
}

interface Around {
  store: StudioStore
  history: History
  playback: Playback
  ports: Pick<Ports, 'suggest' | 'calm'>
}

export function createSuggestions({ store, history, playback, ports }: Around): Suggestions {
  // Whatever the person does by himself ends the offer.
  let keeping = false
  store.subscribe((state, before) => {
    if (!state.suggestions || keeping) return
    const edited = state.project?.controls !== before.project?.controls
    const otherTool = state.tool !== before.tool
    if (edited || otherTool || (state.gesture && !before.gesture)) store.setState({ suggestions: null })
  })

  return {
    async offer() {
      const { project, still } = store.getState()
      if (!project || !still || project.controls.length > 0) return
      let offered: StudioState['suggestions'] = null
      const offer = (found: Suggestion[]) => {
        const now = store.getState()
        // What was pointed at, kept or put away meanwhile is not changed under the hand.
        if (now.project !== project || now.gesture || now.suggestions !== offered) return
        const fitting = found.filter((suggestion) => fits(project, suggestion))
        if (fitting.length === 0) return
        // Who has asked for less motion sees them when he points at one.
        const moving = !ports.calm()
        const again = offered !== null
        offered = { list: fitting, playing: moving ? fitting.map(({ id }) => id) : [], shown: null }
        store.setState({ suggestions: offered })
        if (moving && !again) playback.play(true)
      }
      await ports.suggest(still, project.picture, offer).catch(() => {})
    },
    show(id) {
      const { suggestions } = store.getState()
      if (!suggestions || suggestions.shown === id) return
      store.setState({ suggestions: { ...suggestions, shown: id } })
      if (id !== null && !ports.calm()) playback.play(true)
    },
    keep(id) {
      const { project, suggestions } = store.getState()
      const kept = suggestions?.list.find((suggestion) => suggestion.id === id)
      if (!project || !suggestions || !kept) return
      const left = suggestions.list.filter((suggestion) => suggestion !== kept)
      keeping = true
      history.settle()
      history.change(withSuggestion(project, kept))
      store.setState({ suggestions: left.length > 0 ? { list: left, playing: [], shown: null } : null })
      keeping = false
      playback.play(true)
    },
    keepPlaying() {
      const { project, suggestions } = store.getState()
      if (!project || !suggestions) return
      const seen = withSuggestions(project, { ...suggestions, shown: null })
      store.setState({ suggestions: null })
      if (seen === project) return
      history.settle()
      history.change(seen)
    },
    dismiss() {
      store.setState({ suggestions: null })
    },
  }
}

/** The project with everything that is suggested and shown now; the same object where nothing is. */
export function withSuggestions(project: Project, suggestions: StudioState['suggestions']): Project {
  if (!suggestions) return project
  const ids = suggestions.shown === null ? suggestions.playing : [suggestions.shown]
  return suggestions.list.filter(({ id }) => ids.includes(id)).reduce(withSuggestion, project)
}

function withSuggestion(project: Project, { controls }: Suggestion): Project {
  return controls.reduce<Project>((sum, input, index) => addControl(sum, input, newId(sum, index)), project)
}

/** The same for what is shown and what is kept, so that keeping builds nothing anew. */
function newId(project: Project, index: number): string {
  const taken = new Set(project.controls.map(({ id }) => id))
  for (let n = index; ; n++) if (!taken.has(`suggested-${n}`)) return `suggested-${n}`
}

/** A finder may err; what is no control is not offered. */
function fits(project: Project, suggestion: Suggestion): boolean {
  try {
    withSuggestion(project, suggestion)
    return true
  } catch {
    return false
  }
}
