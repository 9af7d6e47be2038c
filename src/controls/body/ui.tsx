import { PersonStanding, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Circle, Line } from 'react-konva'
import { bones } from '../../core/body/skeleton'
import type { Point } from '../../core/geometry'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import { FilePart } from '../file-part'
import { shownJoints, withoutPose, withPose } from './edit'
import type { BodyState } from './state'
import styles from './ui.module.css'

/** The rig: a line for each bone and, while it is selected, a handle for each joint. */
export function BodyShape({ state, colour, selected, activePoint }: ShapeProps<BodyState>) {
  const { zoom } = useSurroundings()
  const joints = shownJoints(state)
  const at = (index: number) => joints[index] as Point
  if (joints.length === 0) return null
  const spans = [...bones.map(({ from, to }) => [from, to]), [3, 6], [9, 12]] as [number, number][]
  return (
    <>
      {spans.map(([from, to]) => (
        <Line
          key={`${from} ${to}`}
          points={[at(from).x, at(from).y, at(to).x, at(to).y]}
          stroke={colour}
          strokeWidth={(selected ? 2.5 : 1.5) / zoom}
          lineCap="round"
          opacity={selected ? 0.95 : 0.6}
          listening={false}
          perfectDrawEnabled={false}
        />
      ))}
      {selected &&
        joints.map(({ x, y }, index) => (
          <Circle
            // biome-ignore lint/suspicious/noArrayIndexKey: joints, always in this order
            key={index}
            x={x}
            y={y}
            radius={(index === activePoint ? 7 : 5) / zoom}
            fill="#fff"
            stroke={colour}
            strokeWidth={2 / zoom}
            listening={false}
            perfectDrawEnabled={false}
          />
        ))}
    </>
  )
}

/** Which pose the hand moves and when it is reached, which arms lie behind, and what drives the body. */
export function BodyFields({ state, change }: FieldsProps<BodyState>) {
  const { t } = useTranslation()
  const { parts, span, now } = useSurroundings()
  const { ChoicePart, IconPart, NumberPart, SliderPart } = parts
  const pose = state.poses[state.edited]
  const name = (index: number) => t('body.pose', { number: index + 1 })
  return (
    <>
      <ChoicePart
        label={t('body.edited')}
        value={String(pose ? state.edited : -1)}
        options={[
          { value: '-1', label: t('body.rest') },
          ...state.poses.map((_, index) => ({ value: String(index), label: name(index) })),
        ]}
        onChange={(value) => change({ ...state, edited: Number(value) })}
      />
      {pose && (
        <NumberPart
          label={t('body.time')}
          value={pose.time}
          min={0}
          max={span}
          step={0.1}
          digits={2}
          unit={t('unit.s')}
          onChange={(time) =>
            change({
              ...state,
              poses: state.poses.map((item, k) =>
                k === state.edited ? { ...item, time: Math.max(0, time ?? 0) } : item,
              ),
            })
          }
        />
      )}
      <div className={styles.buttons}>
        <IconPart label={t('body.add')} onClick={() => change(withPose(state, Math.max(0.1, now() || span / 2)))}>
          <Plus size={15} />
        </IconPart>
        <IconPart label={t('body.remove')} disabled={!pose} onClick={() => change(withoutPose(state, state.edited))}>
          <X size={15} />
        </IconPart>
      </div>
      <p className={styles.hint}>{t(pose ? 'body.hint' : 'body.restHint')}</p>
      {(['left', 'right'] as const).map((side) => (
        <ChoicePart
          key={side}
          label={t(`bodyArm.${side}`)}
          value={state.behind.includes(side) ? 'behind' : 'before'}
          options={(['before', 'behind'] as const).map((value) => ({ value, label: t(`bodyArm.${value}`) }))}
          onChange={(value) =>
            change({
              ...state,
              behind: value === 'behind' ? [...state.behind, side] : state.behind.filter((other) => other !== side),
            })
          }
        />
      ))}
      <Driver state={state} change={change} />
      {state.take && (
        <SliderPart
          label={t('body.gain')}
          value={state.gain}
          min={0}
          max={2}
          step={0.05}
          text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
          onChange={(gain) => change({ ...state, gain })}
        />
      )}
    </>
  )
}

/** A video whose body this one follows. */
function Driver({ state, change }: Pick<FieldsProps<BodyState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { readBody, parts } = useSurroundings()
  const { ButtonPart } = parts
  const [busy, setBusy] = useState(false)
  const read = async (file: File) => {
    setBusy(true)
    const take = await readBody(file)
    setBusy(false)
    if (take) change({ ...state, take })
  }
  return (
    <div className={styles.driver}>
      <FilePart accept="video/*" busy={busy} onFile={(file) => void read(file)}>
        <PersonStanding size={15} aria-hidden="true" />
        {t(busy ? 'face.driving' : 'body.drive')}
      </FilePart>
      {state.take && <ButtonPart onClick={() => change({ ...state, take: undefined })}>{t('face.undrive')}</ButtonPart>}
    </div>
  )
}
