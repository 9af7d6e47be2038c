import { Tooltip } from '@base-ui/react/tooltip'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../react'
import styles from './app.module.css'
import { Bar } from './bar/bar'
import { ExportDialog } from './dialogs/export-dialog'
import { ShortcutsDialog } from './dialogs/shortcuts-dialog'
import { Drop } from './drop'
import { Inspector } from './inspector/inspector'
import { narrow, useMedia } from './media'
import { ModelsDialog } from './models/models-dialog'
import { Notices } from './notices'
import { usePanels } from './panels'
import { Rail } from './rail/rail'
import { MotionBar } from './stage/motion-bar'
import { Stage } from './stage/stage'
import { Timeline } from './timeline/timeline'
import { useShortcuts } from './use-shortcuts'

/** The page: one bar above, tools left, inspector right, time below, and in the middle the picture. */
export function App() {
  const isNarrow = useMedia(narrow)
  const inspector = usePanels((state) => state.inspector) ?? !isNarrow
  useShortcuts()
  useLook()
  return (
    <Tooltip.Provider delay={500} closeDelay={0}>
      <div className={styles.app} data-inspector={inspector ? (isNarrow ? 'over' : 'beside') : undefined}>
        <Bar />
        <main className={styles.main}>
          <Rail />
          <div className={styles.stage}>
            <Stage />
            <MotionBar />
          </div>
        </main>
        <Inspector />
        <TimelineHeight />
        <Notices />
        <ExportDialog />
        <ShortcutsDialog />
        <ModelsDialog />
        <Drop />
      </div>
    </Tooltip.Provider>
  )
}

/** The timeline, whose height says where messages and drawers end. */
function TimelineHeight() {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--timeline-height', `${element.offsetHeight}px`),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className={styles.timeline}>
      <Timeline />
    </div>
  )
}

/** Theme, language and title of the document follow the state. */
function useLook() {
  const { t, i18n } = useTranslation()
  const theme = useStudio((state) => state.theme)
  const language = useStudio((state) => state.language)
  const name = useStudio((state) => state.project?.name)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    void i18n.changeLanguage(language)
  }, [language, i18n])
  useEffect(() => {
    document.title = name ? t('app.title', { name }) : t('app.name')
  }, [name, t])
}
