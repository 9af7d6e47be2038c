import { AlertTriangle, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { subjectOf } from '../notices'
import { useCommands, useStudio } from '../react'
import type { Notice } from '../state'
import styles from './notices.module.css'
import { Button, IconButton } from './parts/button'

/** What there is to say: a status in a live region that goes by itself, an error in an alert that waits. */
export function Notices() {
  const { t } = useTranslation()
  const commands = useCommands()
  const notices = useStudio((state) => state.notices)
  const statuses = notices.filter(({ kind }) => kind === 'status')
  const errors = notices.filter(({ kind }) => kind === 'error')
  return (
    <div className={styles.notices}>
      {errors.map((notice) => (
        <div key={subjectOf(notice)} className={styles.error} role="alert">
          <AlertTriangle size={18} aria-hidden="true" />
          <p>{wordsOf(notice, t)}</p>
          <Button
            look="danger"
            onClick={() => {
              commands.dismiss(notice)
              notice.action?.run()
            }}
          >
            {t((notice.action?.key ?? 'action.dismiss') as 'action.dismiss')}
          </Button>
        </div>
      ))}
      <output className={styles.statuses} aria-live="polite">
        {statuses.slice(-2).map((notice) => (
          <StatusLine key={subjectOf(notice)} notice={notice} />
        ))}
      </output>
    </div>
  )
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
  // Keys are said at run time here: the type of all words would be looked through for each of them.
  const look = t as (key: string, data: Record<string, string | number>) => string
  const fallback = notice.kind === 'error' ? look('error.internal', { message: notice.key }) : ''
  const data = { ...notice.data, ...(notice.data?.name === '' && { name: look('app.untitled', {}) }) }
  return look(notice.key, { ...data, defaultValue: fallback })
}
