import { ScanFace, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { placedPoints } from '../../../core/face/place'
import { bringing } from '../../perception'
import { useCommands, useStudio } from '../../react'
import { setPanels, usePanels } from '../panels'
import { Button, IconButton } from '../parts/button'
import styles from './stage.module.css'

/** What the face tool waits for: a click on a face, the finding of it, or the next of six clicks. */
export function FacePrompt() {
  const { t } = useTranslation()
  const commands = useCommands()
  const shown = useStudio(({ tool, project, live }) => tool === 'face' && project !== null && live === null)
  const some = useStudio(({ project }) => project?.controls.some(({ kind }) => kind === 'face') ?? false)
  const points = usePanels((state) => state.facePoints)
  const busy = usePanels((state) => state.faceBusy)
  const coming = useStore(bringing, (state) => state.now !== null)
  if (!shown || coming) return null
  const next = points && placedPoints[points.length]
  return (
    <p className={styles.welcome} role="status">
      <ScanFace size={15} aria-hidden="true" />
      <span>
        {busy
          ? t('face.looking')
          : next
            ? t('face.place', { part: t(`facePart.${next}`), number: (points?.length ?? 0) + 1 })
            : t(some ? 'face.another' : 'face.click')}
      </span>
      {!busy && !points && <Button onClick={() => setPanels({ facePoints: [] })}>{t('face.byHand')}</Button>}
      <IconButton
        label={t('face.giveUp')}
        size="small"
        onClick={() => {
          setPanels({ facePoints: null })
          commands.set({ tool: 'select' })
        }}
      >
        <X size={14} />
      </IconButton>
    </p>
  )
}
