import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { frameOfShare, shareOfFrame, ticksOf } from './axis'
import styles from './timeline.module.css'

/** Seconds and frames; pressed anywhere it shows that frame. */
export function Ruler() {
  const { t } = useTranslation()
  const commands = useCommands()
  const settings = useStudio((state) => state.project?.settings)
  const frame = useStudio((state) => state.frame)
  const lane = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(600)
  useLayoutEffect(() => {
    const element = lane.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const ticks = useMemo(() => (settings ? ticksOf(settings, width) : []), [settings, width])
  if (!settings) return null
  const seek = (event: React.PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    commands.seek(frameOfShare(settings, (event.clientX - box.left) / box.width))
  }
  const last = settings.frameCount - 1
  const keys: Record<string, number> = {
    ArrowLeft: frame - 1,
    ArrowDown: frame - 1,
    ArrowRight: frame + 1,
    ArrowUp: frame + 1,
    PageDown: frame - 10,
    PageUp: frame + 10,
    Home: 0,
    End: last,
  }
  return (
    <div className={styles.line} data-ruler>
      <span className={styles.lineName} />
      <div
        ref={lane}
        className={styles.ruler}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.current')}
        aria-valuemin={1}
        aria-valuemax={settings.frameCount}
        aria-valuenow={frame + 1}
        aria-valuetext={t('timeline.valueText', { seconds: (frame / settings.fps).toFixed(2), frame: frame + 1 })}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          commands.play(false)
          seek(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event)
        }}
        onKeyDown={(event) => {
          const next = keys[event.key]
          if (next === undefined) return
          event.preventDefault()
          event.stopPropagation()
          commands.play(false)
          commands.seek(Math.max(0, Math.min(last, next)))
        }}
      >
        {ticks.map((tick) => (
          <span
            key={tick.frame}
            className={styles.tick}
            data-named={tick.label !== null || undefined}
            style={{ left: `${(tick.frame / settings.frameCount) * 100}%` }}
          >
            {tick.label !== null && t('timeline.seconds', { value: Number(tick.label.toFixed(2)) })}
          </span>
        ))}
        <span className={styles.playhead} style={{ left: `${shareOfFrame(settings, frame) * 100}%` }} />
      </div>
    </div>
  )
}
