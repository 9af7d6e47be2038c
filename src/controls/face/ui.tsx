import { Clapperboard, Diamond } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Line } from 'react-konva'
import { eyes, lips } from '../../core/face/points'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import { courseAt } from './hints'
import { type ExpressionName, rangeOf } from './names'
import type { Course, FaceState, Take } from './state'
import { usedPart } from './take'
import { contour, pointAt } from './tool'
import styles from './ui.module.css'

/** The face's contour, and with it eyes and lips while it is selected. */
export function FaceShape({ state, colour, selected }: ShapeProps<FaceState>) {
  const { picture, zoom } = useSurroundings()
  const { landmarks } = state
  if (!landmarks) return null
  const line = (indices: readonly number[]) => indices.flatMap((i) => Object.values(pointAt(landmarks, i, picture)))
  const features = selected
    ? [
        ...[eyes.left, eyes.right].map((eye) => [...eye.upper, ...eye.lower.toReversed()]),
        [...lips.upperOuter, ...lips.lowerOuter.toReversed()],
      ]
    : []
  const outline = contour(state, picture).flatMap(({ x, y }) => [x, y])
  return [outline, ...features.map(line)].map((points, k) => (
    <Line
      // biome-ignore lint/suspicious/noArrayIndexKey: contour, eyes and lips, always in this order
      key={k}
      points={points}
      closed
      tension={0.3}
      stroke={colour}
      strokeWidth={(k === 0 ? (selected ? 2 : 1.5) : 1) / zoom}
      opacity={k === 0 ? 0.85 : 0.6}
      dash={k === 0 && !selected ? [5 / zoom, 5 / zoom] : undefined}
      listening={false}
      perfectDrawEnabled={false}
    />
  ))
}

const groupNames = ['face', 'eyes', 'head'] as const
const groups = {
  face: ['smile', 'mouth', 'pout', 'puff', 'brow'],
  eyes: ['blink', 'winkLeft', 'winkRight', 'gazeX', 'gazeY'],
  head: ['yaw', 'pitch', 'roll', 'x', 'y'],
} as const satisfies Record<string, ExpressionName[]>

/** Those that have a slider. */
type SliderName = (typeof groups)[keyof typeof groups][number]

const drivenGains = ['pose', 'eyes', 'lips', 'brows'] as const

/** What a face does: by itself, by what drives it, and by a slider for each thing, each with keyframes. */
export function FaceFields({ state, change }: FieldsProps<FaceState>) {
  const { t } = useTranslation()
  const { SliderPart } = useSurroundings().parts
  const percent = (value: number) => t('unit.percent', { value: Math.round(value * 100) })
  return (
    <>
      <SliderPart
        label={t('face.alive')}
        value={state.alive}
        min={0}
        max={2}
        step={0.05}
        text={percent}
        onChange={(alive) => change({ ...state, alive })}
      />
      <Driver state={state} change={change} />
      {state.take &&
        drivenGains.map((name) => (
          <SliderPart
            key={name}
            label={t(`faceGain.${name}`)}
            value={state.gains[name] ?? 1}
            min={0}
            max={2}
            step={0.05}
            text={percent}
            onChange={(gain) => change({ ...state, gains: { ...state.gains, [name]: gain } })}
          />
        ))}
      {groupNames.map((group) => (
        <fieldset key={group} className={styles.group}>
          <legend>{t(`faceGroup.${group}`)}</legend>
          {groups[group].map((name) => (
            <CourseFields key={name} name={name} state={state} change={change} />
          ))}
        </fieldset>
      ))}
    </>
  )
}

/** Whether the clip is as long as a take, within a frame of the slowest clip. */
function fits(take: Take, duration: number): boolean {
  return Math.abs(usedPart(take).length - duration) < 0.13
}

/** A video or a voice that the face follows. */
function Driver({ state, change }: Pick<FieldsProps<FaceState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { readTake, duration, lengthen } = useSurroundings()
  const [busy, setBusy] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    const take = await readTake(file)
    setBusy(false)
    if (take) change({ ...state, take, alive: 0 })
  }
  return (
    <div className={styles.driver}>
      <label className={styles.file} data-busy={busy || undefined}>
        <Clapperboard size={15} aria-hidden="true" />
        {t(busy ? 'face.driving' : 'face.drive')}
        <input
          type="file"
          accept="video/*,audio/*"
          disabled={busy}
          className="visually-hidden"
          onChange={(event) => {
            void read(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      {state.take && !fits(state.take, duration) && (
        <button
          type="button"
          className={styles.file}
          onClick={() => state.take && lengthen(usedPart(state.take).length)}
        >
          {t('face.lengthen', { seconds: usedPart(state.take).length.toFixed(1) })}
        </button>
      )}
      {state.take && (
        <button type="button" className={styles.file} onClick={() => change({ ...state, take: undefined })}>
          {t('face.undrive')}
        </button>
      )}
    </div>
  )
}

/** A slider of what a face does, and a diamond that pins its value to the moment that is shown. */
function CourseFields({
  name,
  state,
  change,
}: { name: SliderName } & Pick<FieldsProps<FaceState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { parts, now } = useSurroundings()
  const { SliderPart, IconPart } = parts
  const course: Course = state.expression[name] ?? 0
  const keyed = typeof course !== 'number'
  const value = courseAt(course, now())
  const [low, high] = rangeOf(name)
  const degrees = name === 'yaw' || name === 'pitch' || name === 'roll'
  const set = (next: Course) => {
    const { [name]: _, ...others } = state.expression
    change({ ...state, expression: next === 0 ? others : { ...others, [name]: next } })
  }
  const label = t(`expression.${name}`)
  return (
    <div className={styles.course}>
      <SliderPart
        label={label}
        value={value}
        min={low}
        max={high}
        step={degrees ? 0.5 : 0.01}
        text={(shown) =>
          degrees ? t('unit.degrees', { value: shown }) : t('unit.percent', { value: Math.round(shown * 100) })
        }
        onChange={(next) => set(keyed ? withKey(course, now(), next) : next)}
      />
      <IconPart
        label={t(keyed ? 'face.keyMore' : 'face.keyFirst', { name: label })}
        onClick={() => set(toggledKey(course, now(), value))}
      >
        <Diamond size={13} fill={keyed ? 'currentColor' : 'none'} />
      </IconPart>
    </div>
  )
}

/** Keyframes closer than this, in seconds, are one. */
const sameKey = 0.02

function withKey(keys: Exclude<Course, number>, time: number, value: number): Course {
  return [...keys.filter((key) => Math.abs(key.time - time) > sameKey), { time, value }].sort((a, b) => a.time - b.time)
}

/** Pins the value to the moment; on a moment that has one already, takes it away, and the last one's value stays. */
function toggledKey(course: Course, time: number, value: number): Course {
  if (typeof course === 'number') return [{ time, value }]
  const others = course.filter((key) => Math.abs(key.time - time) > sameKey)
  if (others.length === course.length) return withKey(course, time, value)
  return others.length > 0 ? others : value
}
