import { Download, Film } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Shape } from 'react-konva'
import { AreaShape } from '../area'
import { type FieldsProps, type ShapeProps, useSurroundings } from '../context'
import { FilePart } from '../file-part'
import panel from '../panel.module.css'
import { drawRibbon } from '../ribbon/ribbon'
import { referenceSeconds } from './hints'
import { ReferenceMap } from './reference-map'
import { type CloneState, clonedParts } from './state'
import { clonedWay } from './way'

/** The thing that is moved, and the way its middle goes. */
export function CloneShape({ state, colour, selected }: ShapeProps<CloneState>) {
  const { zoom, picture, span } = useSurroundings()
  const { to } = state
  if (!to) return null
  const way = clonedWay(state, span, picture)
  return (
    <>
      <AreaShape
        mask={to}
        colour={colour}
        selected={selected}
        stays={selected && !state.motion}
        density={selected ? 0.34 : 0.12}
        outline={selected}
      />
      {way && (
        <Shape
          listening={false}
          perfectDrawEnabled={false}
          opacity={selected ? 1 : 0.8}
          sceneFunc={(context) => drawRibbon(context._context, way, colour, 1 / zoom)}
        />
      )}
    </>
  )
}

/** The reference, what is taken of it, and how it is led over. */
export function CloneFields({ state, change }: FieldsProps<CloneState>) {
  const { t } = useTranslation()
  const { parts, readReference, saveReference, lengthen, duration } = useSurroundings()
  const { ChoicePart, SliderPart, ButtonPart } = parts
  const [share, setShare] = useState<number | null>(null)
  const { motion } = state
  const busy = share !== null
  const percent = (value: number) => t('unit.percent', { value: Math.round(value * 100) })
  const seconds = (value: number) => t('unit.seconds', { value: value.toFixed(1) })
  const read = async (file: File) => {
    setShare(0)
    const found = await readReference(file, setShare)
    setShare(null)
    if (found) change({ ...state, ...found, from: undefined })
  }
  const length = referenceSeconds(state)
  return (
    <>
      <FilePart accept="video/*,.kclone" busy={busy} onFile={(file) => void read(file)}>
        <Film size={15} aria-hidden="true" />
        {busy ? t('clone.reading', { percent: Math.round(share * 100) }) : t(motion ? 'clone.another' : 'clone.choose')}
      </FilePart>
      {!motion && <p className={panel.note}>{t('clone.hint')}</p>}
      {motion && (
        <>
          <ChoicePart
            label={t('clone.takes')}
            value={state.takes}
            options={clonedParts.map((value) => ({ value, label: t(`cloneTakes.${value}`) }))}
            onChange={(value) => change({ ...state, takes: value as CloneState['takes'] })}
          />
          {state.takes !== 'camera' && !state.to && <p className={panel.note}>{t('clone.needsThing')}</p>}
          <ReferenceMap state={state} change={change} />
          <SliderPart
            label={t('clone.gain')}
            value={state.gain}
            min={0}
            max={2}
            step={0.05}
            text={percent}
            onChange={(gain) => change({ ...state, gain })}
          />
          <SliderPart
            label={t('clone.speed')}
            value={state.speed}
            min={0.25}
            max={4}
            step={0.05}
            text={percent}
            onChange={(speed) => change({ ...state, speed })}
          />
          <SliderPart
            label={t('clone.start')}
            value={Math.min(state.start, (motion.count - 2) / motion.rate)}
            min={0}
            max={(motion.count - 2) / motion.rate}
            step={0.1}
            text={seconds}
            onChange={(start) => change({ ...state, start })}
          />
          {state.takes !== 'camera' && (
            <SliderPart
              label={t('clone.bend')}
              value={state.bend}
              min={0}
              max={1}
              step={0.05}
              text={percent}
              onChange={(bend) => change({ ...state, bend })}
            />
          )}
          {state.takes !== 'subject' && (
            <SliderPart
              label={t('clone.parallax')}
              value={state.parallax}
              min={-1}
              max={1}
              step={0.05}
              text={percent}
              onChange={(parallax) => change({ ...state, parallax })}
            />
          )}
          <div className={panel.buttons}>
            <ButtonPart pressed={state.mirror} onClick={() => change({ ...state, mirror: !state.mirror })}>
              {t('clone.mirror')}
            </ButtonPart>
            {Math.abs(length - duration) > 0.1 && length > 0.2 && (
              <ButtonPart onClick={() => lengthen(length)}>
                {t('clone.lengthen', { value: length.toFixed(1) })}
              </ButtonPart>
            )}
            <ButtonPart onClick={() => saveReference(motion)}>
              <Download size={14} />
              {t('clone.save')}
            </ButtonPart>
          </div>
        </>
      )}
    </>
  )
}
