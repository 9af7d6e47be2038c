import { useTranslation } from 'react-i18next'
import { Shape } from 'react-konva'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import styles from '../panel.module.css'
import type { PinState } from './state'

/** A small anchor: a filled dot in a ring, its point on the place that it holds. */
export function PinShape({ state, colour, selected }: ShapeProps<PinState>) {
  const { zoom } = useSurroundings()
  return (
    <Shape
      listening={false}
      perfectDrawEnabled={false}
      x={state.x}
      y={state.y}
      scaleX={1 / zoom}
      scaleY={1 / zoom}
      sceneFunc={({ _context: pen }) => {
        const ring = (radius: number, width: number, stroke: string) => {
          pen.beginPath()
          pen.arc(0, 0, radius, 0, 2 * Math.PI)
          pen.lineWidth = width
          pen.strokeStyle = stroke
          pen.stroke()
        }
        pen.beginPath()
        pen.arc(0, 0, 3, 0, 2 * Math.PI)
        pen.fillStyle = colour
        pen.fill()
        ring(3.5, 1, 'rgb(12 12 14 / 0.6)')
        ring(8, 5, 'rgb(12 12 14 / 0.45)')
        ring(8, 2.5, selected ? '#fff' : colour)
        if (selected) ring(11, 2, colour)
      }}
    />
  )
}

export function PinFields({ state, change }: FieldsProps<PinState>) {
  const { t } = useTranslation()
  const { NumberPart } = useSurroundings().parts
  return (
    <div className={styles.pair}>
      <NumberPart
        label={t('field.x')}
        value={state.x}
        digits={1}
        unit={t('unit.px')}
        onChange={(x) => change({ ...state, x: x ?? state.x })}
      />
      <NumberPart
        label={t('field.y')}
        value={state.y}
        digits={1}
        unit={t('unit.px')}
        onChange={(y) => change({ ...state, y: y ?? state.y })}
      />
    </div>
  )
}
