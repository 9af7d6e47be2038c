import { Diamond } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import { courseAt } from './hints'
import { type ExpressionName, rangeOf } from './names'
import type { Course, FaceState } from './state'
import styles from './ui.module.css'

const groupNames = ['face', 'eyes', 'head'] as const
const groups = {
  face: ['smile', 'mouth', 'pout', 'puff', 'brow'],
  eyes: ['blink', 'winkLeft', 'winkRight', 'gazeX', 'gazeY'],
  head: ['yaw', 'pitch', 'roll', 'x', 'y'],
} as const satisfies Record<string, ExpressionName[]>

/** Those that have a slider. */
type SliderName = (typeof groups)[keyof typeof groups][number]

type Props = Pick<FieldsProps<FaceState>, 'state' | 'change'>

/** A slider for each thing that a face does, each with keyframes. */
export function CourseGroups({ state, change }: Props) {
  const { t } = useTranslation()
  return groupNames.map((group) => (
    <fieldset key={group} className={styles.part}>
      <legend>{t(`faceGroup.${group}`)}</legend>
      {groups[group].map((name) => (
        <CourseFields key={name} name={name} state={state} change={change} />
      ))}
    </fieldset>
  ))
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
