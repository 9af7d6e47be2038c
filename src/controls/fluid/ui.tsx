import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Shape } from 'react-konva'
import { AreaShape } from '../area'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import { drawArrow } from './arrow'
import { arrowOf, handlesOf, withoutArrow } from './edit'
import type { Arrow, FluidState } from './state'
import { manners, substances } from './substance'
import styles from './ui.module.css'

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
      {state.arrows.length === 0 && <p className={styles.note}>{t('fluid.noArrows')}</p>}
      <label className={styles.substance}>
        <span>{t('fluid.substance')}</span>
        <select
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
  return (
    <fieldset className={styles.arrows}>
      <legend>{t('fluid.arrows')}</legend>
      <ol>
        {state.arrows
          .map((arrow, index) => ({ arrow, index, number: index + 1 }))
          .map(({ arrow, index, number }) => (
            <li key={index} data-active={index === active || undefined}>
              <button
                type="button"
                className={styles.number}
                aria-pressed={index === active}
                aria-label={t('fluid.arrow', { number })}
                onClick={() => activate(index === active ? null : 2 * index)}
              >
                {number}
              </button>
              {(['x', 'y', 'dx', 'dy'] as const).map((field) => (
                <NumberPart
                  key={field}
                  quiet
                  label={`${t('fluid.arrow', { number })}: ${t(`fluidArrow.${field}`)}`}
                  value={arrow[field]}
                  digits={0}
                  onChange={(value) => set(index, { [field]: value ?? arrow[field] })}
                />
              ))}
              <IconPart
                label={t('fluid.removeArrow', { number })}
                onClick={() => {
                  activate(null)
                  change(withoutArrow(state, 2 * index) ?? state)
                }}
              >
                <X size={14} />
              </IconPart>
            </li>
          ))}
      </ol>
    </fieldset>
  )
}
