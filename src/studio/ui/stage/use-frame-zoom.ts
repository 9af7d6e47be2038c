import { useCallback } from 'react'
import { scaledBy } from '../../../controls/surface'
import { useCommands } from '../../react'
import { usePanels } from '../panels'
import { useAttempt, useStudioStore } from '../use-studio'

/** With the camera tool, the wheel zooms the selected camera's frame. Answers whether there was one. */
export function useFrameZoom(): (factor: number) => boolean {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(
    (factor) => {
      const { project, tool, selection } = store.getState()
      const { activePoint, paintsDepth } = usePanels.getState()
      const control = project?.controls.find(({ id }) => id === selection)
      if (!project || !control || tool !== 'camera' || paintsDepth) return false
      const next = scaledBy(control, activePoint, factor, project.picture)
      if (next?.kind !== 'camera') return false
      const { move, amount, keys } = next
      void attempt(() => commands.update(control.id, { move, amount, keys }))
      return true
    },
    [store, commands, attempt],
  )
}
