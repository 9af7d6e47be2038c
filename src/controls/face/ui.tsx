import { useTranslation } from 'react-i18next'
import { Line } from 'react-konva'
import { eyes, lips } from '../../core/face/points'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import { CourseGroups } from './course-fields'
import { DriverFields } from './driver-fields'
import type { FaceState } from './state'
import { TakeFields } from './take-fields'
import { contour, pointAt } from './tool'
import styles from './ui.module.css'

/** The face's contour, and with it eyes and lips while it is selected. */
export function FaceShape({ state, colour, selected }: ShapeProps<FaceState>) {
  const { picture, zoom, live, quiet } = useSurroundings()
  // Where the face was found says nothing of one that somebody moves at this moment.
  const driven = live.useState() !== null
  const { landmarks } = state
  if (!landmarks || driven || quiet) return null
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

/** What a face does: by what drives it, by its takes, and by a slider for each thing. */
export function FaceFields({ state, change }: FieldsProps<FaceState>) {
  const { t } = useTranslation()
  return (
    <>
      <fieldset className={styles.group}>
        <legend>{t('face.driver')}</legend>
        <DriverFields state={state} change={change} />
      </fieldset>
      {(state.take || state.shelf.length > 0) && (
        <fieldset className={styles.group}>
          <legend>{t('face.takes')}</legend>
          <TakeFields state={state} change={change} />
        </fieldset>
      )}
      <fieldset className={styles.group}>
        <legend>{t('face.sliders')}</legend>
        <CourseGroups state={state} change={change} />
      </fieldset>
    </>
  )
}
