import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Commands } from './commands'
import type { StudioState } from './state'
import type { Studio } from './studio'

/** The studio of the page, given once at its root. */
export const StudioContext = createContext<Studio | null>(null)

/** Part of the state; the component draws again when it changes. A selector gives a part, not a new object. */
export function useStudio<T>(selector: (state: StudioState) => T): T {
  return useStore(useGiven().store, selector)
}

/** The same object for as long as the page lives. */
export function useCommands(): Commands {
  return useGiven().commands
}

function useGiven(): Studio {
  const studio = useContext(StudioContext)
  if (!studio) throw new Error('StudioContext is missing')
  return studio
}
