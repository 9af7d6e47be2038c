import { useTranslation } from 'react-i18next'
import { useCommands } from '../../react'
import { useAttempt } from '../use-studio'

/** What a person may choose: pictures and project files. */
const accepted = 'image/png,image/jpeg,image/webp,image/avif,.kinora'

/** The file input behind every "Open picture"; it takes project files too. */
export function OpenInput() {
  const { t } = useTranslation()
  const commands = useCommands()
  const attempt = useAttempt()
  return (
    <input
      id="open-picture"
      type="file"
      className="visually-hidden"
      tabIndex={-1}
      aria-hidden="true"
      aria-label={t('bar.open')}
      accept={accepted}
      onChange={(event) => {
        const file = event.target.files?.[0]
        event.target.value = ''
        if (file) void attempt(() => commands.take(file))
      }}
    />
  )
}
