import { useCallback } from 'react'
import { useCommands } from '../react'
import { useAttempt } from './use-studio'

/** Renders, says when it is done, and shows the result beside the still. */
export function useRender(): () => void {
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(() => {
    void attempt(async () => {
      const { frames, milliseconds } = await commands.render()
      const seconds = (milliseconds.total / 1000).toFixed(1)
      commands.notify({ kind: 'status', key: 'status.rendered', data: { frames, seconds } })
    })
  }, [commands, attempt])
}
