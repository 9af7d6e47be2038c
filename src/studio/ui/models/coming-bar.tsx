import { Progress } from '@base-ui/react/progress'
import { useTranslation } from 'react-i18next'
import type { KeptModel, OnItsWay } from '../../models/state'
import { useCommands } from '../../react'
import { useTimeLeft } from '../bar/use-time-left'
import dialogs from '../dialogs/dialogs.module.css'
import { Button } from '../parts/button'
import styles from './models.module.css'
import { sizeText } from './size'

/** How far a model has come; `coming` where it is on its way now. */
export function ComingBar({ model, coming }: { model: KeptModel; coming: OnItsWay | null }) {
  const { t } = useTranslation()
  const commands = useCommands()
  const left = useTimeLeft(coming?.secondsLeft ?? null)
  const have = coming?.have ?? model.have
  const percent = Math.floor((100 * have) / Math.max(1, model.bytes))
  const amount = t('models.amount', { have: sizeText(have), total: sizeText(model.bytes) })
  return (
    <div className={styles.coming}>
      <Progress.Root
        aria-label={t('models.progress', { name: model.name })}
        value={percent}
        aria-valuetext={coming ? t('models.percent', { percent, left }) : amount}
      >
        <span className={dialogs.progressText}>
          <span>
            {coming ? t(`modelPhase.${coming.phase}`) : t('models.paused')} · {amount}
          </span>
          {coming && <span>{left}</span>}
        </span>
        <Progress.Track className={dialogs.track}>
          <Progress.Indicator className={dialogs.indicator} />
        </Progress.Track>
      </Progress.Root>
      {coming && <Button onClick={() => commands.models.stop()}>{t('models.pause')}</Button>}
    </div>
  )
}
