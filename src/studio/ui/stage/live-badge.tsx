import { Mic, Video, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import { IconButton } from '../parts/button'
import styles from './live-badge.module.css'

/** The light of a camera or a microphone that is on, what each part of driving a face takes, and the countdown. */
export function LiveBadge() {
  const { t } = useTranslation()
  const commands = useCommands()
  const live = useStudio((state) => state.live)
  if (!live) return null
  const { source, phase, milliseconds } = live
  const Icon = source === 'camera' ? Video : Mic
  const parts =
    source === 'camera' ? (['detect', 'measure', 'deform', 'draw'] as const) : (['measure', 'deform', 'draw'] as const)
  return (
    <div className={styles.badge} data-recording={phase === 'recording' || undefined}>
      <span className={styles.light} aria-hidden="true" />
      <Icon size={14} aria-hidden="true" />
      <span>{t(phase === 'recording' ? 'faceLive.recording' : `faceLive.${source}On`)}</span>
      <dl className={styles.parts} aria-label={t('faceLive.milliseconds')}>
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`livePart.${part}`)}</dt>
            <dd>{t('unit.ms', { value: milliseconds[part].toFixed(milliseconds[part] < 10 ? 1 : 0) })}</dd>
          </div>
        ))}
      </dl>
      <IconButton label={t('faceLive.off')} size="small" onClick={() => commands.live.stop()}>
        <X size={14} />
      </IconButton>
    </div>
  )
}

/** The countdown before a recording, over the whole stage. */
export function LiveCount() {
  const live = useStudio((state) => state.live)
  if (live?.phase !== 'counting') return null
  return (
    <p key={live.count} className={styles.count} aria-hidden="true">
      {live.count}
    </p>
  )
}
