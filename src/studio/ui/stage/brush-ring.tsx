import { type RefObject, useEffect, useRef } from 'react'
import type { Point } from '../../../core/geometry'
import { useStudio } from '../../react'
import { usePanels } from '../panels'
import { paintTools } from '../rail/tool-options'
import styles from './stage.module.css'

/** The size of the brush, around the pointer. Moved by hand: it must not lag. */
export function BrushRing({ surface, cursor }: { surface: RefObject<HTMLElement | null>; cursor: Point | null }) {
  const brush = useStudio((state) => state.brush)
  const paintsDepth = usePanels((state) => state.paintsDepth)
  const shown = useStudio(
    ({ tool, project, region }) =>
      project !== null &&
      (paintTools.has(tool) || (tool === 'region' && region.way === 'paint') || (tool === 'camera' && paintsDepth)),
  )
  const ring = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = surface.current
    if (!element || !shown) return
    const place = (x: number, y: number) => {
      if (!ring.current) return
      ring.current.style.translate = `${x}px ${y}px`
      ring.current.style.opacity = '1'
    }
    const move = (event: PointerEvent) => {
      const box = element.getBoundingClientRect()
      place(event.clientX - box.left, event.clientY - box.top)
    }
    const leave = () => {
      if (ring.current) ring.current.style.opacity = '0'
    }
    if (cursor) place(cursor.x, cursor.y)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerleave', leave)
    return () => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerleave', leave)
    }
  }, [surface, shown, cursor])

  if (!shown) return null
  return (
    <div ref={ring} className={styles.ring} style={{ opacity: cursor ? 1 : 0 }} aria-hidden="true">
      <span style={{ width: brush.size, height: brush.size }} data-erase={brush.erase || undefined} />
      <span style={{ width: brush.size * (1 - brush.feather), height: brush.size * (1 - brush.feather) }} data-core />
    </div>
  )
}
