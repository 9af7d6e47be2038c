import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { bringing, stopBringing } from '../../perception'
import { Button } from '../parts/button'
import styles from './stage.module.css'

/** What finds faces is on its way: how far, of how much, and a way to do without. */
export function BringingBar() {
  const { t } = useTranslation()
  const now = useStore(bringing, (state) => state.now)
  if (!now) return null
  const percent = Math.floor((100 * now.bytes) / Math.max(1, now.of))
  const megabytes = (now.of / 1e6).toFixed(0)
  return (
    <div className={styles.welcome} data-coming>
      <Download size={15} aria-hidden="true" />
      <span
        role="progressbar"
        aria-label={t('perception.coming')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        {t('perception.share', { percent, megabytes })}
      </span>
      <Button onClick={stopBringing}>{t('bar.cancel')}</Button>
    </div>
  )
}
