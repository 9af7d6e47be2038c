import { useTranslation } from 'react-i18next'
import type { Model } from '../../models/state'
import { useCommands } from '../../react'
import { Button } from '../parts/button'
import { Facts } from './facts'
import styles from './models.module.css'
import { sizeText } from './size'

/** What lies at the address: nothing of it comes before the person says so. */
export function Offer({ offer }: { offer: Model }) {
  const { t } = useTranslation()
  const { models } = useCommands()
  return (
    <section className={styles.offer} aria-label={t('modelAdd.offer')}>
      <h4>{t('models.version', { name: offer.name, version: offer.version })}</h4>
      <Facts model={offer} readable={false} />
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => void models.accept()}>
          {t('modelAdd.fetch', { size: sizeText(offer.bytes), host: offer.host ?? '' })}
        </Button>
        <Button onClick={() => models.decline()}>{t('modelAdd.decline')}</Button>
      </div>
    </section>
  )
}
