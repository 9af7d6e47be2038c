import { useTranslation } from 'react-i18next'
import { Shape } from 'react-konva'
import { AreaShape, useCover } from '../area'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import styles from '../panel.module.css'
import { MotionHandles } from './prompt/handles'
import { planOf } from './prompt/plan'
import { PromptFields } from './prompt/ui'
import { selectionOf } from './selection'
import type { RegionState } from './state'

/** A translucent hue with a clear outline; of the selected region also the places that were clicked. */
export function RegionShape({ state, colour, selected }: ShapeProps<RegionState>) {
  const { picture, zoom } = useSurroundings()
  const selection = selectionOf(state, picture)
  return (
    <>
      {selection && (
        <AreaShape
          mask={selection}
          colour={colour}
          selected={selected}
          stays={selected && !planOf(state)}
          density={selected ? 0.34 : 0.12}
          outline={selected}
        />
      )}
      {selected && <MotionHandles state={state} colour={colour} />}
      {selected && <Clicks clicks={state.clicks} colour={colour} unit={1 / zoom} />}
    </>
  )
}

/** A plus where something belongs, a minus where it does not. */
function Clicks({ clicks, colour, unit }: { clicks: RegionState['clicks']; colour: string; unit: number }) {
  return (
    <Shape
      listening={false}
      perfectDrawEnabled={false}
      sceneFunc={({ _context: pen }) => {
        for (const { x, y, keep } of clicks) {
          pen.beginPath()
          pen.arc(x, y, 6.5 * unit, 0, 2 * Math.PI)
          pen.fillStyle = keep ? colour : '#1b1b1e'
          pen.fill()
          pen.lineWidth = 1.5 * unit
          pen.strokeStyle = '#fff'
          pen.stroke()
          pen.beginPath()
          pen.moveTo(x - 3 * unit, y)
          pen.lineTo(x + 3 * unit, y)
          if (keep) {
            pen.moveTo(x, y - 3 * unit)
            pen.lineTo(x, y + 3 * unit)
          }
          pen.strokeStyle = keep ? '#0c0c0e' : '#fff'
          pen.stroke()
        }
      }}
    />
  )
}

export function RegionFields({ state, change, preview }: FieldsProps<RegionState>) {
  const { t } = useTranslation()
  const { picture, parts } = useSurroundings()
  const { SliderPart, NumberPart, ButtonPart } = parts
  const cover = useCover(selectionOf(state, picture))
  const pixels = (value: number) => t('unit.pixels', { value })
  return (
    <>
      <PromptFields state={state} change={change} preview={preview} />
      <p className={styles.note}>
        {t(state.mask ? 'region.share' : 'region.none', { value: (cover * 100).toFixed(1) })}
      </p>
      <SliderPart
        label={t('region.grow')}
        value={state.grow}
        min={-32}
        max={32}
        step={1}
        text={pixels}
        onChange={(grow) => change({ ...state, grow })}
      />
      <SliderPart
        label={t('region.feather')}
        value={state.feather}
        min={-16}
        max={32}
        step={1}
        text={pixels}
        onChange={(feather) => change({ ...state, feather })}
      />
      <NumberPart
        label={t('region.depth')}
        value={state.depth ?? null}
        min={0}
        max={1}
        step={0.05}
        digits={2}
        placeholder={t('region.byOrder')}
        onChange={(depth) => change({ ...state, depth: depth ?? undefined })}
      />
      {state.clicks.length > 0 && (
        <ButtonPart onClick={() => change({ ...state, clicks: [], mask: undefined })}>{t('region.clear')}</ButtonPart>
      )}
    </>
  )
}
