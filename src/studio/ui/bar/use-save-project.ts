import { useCallback } from 'react'
import { useCommands } from '../../react'
import { download, fileName } from '../download'
import { useAttempt, useStudioStore } from '../use-studio'

/** Saves the project as one file. */
export function useSaveProject(): () => void {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  return useCallback(() => {
    void attempt(async () => {
      const file = await commands.save()
      download(file, fileName(store.getState().project?.name ?? '', 'kinora'))
      commands.notify({ kind: 'status', key: 'status.projectSaved' })
    })
  }, [store, commands, attempt])
}
