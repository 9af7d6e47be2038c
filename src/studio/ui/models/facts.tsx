import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../models/state'
import { useCommands } from '../../react'
import { Button } from '../parts/button'
import styles from './models.module.css'
import { Needs } from './needs'
import { sizeText } from './size'

/** What a model is: size, origin, what it adds, what it needs, its licence. @param readable its files are here */
export function Facts({ model, readable }: { model: Model; readable: boolean }) {
  const { t } = useTranslation()
  const { host, record } = model
  const from = host === null ? (record.source === null ? t('models.ownFiles') : '') : t('models.from', { host })
  return (
    <>
      <p className={styles.quiet}>
        {sizeText(model.bytes)}
        {model.id !== '' && ` · ${from}`}
        {' · '}
        {model.licence}
      </p>
      <ul className={styles.adds}>
        {model.adds.map((addition) => (
          <li key={addition}>{t(`modelAdds.${addition}`)}</li>
        ))}
      </ul>
      <Needs model={model} />
      <Licence model={model} readable={readable} />
    </>
  )
}

function Licence({ model, readable }: { model: Model; readable: boolean }) {
  const { t } = useTranslation()
  const commands = useCommands()
  const [text, setText] = useState<string | null>(null)
  const { licences, provenance } = model
  if (licences.length === 0 && provenance === '') return null
  return (
    <details className={styles.details}>
      <summary>{t('models.licence')}</summary>
      <dl>
        {licences.map(({ of, name, file }) => (
          <div key={of}>
            <dt>{of}</dt>
            <dd>
              {name}
              {file && readable && (
                <Button look="quiet" onClick={async () => setText(await commands.models.text(model.id, file))}>
                  {t('models.readLicence', { name: file })}
                </Button>
              )}
            </dd>
          </div>
        ))}
        {provenance !== '' && (
          <div>
            <dt>{t('models.provenance')}</dt>
            <dd>{provenance}</dd>
          </div>
        )}
      </dl>
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by keyboard.
        <pre tabIndex={0}>{text}</pre>
      )}
    </details>
  )
}
