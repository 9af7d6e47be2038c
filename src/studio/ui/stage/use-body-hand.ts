import { useCallback } from 'react'
import { placedBody } from '../../../controls/body/edit'
import { restPose } from '../../../core/body/skeleton'
import { asKinoraError } from '../../../core/errors'
import type { Point } from '../../../core/geometry'
import { clipSpan } from '../../../project/timing'
import { useCommands } from '../../react'
import { setPanels, usePanels } from '../panels'
import { useAttempt, useStudioStore } from '../use-studio'

/** A click with the body tool: the body there gets its rig, with a first pose to drag. Where none is found a rig is put there. */
export function useBodyHand(): (at: Point) => void {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(
    (at: Point) => {
      const { project } = store.getState()
      if (!project || usePanels.getState().bodyBusy) return
      const { picture, settings } = project
      const first = { ...restPose, turns: [...restPose.turns], time: Math.max(0.1, 0.6 * clipSpan(settings)) }
      setPanels({ bodyBusy: true, welcome: false })
      void attempt(async () => {
        try {
          const id = await commands.add({ kind: 'body', at, poses: [first], edited: 0 })
          commands.set({ selection: id })
        } catch (thrown) {
          if (asKinoraError(thrown).code !== 'body-not-found') throw thrown
          const id = await commands.add({ kind: 'body', joints: placedBody(at, picture) })
          commands.set({ selection: id })
        } finally {
          setPanels({ bodyBusy: false })
        }
      })
    },
    [store, commands, attempt],
  )
}
