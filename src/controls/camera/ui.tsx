import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import panel from '../panel.module.css'
import { AmountFields } from './amount-fields'
import { DepthFields } from './depth-fields'
import { asPath } from './edit'
import { edgesOf, timesOf } from './hints'
import { KeyList } from './key-list'
import { PresetChips } from './preset-chips'
import { type PresetName, presetMove, presetOf } from './presets-list'
import { type CameraState, cameraEasings, cameraEdges } from './state'

/** Everything about a camera: the move, how far, how gently, when, and what depth and borders do. */
export function CameraFields({ state, change, preview, activePoint, activate }: FieldsProps<CameraState>) {
  const { t } = useTranslation()
  const { picture, span, parts } = useSurroundings()
  const { ButtonPart, SliderPart, NumberPart, ChoicePart } = parts
  const long = Math.max(picture.width, picture.height)
  const withPreset = (name: PresetName): CameraState => ({ ...state, ...presetMove(name, long) })
  const { start, end } = timesOf(state, span)
  const path = state.move === 'path' ? null : asPath(state, picture)
  return (
    <>
      <PresetChips
        chosen={presetOf(state)}
        pick={(name) => change(withPreset(name))}
        preview={(name) => preview(name && withPreset(name))}
      />
      {state.move === 'path' ? (
        <KeyList {...{ state, change, preview, activePoint, activate }} />
      ) : (
        <AmountFields state={state} change={change} />
      )}
      {path && <ButtonPart onClick={() => change(path)}>{t('camera.toPath')}</ButtonPart>}
      {state.move === 'handheld' ? (
        <SliderPart
          label={t('camera.speed')}
          value={state.speed}
          min={0.25}
          max={4}
          step={0.05}
          text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
          onChange={(speed) => change({ ...state, speed })}
        />
      ) : (
        <ChoicePart
          label={t('camera.easing')}
          value={state.easing}
          options={cameraEasings.map((value) => ({ value, label: t(`cameraEasing.${value}`) }))}
          onChange={(easing) => change({ ...state, easing: easing as CameraState['easing'] })}
        />
      )}
      {state.move !== 'handheld' && state.move !== 'path' && (
        <div className={panel.pair}>
          <NumberPart
            label={t('camera.start')}
            value={start}
            min={0}
            step={0.1}
            digits={2}
            unit={t('unit.s')}
            onChange={(value) => change({ ...state, start: Math.max(0, Math.min(value ?? 0, end)) })}
          />
          <NumberPart
            label={t('camera.end')}
            value={end}
            min={start}
            step={0.1}
            digits={2}
            unit={t('unit.s')}
            onChange={(value) => change({ ...state, end: Math.max(start, value ?? span) })}
          />
        </div>
      )}
      {state.move !== 'orbit' && state.move !== 'roll' && (
        <SliderPart
          label={t('camera.parallax')}
          value={state.parallax}
          min={-1}
          max={1}
          step={0.05}
          text={(value) => t('unit.percent', { value: Math.round(value * 100) })}
          onChange={(parallax) => change({ ...state, parallax })}
        />
      )}
      <DepthFields state={state} change={change} />
      <ChoicePart
        label={t('camera.edges')}
        value={edgesOf(state)}
        options={cameraEdges.map((value) => ({ value, label: t(`cameraEdges.${value}`) }))}
        onChange={(edges) => change({ ...state, edges: edges as CameraState['edges'] })}
      />
    </>
  )
}
