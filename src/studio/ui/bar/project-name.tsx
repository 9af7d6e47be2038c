import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, useStudio } from '../../react'
import styles from './bar.module.css'

/** The project's name, changed in place, and whether it is saved. */
export function ProjectName() {
  const { t } = useTranslation()
  const commands = useCommands()
  const name = useStudio((state) => state.project?.name ?? null)
  const saved = useStudio((state) => state.saved)
  const [text, setText] = useState(name ?? '')
  useEffect(() => setText(name ?? ''), [name])
  if (name === null) return <span className={styles.title}>{t('app.name')}</span>
  return (
    <>
      <h1 className="visually-hidden">{name || t('app.untitled')}</h1>
      <input
        className={styles.name}
        aria-label={t('bar.name')}
        value={text}
        placeholder={t('app.untitled')}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== name) commands.rename(text)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(name)
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <span className={styles.saved} data-saved={saved}>
        {t(`saved.${saved}`)}
      </span>
    </>
  )
}
