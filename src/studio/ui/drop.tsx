import { ImageDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../react'
import styles from './app.module.css'
import { drivesFaces, driveWith } from './drop-driver'
import { bringsModel, filesDropped } from './models/chosen-files'
import { setPanels } from './panels'
import { useAttempt, useStudioStore } from './use-studio'

/** Pictures and project files dropped anywhere or pasted are opened; models are taken up where models are; videos and voices drive a face. */
export function Drop() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  const store = useStudioStore()
  const [over, setOver] = useState(false)

  useEffect(() => {
    let depth = 0
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      const { dataTransfer } = event
      const file = dataTransfer?.files[0]
      if (!hasFiles(event)) return
      event.preventDefault()
      if (dataTransfer && bringsModel(dataTransfer)) {
        setPanels({ dialog: 'models' })
        void filesDropped(dataTransfer).then(commands.models.take)
      } else if (file) void attempt(() => (drivesFaces(file) ? driveWith(file, store, commands) : commands.take(file)))
    }
    const paste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0]
      if (!file) return
      event.preventDefault()
      void attempt(() => commands.take(file, file.name === 'image.png' ? t('app.pasted') : undefined))
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', hover)
    addEventListener('drop', drop)
    addEventListener('paste', paste)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', hover)
      removeEventListener('drop', drop)
      removeEventListener('paste', paste)
    }
  }, [commands, attempt, store, t])

  if (!over) return null
  return (
    <div className={styles.drop}>
      <ImageDown size={32} strokeWidth={1.5} aria-hidden="true" />
      {t('app.dropHere')}
    </div>
  )
}
