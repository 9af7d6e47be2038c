import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { frameTime } from '../../../project/timing'
import { useCommands } from '../../react'
import { download, fileName } from '../download'
import { setPanels, usePanels } from '../panels'
import { Button, IconButton } from '../parts/button'
import { Choice } from '../parts/choice'
import { useAttempt, useStudioStore } from '../use-studio'
import { motionLooks, motionPicture } from './motion-picture'
import { npyFile } from './npy'
import styles from './stage.module.css'

/** What of the motion is shown over the picture, and its way out as a picture or as numbers. */
export function MotionBar() {
  const { t } = useTranslation()
  const store = useStudioStore()
  const commands = useCommands()
  const attempt = useAttempt()
  const look = usePanels((state) => state.motion)
  if (!look) return null
  const title = () => `${store.getState().project?.name || 'kinora'} ${look} ${store.getState().frame}`
  const savePicture = () =>
    attempt(async () => {
      const { frame } = store.getState()
      const project = commands.project()
      const picture = motionPicture(look, await commands.motion(frame), project, frameTime(project.settings, frame))
      const canvas = new OffscreenCanvas(picture.width, picture.height)
      canvas.getContext('2d')?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0)
      download(await canvas.convertToBlob({ type: 'image/png' }), fileName(title(), 'png'))
    })
  const saveNumbers = () =>
    attempt(async () => {
      const { frame } = store.getState()
      const { width, height, flow } = await commands.motion(frame)
      download(npyFile(new Float32Array(flow), [2, height, width]), fileName(title(), 'npy'))
    })
  return (
    <div className={styles.motionBar}>
      <div className={styles.barPart} data-motion>
        <Choice
          quiet
          label={t('motion.look')}
          value={look}
          options={motionLooks.map((value) => ({ value, label: t(`motionLook.${value}`) }))}
          onChange={(motion) => setPanels({ motion })}
        />
        <Button look="quiet" onClick={savePicture}>
          {t('motion.savePicture')}
        </Button>
        <Button look="quiet" onClick={saveNumbers}>
          {t('motion.saveNumbers')}
        </Button>
        <IconButton label={t('motion.close')} onClick={() => setPanels({ motion: null })}>
          <X size={16} />
        </IconButton>
      </div>
    </div>
  )
}
