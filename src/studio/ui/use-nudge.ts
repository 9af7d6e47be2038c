import { useCallback } from 'react'
import { moved } from '../../controls/surface'
import type { Point } from '../../core/geometry'
import { useCommands } from '../react'
import { usePanels } from './panels'
import { useAttempt, useStudioStore } from './use-studio'

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/**
 * Moves a control, or its active point, by one picture pixel with an arrow key, by ten with Shift. Several
 * presses in a row are one step of undo. Answers whether the key was one of these.
 */
export function useNudge(): (id: string, event: KeyboardEvent) => boolean {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(
    (id, event) => {
      const { project, selection } = store.getState()
      const control = project?.controls.find((candidate) => candidate.id === id)
      const arrow = arrows[event.key]
      if (!project || !control || !arrow || event.altKey || event.ctrlKey || event.metaKey) return false
      const far = event.shiftKey ? 10 : 1
      const point = selection === id ? usePanels.getState().activePoint : null
      const grip = point === null ? null : { part: 'point' as const, index: point }
      const next = moved(control, grip, { x: arrow.x * far, y: arrow.y * far }, project.picture)
      const { id: _id, name: _name, hidden: _hidden, hue: _hue, ...state } = next
      void attempt(() => commands.update(id, state))
      return true
    },
    [store, commands, attempt],
  )
}
