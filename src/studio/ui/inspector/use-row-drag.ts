import { type PointerEvent, type RefObject, useState } from 'react'
import { useCommands } from '../../react'

/** A row on its way: between which rows (counted from the top) it would be put down. */
interface Drag {
  id: string
  gap: number
}

/** What a row takes of it: the handlers of its grip, and on which of its sides the dragged row would come. */
export interface RowGrip {
  drop: 'above' | 'below' | undefined
  handlers: Record<
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel',
    (event: PointerEvent<HTMLElement>) => void
  >
}

/**
 * Rows that are dragged to another depth by a grip, with mouse, pen or finger; Alt and the arrow keys do the same.
 *
 * @param shown ids from the front (above) to the back
 */
export function useRowDrag(list: RefObject<HTMLElement | null>, shown: readonly string[]): (id: string) => RowGrip {
  const commands = useCommands()
  const [drag, setDrag] = useState<Drag | null>(null)
  const gapAt = (y: number) =>
    [...(list.current?.children ?? [])].filter((row) => {
      const { top, height } = row.getBoundingClientRect()
      return y > top + height / 2
    }).length

  return (id) => {
    const from = shown.indexOf(id)
    const held = ({ currentTarget, pointerId }: PointerEvent<HTMLElement>) => currentTarget.hasPointerCapture(pointerId)
    const gap = drag && shown.indexOf(drag.id) >= 0 ? drag.gap : null
    return {
      drop: gap === from ? 'above' : gap === shown.length && from === shown.length - 1 ? 'below' : undefined,
      handlers: {
        onPointerDown(event) {
          if (event.button !== 0) return
          event.preventDefault()
          event.currentTarget.setPointerCapture(event.pointerId)
        },
        onPointerMove(event) {
          if (held(event)) setDrag({ id, gap: gapAt(event.clientY) })
        },
        onPointerUp(event) {
          if (!held(event) || !drag) return
          setDrag(null)
          const to = drag.gap > from ? drag.gap - 1 : drag.gap
          if (to !== from) commands.reorder(id, shown.length - 1 - to)
        },
        onPointerCancel() {
          setDrag(null)
        },
      },
    }
  }
}
