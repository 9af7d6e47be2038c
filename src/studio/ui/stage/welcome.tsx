import { MousePointer2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../react'
import { setPanels, usePanels } from '../panels'
import { IconButton } from '../parts/button'
import { paintTools } from '../rail/tool-options'
import styles from './stage.module.css'

/** One sentence for those who are here for the first time; gone with the first thing that they do. */
export function Welcome() {
  const { t } = useTranslation()
  const wanted = usePanels((state) => state.welcome)
  const untouched = useStudio((state) => !state.canUndo)
  const paths = useStudio((state) => state.project?.controls.some(({ kind }) => kind === 'trajectory') ?? false)
  const busy = useStudio((state) => state.compare !== null || paintTools.has(state.tool) || state.tool === 'face')
  const motion = usePanels((state) => state.motion !== null)
  // What is on offer for a new picture says enough.
  const offered = useStudio((state) => state.suggestions !== null)
  if (!wanted || !untouched || busy || motion || offered) return null
  return (
    <p className={styles.welcome}>
      <MousePointer2 size={15} aria-hidden="true" />
      <span>{t(paths ? 'welcome.drag' : 'welcome.draw')}</span>
      <IconButton label={t('welcome.close')} size="small" onClick={() => setPanels({ welcome: false })}>
        <X size={14} />
      </IconButton>
    </p>
  )
}
