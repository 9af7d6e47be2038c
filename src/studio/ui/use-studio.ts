import { useCallback, useContext } from 'react'
import { asKinoraError } from '../../core/errors'
import { errorNotice } from '../notices'
import { StudioContext, useCommands } from '../react'
import { remedyOf } from '../remedy'

/** The state's store itself, for what happens outside drawing: pointers, keys. */
export function useStudioStore() {
  const studio = useContext(StudioContext)
  if (!studio) throw new Error('StudioContext is missing')
  return studio.store
}

/** Runs a command; what goes wrong is said, except what the person has called off. Answers whether it went well. */
export function useAttempt(): (action: () => Promise<unknown>) => Promise<boolean> {
  const commands = useCommands()
  return useCallback(
    async function attempt(action): Promise<boolean> {
      try {
        await action()
        return true
      } catch (thrown) {
        const error = asKinoraError(thrown)
        if (error.code === 'cancelled') commands.notify({ kind: 'status', key: 'status.cancelled' })
        else {
          const remedy = remedyOf(error)
          const run = () => {
            if (remedy) commands.settings(remedy.settings)
            void attempt(action)
          }
          commands.notify(errorNotice(error, remedy ? { key: remedy.key, run } : undefined))
        }
        return false
      }
    },
    [commands],
  )
}
