import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type ControlClip, clipOf, reclipped } from '../../../controls/clip'
import type { ControlInput } from '../../../controls/registry'
import type { Control } from '../../../project/project'
import type { GenerationSettings } from '../../../project/settings'
import { clipSpan } from '../../../project/timing'
import { useCommands } from '../../react'
import { useAttempt, useStudioStore } from '../use-studio'
import { folds, shareOfTime, timeOfShare } from './axis'
import styles from './timeline.module.css'

interface ClipBarProps {
  control: Control
  name: string
  settings: GenerationSettings
}

/** When a control moves something. The ends and the whole of a path's bar can be dragged, and moved with the arrow keys. */
export function ClipBar({ control, name, settings }: ClipBarProps) {
  const { t } = useTranslation()
  const commands = useCommands()
  const lane = useRef<HTMLDivElement>(null)
  const drag = useTimeDrag(lane, settings)
  const span = clipSpan(settings)
  const select = () => commands.set({ selection: control.id })
  const clip = clipOf(control, span)
  if (!clip)
    return (
      <div className={styles.lane} ref={lane}>
        <button
          type="button"
          className={styles.clip}
          tabIndex={-1}
          data-whole
          onClick={select}
          style={{ left: 0, right: 0 }}
        >
          <span className="visually-hidden">{t('timeline.always', { name })}</span>
        </button>
      </div>
    )
  const { start, end, knots } = clip
  const [left, right] = [shareOfTime(settings, start), shareOfTime(settings, end)]
  const inner = knots.map((time, point) => ({ time, point }))
  return (
    <div className={styles.lane} ref={lane}>
      <div
        className={styles.clip}
        style={{ left: `${left * 100}%`, width: `max(6px, ${(right - left) * 100}%)` }}
        {...drag(control, clip, 'both')}
      >
        {inner.map(({ time, point }) => (
          <span
            key={point}
            className={styles.knot}
            style={{ left: `${((shareOfTime(settings, time) - left) / Math.max(right - left, 1e-6)) * 100}%` }}
          />
        ))}
        {(['start', 'end'] as const).map((side) => (
          <div
            key={side}
            className={styles.end}
            data-side={side}
            role="slider"
            tabIndex={0}
            aria-label={t(side === 'start' ? 'timeline.clipStart' : 'timeline.clipEnd', { name })}
            aria-valuemin={0}
            aria-valuemax={Math.max(span, end)}
            aria-valuenow={side === 'start' ? start : end}
            aria-valuetext={t('unit.seconds', { value: (side === 'start' ? start : end).toFixed(2) })}
            {...drag(control, clip, side)}
          />
        ))}
      </div>
      {folds(settings) && (
        <div
          className={styles.clip}
          data-return
          aria-hidden="true"
          style={{ left: `${(1 - right) * 100}%`, width: `${(right - left) * 100}%` }}
        />
      )}
    </div>
  )
}

/** Dragging a bar or one of its ends; one step of undo. */
function useTimeDrag(lane: React.RefObject<HTMLDivElement | null>, settings: GenerationSettings) {
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  const span = clipSpan(settings)
  const held = useRef<{ from: number; start: number; end: number } | null>(null)

  const timeAt = (event: React.PointerEvent) => {
    const box = lane.current?.getBoundingClientRect()
    return box ? timeOfShare(settings, (event.clientX - box.left) / box.width) : 0
  }
  const shifted = (part: 'start' | 'end' | 'both', was: { start: number; end: number }, by: number) => {
    if (part === 'start') return [Math.min(was.end, Math.max(0, was.start + by)), was.end] as const
    if (part === 'end') return [was.start, Math.max(was.start, Math.min(span, was.end + by))] as const
    const fits = Math.max(-was.start, Math.min(Math.max(0, span - was.end), by))
    return [was.start + fits, was.end + fits] as const
  }

  return (control: Control, clip: ControlClip, part: 'start' | 'end' | 'both') => ({
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      commands.set({ selection: control.id })
      held.current = { from: timeAt(event), ...clip }
    },
    onPointerMove: (event: React.PointerEvent<HTMLElement>) => {
      const was = held.current
      const controls = store.getState().project?.controls
      if (!was || !controls || !event.currentTarget.hasPointerCapture(event.pointerId)) return
      event.stopPropagation()
      const [start, end] = shifted(part, was, timeAt(event) - was.from)
      commands.gesture(controls.map((one) => (one.id === control.id ? reclipped(one, start, end, span) : one)))
    },
    onPointerUp: () => {
      if (held.current && store.getState().gesture) void attempt(async () => commands.commit())
      held.current = null
    },
    onPointerCancel: () => {
      commands.gesture(null)
      held.current = null
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
      if (!by) return
      event.preventDefault()
      event.stopPropagation()
      const seconds = (by * (event.shiftKey ? 10 : 1)) / settings.fps
      const [start, end] = shifted(part, clip, seconds)
      const { id, name: _name, hidden: _hidden, hue: _hue, ...state } = reclipped(control, start, end, span)
      void attempt(() => commands.update(id, state as Partial<ControlInput>))
    },
  })
}
