import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type KeptModel, modelUses } from '../../models/state'
import { useCommands, useStudio } from '../../react'
import styles from './models.module.css'

/** Which model does which work; shown where there is something to choose. */
export function InUse({ list }: { list: readonly KeptModel[] }) {
  const { t } = useTranslation()
  const commands = useCommands()
  const choice = useStudio((state) => state.models.choice)
  // Work that is under way would be lost.
  const busy = useStudio((state) => state.work !== null)
  const id = useId()
  const rows = modelUses
    .map((use) => ({ use, models: list.filter((model) => model.complete && model.uses.includes(use)) }))
    .filter(({ models }) => models.length > 0)
  if (rows.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>{t('models.use')}</h3>
      <p className={styles.quiet}>{t('models.useHint')}</p>
      <div className={styles.uses}>
        {rows.map(({ use, models }) => (
          <div key={use}>
            <label htmlFor={`${id}-${use}`}>{t(`modelUse.${use}`)}</label>
            <select
              id={`${id}-${use}`}
              disabled={busy}
              value={choice[use] ?? ''}
              onChange={(event) => commands.models.use(use, event.target.value || null)}
            >
              <option value="">{t('models.builtIn')}</option>
              {models.map((model) => (
                <option key={model.id} value={model.id}>
                  {t('models.version', { name: model.name, version: model.version })}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </section>
  )
}
