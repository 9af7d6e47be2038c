import { type PointerEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../core/geometry'
import type { Mask } from '../../core/image'
import { type FieldsProps, useSurroundings } from '../context'
import panel from '../panel.module.css'
import type { CloneState } from './state'
import { referenceOf, subjectsOf } from './subject'
import styles from './ui.module.css'

/** Side of the cells in which an area of the reference is kept, pixels of the clip. */
const cell = 4

/**
 * The reference without its pixels: what moves in it, as points. The subject that is taken is bright; a frame that is
 * drawn around others takes those.
 */
export function ReferenceMap({ state, change }: Pick<FieldsProps<CloneState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { parts } = useSurroundings()
  const { ButtonPart } = parts
  const [drawn, setDrawn] = useState<[Point, Point] | null>(null)
  const { motion, start, from } = state
  const groups = useMemo(() => (motion ? subjectsOf(motion, start) : []), [motion, start])
  const subject = useMemo(() => (motion ? referenceOf({ motion, start, from }).subject : null), [motion, start, from])
  if (!motion) return null
  const { width, height } = motion
  const placeOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    }
  }
  const taken = new Set(subject?.places.map(({ x, y }) => `${x} ${y}`))
  const frame = drawn && boxOf(drawn)
  if (groups.length === 0) return <p className={panel.note}>{t('clone.onlyCamera')}</p>
  return (
    <div className={panel.choose}>
      <span className={panel.label}>{t('clone.subject')}</span>
      <svg
        className={styles.map}
        role="img"
        aria-label={t('clone.map', { number: groups.length })}
        viewBox={`0 0 ${width} ${height}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const at = placeOf(event)
          setDrawn([at, at])
        }}
        onPointerMove={(event) => drawn && setDrawn([drawn[0], placeOf(event)])}
        onPointerUp={() => {
          if (frame && frame.width > cell && frame.height > cell)
            change({ ...state, from: areaOf(frame, width, height) })
          setDrawn(null)
        }}
        onPointerCancel={() => setDrawn(null)}
      >
        {groups.flat().map(({ x, y }) => (
          <circle
            key={`${x} ${y}`}
            className={styles.point}
            data-taken={taken.has(`${x} ${y}`) || undefined}
            cx={x}
            cy={y}
            r={width / 90}
          />
        ))}
        {frame && <rect className={styles.frame} {...frame} />}
      </svg>
      {!subject && <p className={panel.note}>{t('clone.nothingThere')}</p>}
      {from ? (
        <ButtonPart onClick={() => change({ ...state, from: undefined })}>{t('clone.mostMoving')}</ButtonPart>
      ) : (
        groups.length > 1 && <p className={panel.note}>{t('clone.mapHint')}</p>
      )}
    </div>
  )
}

function boxOf([a, b]: [Point, Point]) {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }
}

function areaOf(frame: ReturnType<typeof boxOf>, width: number, height: number): Mask {
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)]
  const data = Uint8Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [((i % columns) + 0.5) * cell, (Math.floor(i / columns) + 0.5) * cell]
    const inside = x >= frame.x && y >= frame.y && x <= frame.x + frame.width && y <= frame.y + frame.height
    return inside ? 255 : 0
  })
  return { width: columns, height: rows, data }
}
