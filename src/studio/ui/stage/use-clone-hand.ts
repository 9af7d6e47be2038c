import { useCallback } from 'react'
import type { Point } from '../../../core/geometry'
import { useCommands } from '../../react'
import { setPanels } from '../panels'
import { useAttempt, useStudioStore } from '../use-studio'

/** A click with the clone tool: the thing there moves as the subject of the selected clone's reference does, or of a new one's. */
export function useCloneHand(): (at: Point) => void {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(
    (at: Point) => {
      const { project, selection } = store.getState()
      const selected = project?.controls.find(({ id, kind }) => id === selection && kind === 'clone')
      setPanels({ welcome: false })
      void attempt(async () => {
        if (selected) await commands.update(selected.id, { at })
        else commands.set({ selection: await commands.add({ kind: 'clone', at }) })
      })
    },
    [store, commands, attempt],
  )
}
