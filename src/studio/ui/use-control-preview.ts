import { useCallback, useEffect, useRef, useState } from 'react'
import type { Control } from '../../project/project'
import { useCommands } from '../react'
import { useStudioStore } from './use-studio'

export interface ControlPreview {
  /** Whether what the stage plays is saved nowhere. */
  readonly on: boolean
  /** Plays these controls; null: what is saved again, and as it stood. */
  show(controls: Control[] | null): void
  /** What was shown is about to be saved: it goes on playing. */
  keep(): void
}

/** Plays what something would do while it is pointed at. */
export function useControlPreview(): ControlPreview {
  const store = useStudioStore()
  const commands = useCommands()
  const [on, setOn] = useState(false)
  const before = useRef<{ playing: boolean; frame: number } | null>(null)

  const show = useCallback(
    (controls: Control[] | null) => {
      const { playing, frame } = store.getState()
      if (controls) {
        before.current ??= { playing, frame }
        commands.gesture(controls)
        commands.set({ playing: true })
      } else if (before.current) {
        commands.gesture(null)
        if (!before.current.playing) commands.set({ playing: false, frame: before.current.frame })
        before.current = null
      }
      setOn(controls !== null)
    },
    [store, commands],
  )
  const keep = useCallback(() => {
    if (before.current) commands.gesture(null)
    before.current = null
    setOn(false)
  }, [commands])

  useEffect(() => () => show(null), [show])
  return { on, show, keep }
}
