import { Mountain, Paintbrush, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type FieldsProps, useSurroundings } from '../context'
import { groundDepth } from './depth'
import type { CameraState } from './state'
import styles from './ui.module.css'

/** How near things are: guessed, until someone paints it. */
export function DepthFields({ state, change }: Pick<FieldsProps<CameraState>, 'state' | 'change'>) {
  const { t } = useTranslation()
  const { picture, paintsDepth, paintDepth } = useSurroundings()
  return (
    <fieldset className={styles.depth}>
      <legend>{t('camera.depth')}</legend>
      <div className={styles.buttons}>
        <button
          type="button"
          className={styles.wide}
          aria-pressed={paintsDepth}
          onClick={() => paintDepth(!paintsDepth)}
        >
          <Paintbrush size={14} aria-hidden="true" />
          {t('camera.paintDepth')}
        </button>
        <button type="button" className={styles.wide} onClick={() => change({ ...state, depth: groundDepth(picture) })}>
          <Mountain size={14} aria-hidden="true" />
          {t('camera.groundDepth')}
        </button>
        {state.depth && (
          <button type="button" className={styles.wide} onClick={() => change({ ...state, depth: undefined })}>
            <RotateCcw size={14} aria-hidden="true" />
            {t('camera.guessDepth')}
          </button>
        )}
      </div>
      <p className={styles.note}>
        {t(paintsDepth ? 'camera.paintHint' : state.depth ? 'camera.painted' : 'camera.guessed')}
      </p>
    </fieldset>
  )
}
