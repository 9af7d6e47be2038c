import { useStudio } from '../react'
import type { StudioState } from '../state'

/** The selected region when a single click is all that was said of it, so that something else may have been meant. */
export function guessedRegion({ project, selection }: StudioState): string | null {
  const control = project?.controls.find(({ id }) => id === selection)
  return control?.kind === 'region' && control.mask && control.clicks.length === 1 ? control.id : null
}

export function useGuessed(): string | null {
  return useStudio(guessedRegion)
}
