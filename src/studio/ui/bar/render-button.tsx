import { Progress } from '@base-ui/react/progress'
import { Clapperboard, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { Button } from '../parts/button'
import { useRender } from '../use-render'
import styles from './bar.module.css'
import { useTimeLeft } from './use-time-left'

/** Renders; while that runs the same place shows how far it is and calls it off. */
export function RenderButton({ compact }: { compact: boolean }) {
  const { t } = useTranslation()
  const commands = useCommands()
  const render = useRender()
  const work = useStudio((state) => state.work)
  const ready = useStudio((state) => state.project !== null && state.engine.status !== 'failed')
  const left = useTimeLeft(work?.progress?.secondsLeft ?? null)
  const share = work?.progress?.share ?? 0
  if (!work)
    return (
      <Button className={styles.main} aria-label={t('bar.render')} disabled={!ready} onClick={render}>
        <Clapperboard size={16} aria-hidden="true" />
        {!compact && t('bar.render')}
      </Button>
    )
  return (
    <>
      <Progress.Root
        className={styles.progress}
        aria-label={t('render.progress')}
        value={Math.round(share * 100)}
        aria-valuetext={t('render.valueText', { percent: Math.round(share * 100), left })}
      >
        <span className={styles.progressText}>
          <span>{t('unit.percent', { value: Math.round(share * 100) })}</span>
          <span className={styles.left}>{left}</span>
        </span>
        <Progress.Track className={styles.track}>
          <Progress.Indicator className={styles.indicator} />
        </Progress.Track>
      </Progress.Root>
      <Button className={styles.main} aria-label={t('bar.cancel')} onClick={() => commands.cancel()}>
        <X size={16} aria-hidden="true" />
        {!compact && t('bar.cancel')}
      </Button>
    </>
  )
}
