import { Mountain, Paintbrush, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import panel from '../panel.module.css'
import { groundDepth } from './depth'
import type { CameraState } from './state'

/** How near things are: guessed, until someone paints it. */
export function DepthFields({ state, change }: Pick<FieldsProps<CameraState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { picture, paintsDepth, paintDepth, parts } = useSurroundings()
  const { ButtonPart } = parts
  return (
    <fieldset className={panel.group}>
      <legend>{t('camera.depth')}</legend>
      <div className={panel.buttons}>
        <ButtonPart pressed={paintsDepth} onClick={() => paintDepth(!paintsDepth)}>
          <Paintbrush size={14} aria-hidden="true" />
          {t('camera.paintDepth')}
        </ButtonPart>
        <ButtonPart onClick={() => change({ ...state, depth: groundDepth(picture) })}>
          <Mountain size={14} aria-hidden="true" />
          {t('camera.groundDepth')}
        </ButtonPart>
        {state.depth && (
          <ButtonPart onClick={() => change({ ...state, depth: undefined })}>
            <RotateCcw size={14} aria-hidden="true" />
            {t('camera.guessDepth')}
          </ButtonPart>
        )}
      </div>
      <p className={panel.note}>
        {t(paintsDepth ? 'camera.paintHint' : state.depth ? 'camera.painted' : 'camera.guessed')}
      </p>
    </fieldset>
  )
}
