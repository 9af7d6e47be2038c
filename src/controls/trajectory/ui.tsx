import { BoxSelect, Clock, Plus, X } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Shape } from 'react-konva'
import type { Point } from '../../core/geometry'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import panel from '../panel.module.css'
import { drawDots, drawHandle, drawOrigin, drawRibbon, drawTime } from '../ribbon/ribbon'
import { Row, Rows } from '../rows'
import { curve, dotsOf, retimed, timesOf, withoutPoint, withPoint, withTime } from './edit'
import { pointTimes } from './hints'
import type { TrajectoryState } from './state'

export function TrajectoryShape({ state, colour, selected, activePoint }: ShapeProps<TrajectoryState>) {
  const { t } = useTranslation()
  const { zoom, span, moments } = useSurroundings()
  const unit = 1 / zoom
  return (
    <Shape
      listening={false}
      perfectDrawEnabled={false}
      opacity={selected ? 1 : 0.88}
      sceneFunc={(context) => {
        const pen = context._context
        const points = state.points
        drawRibbon(pen, curve(state), colour, unit)
        drawDots(pen, dotsOf(state, span, moments), unit)
        if (points[0]) drawOrigin(pen, points[0], colour, unit)
        if (!selected) return
        const times = pointTimes(points, span)
        points.forEach((point, index) => {
          drawHandle(pen, point, colour, index === activePoint, unit)
          // When it is passed: where someone has set it, and where someone is at work.
          if (point.time === undefined && index !== activePoint) return
          drawTime(pen, point, t('unit.seconds', { value: (times[index] ?? 0).toFixed(2) }), unit)
        })
      }}
    />
  )
}

export function TrajectoryFields({ state, change, activePoint, activate }: FieldsProps<TrajectoryState>) {
  const { t } = useTranslation()
  const { span, parts, inRegion, takeThing } = useSurroundings()
  const { ButtonPart, NumberPart, SliderPart, IconPart } = parts
  const first = state.points[0]
  const times = pointTimes(state.points, span)
  const { start, end } = timesOf(state, span)
  const setPoint = (index: number, part: Partial<Point>) =>
    change({ ...state, points: state.points.map((point, at) => (at === index ? { ...point, ...part } : point)) })
  const insert = (index: number) => {
    const [a, b] = [state.points[index] as Point, state.points[index + 1] as Point]
    change(withPoint(state, index, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }))
    activate(index + 1)
  }
  return (
    <>
      <SliderPart
        label={t('trajectory.strength')}
        value={state.strength}
        min={0}
        max={1}
        step={0.01}
        text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
        onChange={(strength) => change({ ...state, strength })}
      />
      <div className={panel.pair}>
        <NumberPart
          label={t('trajectory.start')}
          value={start}
          min={0}
          step={0.1}
          digits={2}
          unit={t('unit.s')}
          onChange={(value) => change(retimed(state, value ?? 0, Math.max(end, value ?? 0), span))}
        />
        <NumberPart
          label={t('trajectory.end')}
          value={end}
          min={start}
          step={0.1}
          digits={2}
          unit={t('unit.s')}
          onChange={(value) => change(retimed(state, start, value ?? span, span))}
        />
      </div>
      {first && !state.region && !inRegion(first) && (
        <ButtonPart
          onClick={() =>
            void takeThing(first).then((region) => {
              if (region) change({ ...state, region })
            })
          }
        >
          <BoxSelect size={16} />
          {t('trajectory.chooseThing')}
        </ButtonPart>
      )}
      <Rows
        legend={t('trajectory.points')}
        buttons={2}
        heads={[
          t('field.x'),
          t('field.y'),
          <Fragment key="time">
            <Clock size={12} />
            {t('unit.s')}
          </Fragment>,
        ]}
      >
        {state.points
          .map((point, index) => ({ point, index }))
          .map(({ point, index }) => (
            <Row
              key={index}
              number={index + 1}
              label={t('trajectory.point', { number: index + 1 })}
              active={index === activePoint}
              choose={() => activate(index === activePoint ? null : index)}
            >
              <NumberPart
                quiet
                label={t('trajectory.pointX', { number: index + 1 })}
                value={point.x}
                digits={1}
                onChange={(x) => setPoint(index, { x: x ?? point.x })}
              />
              <NumberPart
                quiet
                label={t('trajectory.pointY', { number: index + 1 })}
                value={point.y}
                digits={1}
                onChange={(y) => setPoint(index, { y: y ?? point.y })}
              />
              <NumberPart
                quiet
                label={t('trajectory.pointTime', { number: index + 1 })}
                value={point.time ?? null}
                min={0}
                step={0.1}
                digits={2}
                placeholder={(times[index] ?? 0).toFixed(2)}
                onChange={(time) => change(withTime(state, index, time ?? undefined))}
              />
              <IconPart
                label={t('trajectory.insertAfter', { number: index + 1 })}
                disabled={index === state.points.length - 1}
                onClick={() => insert(index)}
              >
                <Plus size={14} />
              </IconPart>
              <IconPart
                label={t('trajectory.removePoint', { number: index + 1 })}
                disabled={state.points.length <= 2}
                onClick={() => {
                  const less = withoutPoint(state, index)
                  if (less) change(less)
                  activate(null)
                }}
              >
                <X size={14} />
              </IconPart>
            </Row>
          ))}
      </Rows>
    </>
  )
}
