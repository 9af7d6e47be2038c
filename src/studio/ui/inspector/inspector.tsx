import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../react'
import { narrow, useMedia } from '../media'
import { setPanels, usePanels } from '../panels'
import { IconButton } from '../parts/button'
import { Fold } from '../parts/fold'
import { ClipFields } from './clip-fields'
import { ControlList } from './control-list'
import { EngineFields } from './engine-fields'
import styles from './inspector.module.css'
import { SelectedFields } from './selected-fields'

/** Everything that is said in numbers. Beside the stage where there is room, else a drawer over it. */
export function Inspector() {
  const { t } = useTranslation()
  const isNarrow = useMedia(narrow)
  const shown = usePanels((state) => state.inspector) ?? !isNarrow
  const open = useStudio((state) => state.project !== null)
  if (!shown) return null
  return (
    <section id="inspector" className={styles.inspector} aria-label={t('inspector.name')}>
      {isNarrow && (
        <div className={styles.drawerHead}>
          <p>{t('inspector.name')}</p>
          <IconButton label={t('inspector.close')} onClick={() => setPanels({ inspector: false })}>
            <X size={18} />
          </IconButton>
        </div>
      )}
      {open ? (
        <div className={styles.scroll}>
          <ControlList />
          <SelectedFields />
          <Fold title={t('clip.name')} open>
            <ClipFields />
          </Fold>
          <Fold title={t('engine.advanced')}>
            <EngineFields />
          </Fold>
        </div>
      ) : (
        <p className={styles.nothing}>{t('inspector.empty')}</p>
      )}
    </section>
  )
}
