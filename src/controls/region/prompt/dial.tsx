import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import panel from '../../panel.module.css'
import styles from './ui.module.css'

interface DialProps {
  label: string
  /** Radians, clockwise on the screen from "to the right". */
  value: number
  onChange(value: number): void
}

/** Degrees a press of an arrow key turns it. */
const keyStep = 15

/** A direction on the screen: dragged, or turned with the arrow keys. Snaps to eighths with Shift. */
export function Dial({ label, value, onChange }: DialProps) {
  const { t } = useTranslation()
  const ring = useRef<HTMLDivElement>(null)
  const angle = Math.round((value * 180) / Math.PI)
  const turned = (degrees: number) => onChange((((((degrees + 180) % 360) + 360) % 360) - 180) * (Math.PI / 180))
  const point = (event: PointerEvent) => {
    const box = ring.current?.getBoundingClientRect()
    if (!box) return
    const at = Math.atan2(event.clientY - box.y - box.height / 2, event.clientX - box.x - box.width / 2)
    const step = event.shiftKey ? 45 : 5
    turned(Math.round((at * 180) / Math.PI / step) * step)
  }
  return (
    <div className={styles.dial}>
      <span className={panel.label}>{label}</span>
      <div
        ref={ring}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={-180}
        aria-valuemax={180}
        aria-valuenow={angle}
        aria-valuetext={t('unit.degrees', { value: angle })}
        className={styles.round}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          point(event)
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && point(event)}
        onKeyDown={(event) => {
          const way = { ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1 }[event.key]
          if (!way) return
          event.preventDefault()
          event.stopPropagation()
          turned(angle + way * keyStep)
        }}
      >
        <svg viewBox="-20 -20 40 40" aria-hidden="true">
          <circle r="18" className={styles.rim} />
          <g transform={`rotate(${angle})`}>
            <line x1="-8" x2="10" className={styles.needle} />
            <path d="M15 0 L7 -4.5 L7 4.5 Z" className={styles.head} />
          </g>
        </svg>
      </div>
    </div>
  )
}
