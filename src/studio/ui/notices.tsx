import { AlertTriangle, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../react'
import type { Notice } from '../state'
import styles from './notices.module.css'
import { Button, IconButton } from './parts/button'

/** What there is to say: a status in a live region that goes by itself, an error in an alert that waits. */
export function Notices() {
  const { t } = useTranslation()
  const commands = useCommands()
  const notices = useStudio((state) => state.notices)
  const statuses = onceEach(
    notices.filter(({ kind }) => kind === 'status'),
    ({ key }) => key,
  )
  const errors = onceEach(
    notices.filter(({ kind }) => kind === 'error'),
    keyOf,
  )
  return (
    <div className={styles.notices}>
      {errors.map((notice) => (
        <div key={keyOf(notice)} className={styles.error} role="alert">
          <AlertTriangle size={18} aria-hidden="true" />
          <p>{wordsOf(notice, t)}</p>
          <Button
            look="danger"
            onClick={() => {
              for (const same of notices) if (keyOf(same) === keyOf(notice)) commands.dismiss(same)
              notice.action?.run()
            }}
          >
            {t((notice.action?.key ?? 'action.dismiss') as 'action.dismiss')}
          </Button>
        </div>
      ))}
      <output className={styles.statuses} aria-live="polite">
        {statuses.slice(-2).map((notice) => (
          <StatusLine key={keyOf(notice)} notice={notice} />
        ))}
      </output>
    </div>
  )
}

/** What is said twice is shown once, as it was said last. */
function onceEach(notices: readonly Notice[], same: (notice: Notice) => string): Notice[] {
  return [...new Map(notices.map((notice) => [same(notice), notice])).values()]
}

function keyOf({ key, data }: Notice): string {
  return `${key} ${JSON.stringify(data ?? {})}`
}

/** How long a status stays, in milliseconds; longer when there is something to press. */
const [shortStay, longStay] = [4000, 9000]

function StatusLine({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const commands = useCommands()
  const action = notice.action
  useEffect(() => {
    const timer = setTimeout(() => commands.dismiss(notice), action ? longStay : shortStay)
    return () => clearTimeout(timer)
  }, [notice, action, commands])
  return (
    <span className={styles.status}>
      <span>{wordsOf(notice, t)}</span>
      {action && (
        <Button
          look="quiet"
          onClick={() => {
            commands.dismiss(notice)
            action.run()
          }}
        >
          {t(action.key as 'action.undo')}
        </Button>
      )}
      <IconButton label={t('action.dismiss')} size="small" side="top" onClick={() => commands.dismiss(notice)}>
        <X size={14} />
      </IconButton>
    </span>
  )
}

/** An error without words of its own is an internal one: never a bare code. */
function wordsOf(notice: Notice, t: ReturnType<typeof useTranslation>['t']): string {
  const fallback = notice.kind === 'error' ? t('error.internal', { message: notice.key }) : ''
  const look = t as (key: string, data: Record<string, string | number>) => string
  const data = { ...notice.data, ...(notice.data?.name === '' && { name: t('app.untitled') }) }
  return look(notice.key, { ...data, defaultValue: fallback })
}
