import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Shape } from 'react-konva'
import { AreaShape } from '../area'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import panel from '../panel.module.css'
import { Row, Rows } from '../rows'
import { drawArrow } from './arrow'
import { angleOf, arrowOf, handlesOf, headed, speedOf, withoutArrow } from './edit'
import type { Arrow, FluidState } from './state'
import { manners, substances } from './substance'

/** The area in its hue and, over it, the arrows. */
export function FluidShape({ state, colour, selected, activePoint }: ShapeProps<FluidState>) {
  const { zoom, quiet } = useSurroundings()
  const active = activePoint === null ? null : arrowOf(activePoint)
  return (
    <>
      <AreaShape
        mask={state.mask}
        colour={colour}
        selected={selected}
        density={selected ? 0.3 : 0.12}
        outline={selected}
      />
      <Shape
        listening={false}
        visible={selected || !quiet}
        perfectDrawEnabled={false}
        sceneFunc={({ _context: pen }) => {
          state.arrows.forEach((arrow, index) => {
            drawArrow(
              pen,
              handlesOf(arrow),
              colour,
              1 / zoom,
              selected ? (index === active ? 'active' : 'open') : 'quiet',
            )
          })
        }}
      />
    </>
  )
}

export function FluidFields({ state, change, activePoint, activate }: FieldsProps<FluidState>) {
  const { t } = useTranslation()
  const { parts } = useSurroundings()
  const { NumberPart, SliderPart } = parts
  const usual = manners[state.substance]
  const percent = (value: number) => t('unit.percent', { value: Math.round(value * 100) })
  return (
    <>
      {state.arrows.length === 0 && <p className={panel.note}>{t('fluid.noArrows')}</p>}
      <label className={panel.choose}>
        <span className={panel.label}>{t('fluid.substance')}</span>
        <select
          className={panel.field}
          value={state.substance}
          onChange={(event) => {
            const { period: _period, turbulence: _turbulence, softness: _softness, ...rest } = state
            const substance = substances.find((name) => name === event.target.value) ?? state.substance
            change({ ...rest, substance, period: undefined, turbulence: undefined, softness: undefined })
          }}
        >
          {substances.map((name) => (
            <option key={name} value={name}>
              {t(`substance.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <SliderPart
        label={t('fluid.speed')}
        value={state.speed}
        min={0}
        max={3}
        step={0.05}
        text={percent}
        onChange={(speed) => change({ ...state, speed })}
      />
      <NumberPart
        label={t('fluid.period')}
        value={state.period ?? null}
        min={0.2}
        max={60}
        step={0.1}
        digits={2}
        unit={t('unit.s')}
        placeholder={usual.period.toFixed(2)}
        onChange={(period) => change({ ...state, period: period ?? undefined })}
      />
      <SliderPart
        label={t('fluid.turbulence')}
        value={state.turbulence ?? usual.turbulence}
        min={0}
        max={1}
        step={0.01}
        text={percent}
        onChange={(turbulence) => change({ ...state, turbulence })}
      />
      <SliderPart
        label={t('fluid.softness')}
        value={state.softness ?? usual.softness}
        min={0}
        max={0.1}
        step={0.002}
        text={(value) => t('unit.percent', { value: (value * 100).toFixed(1) })}
        onChange={(softness) => change({ ...state, softness })}
      />
      <ArrowFields {...{ state, change, activePoint, activate }} />
    </>
  )
}

type ArrowFieldsProps = Omit<FieldsProps<FluidState>, 'preview'>

function ArrowFields({ state, change, activePoint, activate }: ArrowFieldsProps) {
  const { t } = useTranslation()
  const { NumberPart, IconPart } = useSurroundings().parts
  if (state.arrows.length === 0) return null
  const set = (index: number, part: Partial<Arrow>) =>
    change({ ...state, arrows: state.arrows.map((arrow, at) => (at === index ? { ...arrow, ...part } : arrow)) })
  const active = activePoint === null ? null : arrowOf(activePoint)
  const named = (number: number, part: 'x' | 'y' | 'speed' | 'direction') =>
    `${t('fluid.arrow', { number })}: ${t(`fluidArrow.${part}`)}`
  return (
    <Rows legend={t('fluid.arrows')} buttons={1} heads={[t('field.x'), t('field.y'), t('unit.pixelsASecond'), '°']}>
      {state.arrows
        .map((arrow, index) => ({ arrow, index, number: index + 1 }))
        .map(({ arrow, index, number }) => (
          <Row
            key={index}
            number={number}
            label={t('fluid.arrow', { number })}
            active={index === active}
            choose={() => activate(index === active ? null : 2 * index)}
          >
            {(['x', 'y'] as const).map((field) => (
              <NumberPart
                key={field}
                quiet
                label={named(number, field)}
                value={arrow[field]}
                digits={0}
                onChange={(value) => set(index, { [field]: value ?? arrow[field] })}
              />
            ))}
            <NumberPart
              quiet
              label={named(number, 'speed')}
              value={speedOf(arrow)}
              min={0}
              digits={0}
              onChange={(speed) => set(index, headed(arrow, speed ?? 0, angleOf(arrow)))}
            />
            <NumberPart
              quiet
              label={named(number, 'direction')}
              value={angleOf(arrow)}
              step={5}
              digits={0}
              onChange={(angle) => set(index, headed(arrow, speedOf(arrow), angle ?? 0))}
            />
            <IconPart
              label={t('fluid.removeArrow', { number })}
              onClick={() => {
                activate(null)
                change(withoutArrow(state, 2 * index) ?? state)
              }}
            >
              <X size={14} />
            </IconPart>
          </Row>
        ))}
    </Rows>
  )
}
