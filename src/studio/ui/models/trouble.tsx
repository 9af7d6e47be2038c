import { AlertTriangle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, KinoraError } from '../../../core/errors'
import { Button } from '../parts/button'
import styles from './models.module.css'

interface TroubleProps {
  error: KinoraError
  /** What can be done about it. */
  action?: { label: string; run(): void }
}

/** Errors that are told here in other words than when a render meets them. */
const codes = ['pack-hash', 'pack-missing', 'pack-field', 'pack-unreadable'] as const satisfies readonly ErrorCode[]

/** What went wrong, beside what it is about. */
export function Trouble({ error, action }: TroubleProps) {
  const { t } = useTranslation()
  const own = codes.find((code) => code === error.code)
  return (
    <div className={styles.trouble} role="alert">
      <AlertTriangle size={16} aria-hidden="true" />
      <p>{own ? t(`modelTrouble.${own}`, error.data) : t(`error.${error.code}`, error.data)}</p>
      {action && <Button onClick={action.run}>{action.label}</Button>}
    </div>
  )
}
