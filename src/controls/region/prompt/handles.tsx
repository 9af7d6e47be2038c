import { Shape } from 'react-konva'
import { useSurroundings } from '../../context'
import type { RegionState } from '../state'
import { motionHandles } from './edit'

/** Where a region's part is held (a ring) and its free end (a dot), joined by a dashed line. */
export function MotionHandles({ state, colour }: { state: RegionState; colour: string }) {
  const { picture, zoom } = useSurroundings()
  const handles = motionHandles(state, picture)
  if (!handles) return null
  const unit = 1 / zoom
  return (
    <Shape
      listening={false}
      perfectDrawEnabled={false}
      sceneFunc={({ _context: pen }) => {
        const [pivot, tip] = handles
        for (const [style, width] of [
          ['rgb(12 12 14 / 0.6)', 3.5],
          ['#fff', 1.5],
        ] as const) {
          pen.beginPath()
          pen.setLineDash([5 * unit, 4 * unit])
          pen.moveTo(pivot.x, pivot.y)
          pen.lineTo(tip.x, tip.y)
          pen.strokeStyle = style
          pen.lineWidth = width * unit
          pen.stroke()
        }
        pen.setLineDash([])
        const ring = (x: number, y: number, radius: number, fill: string) => {
          pen.beginPath()
          pen.arc(x, y, (radius + 1.5) * unit, 0, 2 * Math.PI)
          pen.fillStyle = 'rgb(12 12 14 / 0.6)'
          pen.fill()
          pen.beginPath()
          pen.arc(x, y, radius * unit, 0, 2 * Math.PI)
          pen.fillStyle = fill
          pen.fill()
        }
        ring(pivot.x, pivot.y, 7, '#fff')
        ring(pivot.x, pivot.y, 3.5, colour)
        ring(tip.x, tip.y, 4.5, '#fff')
      }}
    />
  )
}
