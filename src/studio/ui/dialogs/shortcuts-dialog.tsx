import { useTranslation } from 'react-i18next'
import { shortcutGroups } from '../shortcut-list'
import styles from './dialogs.module.css'
import { Sheet } from './sheet'

export function ShortcutsDialog() {
  const { t } = useTranslation()
  return (
    <Sheet name="shortcuts" title={t('bar.shortcuts')}>
      <div className={styles.groups}>
        {shortcutGroups.map(({ name, shortcuts }) => (
          <section key={name}>
            <h3>{t(`shortcuts.${name}`)}</h3>
            <dl>
              {shortcuts.map(([what, ...keys]) => (
                <div key={what}>
                  <dt>{t(`shortcut.${what}`)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key.startsWith('keys.') ? t(key as 'keys.space') : key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  )
}
