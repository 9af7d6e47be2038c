import { useCallback } from 'react'
import { placed } from '../../../controls/face/tool'
import { asKinoraError } from '../../../core/errors'
import type { Point } from '../../../core/geometry'
import { withOwnEyes } from '../../drawn-eyes'
import { useCommands } from '../../react'
import { setPanels, usePanels } from '../panels'
import { useAttempt, useStudioStore } from '../use-studio'

/**
 * A click with the face tool: the face there comes to life. Where none is found six clicks place it, which
 * are asked for one after another.
 */
export function useFaceHand(): (at: Point) => void {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(
    (at: Point) => {
      const { project } = store.getState()
      if (!project) return
      const added = async (id: string) => {
        commands.set({ selection: id })
        commands.play(true)
        setPanels({ welcome: false })
      }
      void attempt(async () => {
        const { facePoints, faceBusy } = usePanels.getState()
        if (faceBusy) return
        if (facePoints) {
          const next = placed(facePoints, at, project.picture)
          if ('points' in next) return setPanels({ facePoints: next.points })
          setPanels({ facePoints: null })
          const { still } = store.getState()
          const landmarks = still ? withOwnEyes(next.landmarks, still) : next.landmarks
          return added(await commands.add({ kind: 'face', landmarks, alive: 1 }))
        }
        setPanels({ faceBusy: true })
        try {
          await added(await commands.add({ kind: 'face', at, alive: 1 }))
        } catch (thrown) {
          if (asKinoraError(thrown).code !== 'face-not-found') throw thrown
          setPanels({ facePoints: [] })
        } finally {
          setPanels({ faceBusy: false })
        }
      })
    },
    [store, commands, attempt],
  )
}
